"use client"

import { isolate } from "@alphas/domain/isolate"
import type { Timesheet } from "@alphas/domain/time/dto"
import { ownTimesheetSteps, type TimesheetStep, timesheetSteps } from "@alphas/domain/time/words"
import { stepsFrom } from "@alphas/domain/workflow"
import { useMe, usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { isDeclined, useConfirmed } from "./use-confirmed"

/** A week as a step needs it. */
export type SteppedWeek = Pick<Timesheet, "monday" | "person" | "state" | "version">

/** Whose week it is, before what happened to it. */
const said: Record<TimesheetStep, string> = {
  submit: "is submitted",
  withdraw: "is withdrawn",
  approve: "is approved",
  sendBack: "is sent back",
  reopen: "is reopened",
}

/** The steps that the reader may take with a week, and how to take one. */
export function useTimesheetStep() {
  const me = useMe()
  const approves = usePermission("time.approve")
  const { mutateAsync, isPending } = trpc.time.weeks.step.useMutation()
  const { confirmed } = useConfirmed()

  const stepsOf = ({ person, state }: SteppedWeek): TimesheetStep[] => {
    const own = person.id === me.id
    return stepsFrom(timesheetSteps, state).filter(
      (step) => ownTimesheetSteps.includes(step) === own && (own || approves),
    )
  }
  /** Takes a step. @throws what the server refuses. */
  const take = async (
    { monday, person, version }: SteppedWeek,
    step: TimesheetStep,
    reason: string | null,
  ) => {
    const userId = person.id === me.id ? null : person.id
    const taken = await confirmed((confirm) =>
      mutateAsync({ monday, userId, version, step, reason, confirm }),
    )
    const withdraw = { monday, userId, version: taken.version, step: "withdraw" as const }
    const undo = () => mutateAsync(withdraw)
    const whose = userId === null ? "Your week" : `The week of ${isolate(person.name)}`
    done(`${whose} ${said[step]}`, step === "submit" ? undo : undefined)
  }
  /** The same, where what is refused is told in a toast. */
  const run = (timesheet: SteppedWeek, step: TimesheetStep) =>
    void take(timesheet, step, null).catch((error) => {
      // Whoever was asked and said no knows why nothing happened.
      if (!isDeclined(error)) failed(error)
    })
  return { stepsOf, take, run, pending: isPending }
}
