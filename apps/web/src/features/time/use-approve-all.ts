"use client"

import { isolate } from "@alphas/domain/isolate"
import type { SubmittedWeek } from "@alphas/domain/time/dto"
import { useState } from "react"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done, failedSome } from "../../feedback/undo"

/** Approves several weeks, each by itself at the version that is shown: what is refused is told, the others are approved. */
export function useApproveAll() {
  const { mutateAsync } = trpc.time.weeks.step.useMutation()
  const [busy, setBusy] = useState(false)

  /** @param reasonOf why, for a week that is locked. */
  const approveAll = async (
    weeks: readonly SubmittedWeek[],
    reasonOf: (week: SubmittedWeek) => string | null,
  ) => {
    const refused: string[] = []
    setBusy(true)
    for (const week of weeks) {
      const { monday, person, version } = week
      try {
        const reason = reasonOf(week)
        await mutateAsync({ monday, userId: person.id, version, step: "approve", reason })
      } catch (error) {
        refused.push(`${isolate(person.name)}: ${refusalOf(error).message}`)
      }
    }
    setBusy(false)
    failedSome(refused, weeks.length)
    const count = weeks.length - refused.length
    if (count > 0) done(`${count} ${count === 1 ? "week" : "weeks"} approved`)
  }
  return { approveAll, busy }
}
