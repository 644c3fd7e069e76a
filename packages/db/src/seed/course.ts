import type { CampaignStatus } from "@alphas/domain/campaigns/words"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import type { AgencyCalendar } from "./agency-calendar"
import { iso } from "./calendar"
import type { Draft } from "./task-network"

/** How a campaign lies in time. */
export interface Course {
  status: CampaignStatus
  startDay: string
  /** The morning up to which there was work. */
  until: string
}

/** On the day that it is: a task is going on, is overdue, or begins next. */
export type Shown = "today" | "overdue" | "next"

export interface Wanted {
  phase: CampaignStatus
  /** Since when the client is one, and until when; milliseconds. */
  from: number
  to: number
  /** Two numbers from 0 to 1 that decide where in its time the campaign lies. */
  chance: readonly [number, number]
  shows?: Shown | undefined
}

/** Working days before the end of its time within which a completed campaign has ended: it may have been delayed. */
const reserve = 8

/**
 * When a campaign begins that lasts `length` working days, and where it stands: as wanted, unless the client has not
 * been one for so long. `offset` is where in it the task lies that is to be shown.
 */
export function courseOf(
  { days, today }: AgencyCalendar,
  wanted: Wanted,
  length: number,
  shown: { offset: number; task: Draft } | undefined,
): Course {
  const [early, late] = wanted.chance
  const now = days.indexOf(today)
  const earliest = days.indexOf(dayOf(dayNumberOf(iso(wanted.from).slice(0, 10)) + 3))
  const course = (status: CampaignStatus, start: number, until = now): Course => ({
    status,
    startDay: days.dayAt(start),
    until: until === now ? today : days.dayAt(until),
  })
  if (wanted.shows !== undefined && shown !== undefined) {
    const { offset, task } = shown
    const start = {
      today: now - offset - 1,
      overdue: now - offset - task.durationDays - 2,
      next: now - offset + 1,
    }
    return course("active", start[wanted.shows])
  }
  if (wanted.phase === "completed") {
    const last = Math.min(now, days.indexOf(iso(wanted.to).slice(0, 10))) - reserve - length
    if (last >= earliest) return course("completed", earliest + Math.floor(late * (last - earliest)))
  }
  if (wanted.phase === "paused") {
    const until = now - 10 - Math.floor(late * 40)
    const start = until - Math.max(1, Math.floor((0.2 + early * 0.6) * length))
    if (start >= earliest) return course("paused", start, until)
  }
  const start = Math.max(earliest, now - Math.max(1, Math.floor((0.08 + early * 0.85) * length)))
  if (wanted.phase !== "planning" && start < now) return course("active", start)
  return course("planning", now + 3 + Math.floor(late * 40))
}
