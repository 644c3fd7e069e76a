"use client"

import { type SheetStep, sheetSteps } from "@alphas/domain/time/words"
import { Button } from "@mantine/core"
import { useState } from "react"
import { ReasonDialog } from "../../forms/reason-dialog"
import { usePermission } from "../session/me"
import { type Sheet, useSheetStep } from "./use-sheet-step"

/** The steps that move a week on; the others stand back. */
const main: readonly SheetStep[] = ["submit", "approve"]

interface Props {
  sheet: Sheet
  /** Days of it are locked: who may change them all the same says why. */
  isLocked?: boolean
  /** Many weeks stand below each other, and fifty main acts are none. */
  quiet?: boolean
}

/** What can be done with a week just now: submit, withdraw, approve, send back. */
export function SheetActs({ sheet, isLocked = false, quiet = false }: Props) {
  const { stepsOf, take, run, pending } = useSheetStep()
  const locks = usePermission("time.lock")
  const asks = (step: SheetStep) => sheetSteps[step].asksWhy || (isLocked && locks)
  const [asking, setAsking] = useState<SheetStep | null>(null)
  return (
    <>
      {stepsOf(sheet).map((step) => (
        <Button
          key={step}
          size="xs"
          variant={!main.includes(step) ? "default" : quiet ? "light" : "filled"}
          disabled={pending}
          onClick={() => (asks(step) ? setAsking(step) : run(sheet, step))}
        >
          {sheetSteps[step].label}
        </Button>
      ))}
      {asking !== null && (
        <ReasonDialog
          title={`${sheetSteps[asking].label}: the week of ${sheet.person.name}`}
          act={sheetSteps[asking].label}
          note={`${sheet.person.name} reads it on the week.`}
          save={(reason) => take(sheet, asking, reason)}
          close={() => setAsking(null)}
        />
      )}
    </>
  )
}
