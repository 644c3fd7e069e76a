"use client"

import { isolate } from "@alphas/domain/isolate"
import { type LockedShare, stepMeetsLock } from "@alphas/domain/time/locked"
import { type TimesheetStep, timesheetSteps } from "@alphas/domain/time/words"
import { Button } from "@mantine/core"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { refused } from "../../feedback/undo"
import { ReasonDialog } from "../../forms/reason-dialog"
import type { HeldCells } from "./held-cells"
import { type SteppedWeek, useTimesheetStep } from "./use-timesheet-step"

/** The steps that move a week on; the others stand back. */
const main: readonly TimesheetStep[] = ["submit", "approve"]

interface Props {
  timesheet: SteppedWeek
  /** How much of it is locked: who may change that all the same says why. */
  locked: LockedShare
  /** What its cells hold that is not saved: it is not submitted over that. */
  held?: HeldCells
  /** Many weeks stand below each other, and fifty main actions are none. */
  quiet?: boolean
}

/** What can be done with a week just now: submit, withdraw, approve, send back. */
export function TimesheetActions({ timesheet, locked, held, quiet = false }: Props) {
  const { stepsOf, take, run, pending } = useTimesheetStep()
  const locks = usePermission("time.lock")
  const asks = (step: TimesheetStep) => timesheetSteps[step].asksWhy || (locks && stepMeetsLock(step, locked))
  const [asking, setAsking] = useState<TimesheetStep | null>(null)
  const choose = async (step: TimesheetStep) => {
    const cell = step === "submit" ? await held?.first() : undefined
    if (cell !== undefined) {
      refused(`${cell.label}: this value is not saved. Correct it or press Escape, then submit the week.`)
      cell.look()
      return
    }
    if (asks(step)) setAsking(step)
    else run(timesheet, step)
  }
  return (
    <>
      {stepsOf(timesheet).map((step) => (
        <Button
          key={step}
          size="xs"
          variant={!main.includes(step) ? "default" : quiet ? "light" : "filled"}
          disabled={pending}
          onClick={() => void choose(step)}
        >
          {timesheetSteps[step].label}
        </Button>
      ))}
      {asking !== null && (
        <ReasonDialog
          title={`${timesheetSteps[asking].label}: the week of ${isolate(timesheet.person.name)}`}
          action={timesheetSteps[asking].label}
          note={`${isolate(timesheet.person.name)} sees it on the timesheet.`}
          save={(reason) => take(timesheet, asking, reason)}
          close={() => setAsking(null)}
        />
      )}
    </>
  )
}
