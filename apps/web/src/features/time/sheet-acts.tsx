"use client"

import { type LockedShare, stepMeetsLock } from "@alphas/domain/time/locked"
import { type SheetStep, sheetSteps } from "@alphas/domain/time/words"
import { Button } from "@mantine/core"
import { useState } from "react"
import { refused } from "../../feedback/undo"
import { ReasonDialog } from "../../forms/reason-dialog"
import { usePermission } from "../session/me"
import type { HeldCells } from "./held-cells"
import { type Sheet, useSheetStep } from "./use-sheet-step"

/** The steps that move a week on; the others stand back. */
const main: readonly SheetStep[] = ["submit", "approve"]

interface Props {
  sheet: Sheet
  /** How much of it is locked: who may change that all the same says why. */
  locked: LockedShare
  /** What its cells hold that is not saved: it is not submitted over that. */
  held?: HeldCells
  /** Many weeks stand below each other, and fifty main acts are none. */
  quiet?: boolean
}

/** What can be done with a week just now: submit, withdraw, approve, send back. */
export function SheetActs({ sheet, locked, held, quiet = false }: Props) {
  const { stepsOf, take, run, pending } = useSheetStep()
  const locks = usePermission("time.lock")
  const asks = (step: SheetStep) => sheetSteps[step].asksWhy || (locks && stepMeetsLock(step, locked))
  const [asking, setAsking] = useState<SheetStep | null>(null)
  const choose = async (step: SheetStep) => {
    const cell = step === "submit" ? await held?.first() : undefined
    if (cell !== undefined) {
      refused(
        `${cell.label}: what is written there is not saved. Put it right or take it back with Escape, then submit the week.`,
      )
      cell.look()
    } else if (asks(step)) setAsking(step)
    else run(sheet, step)
  }
  return (
    <>
      {stepsOf(sheet).map((step) => (
        <Button
          key={step}
          size="xs"
          variant={!main.includes(step) ? "default" : quiet ? "light" : "filled"}
          disabled={pending}
          onClick={() => void choose(step)}
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
