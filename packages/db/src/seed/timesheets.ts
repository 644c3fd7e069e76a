import type { Role } from "@alphas/domain/permissions"
import type { timesheets } from "../schema/time"
import { day, iso } from "./calendar"
import type { NewChangeRow } from "./rows"
import { mondayOf } from "./timekeeping"
import { at } from "./vocabulary"

export type NewTimesheet = typeof timesheets.$inferInsert

/** A week in which somebody booked time. */
export interface KeptWeek {
  userId: string
  role: Role
  monday: string
}

const hour = 60 * 60 * 1000

/**
 * Where people's weeks stand: the one that it is open, the last one submitted by most, those before approved, by
 * managers or, of a manager's, by an admin. The log says how they came there.
 */
export function timesheetRows(
  weeks: readonly KeptWeek[],
  leaders: { managerIds: readonly string[]; adminIds: readonly string[] },
  now: number,
): { rows: NewTimesheet[]; log: NewChangeRow[] } {
  const thisWeek = mondayOf(iso(now).slice(0, 10))
  const lastWeek = iso(Date.parse(thisWeek) - 7 * day).slice(0, 10)
  const rows: NewTimesheet[] = []
  const log: NewChangeRow[] = []
  for (const { userId, role, monday } of weeks) {
    // Any number that is the person's own, so that who is late does not depend on who else there is.
    const number = Number.parseInt(userId.slice(-4), 16)
    const approved = monday < lastWeek
    if (monday >= thisWeek || (!approved && number % 6 === 0)) continue
    const submitted = Date.parse(monday) + 4 * day + 15 * hour + (number % 90) * 60_000
    const decided = Date.parse(monday) + 7 * day + 8 * hour + (number % 240) * 60_000
    const decidedBy = at(role === "team_member" ? leaders.managerIds : leaders.adminIds, number)
    rows.push({
      userId,
      monday,
      state: approved ? "approved" : "submitted",
      reason: null,
      submittedAt: iso(submitted),
      decidedBy: approved ? decidedBy : null,
      decidedAt: approved ? iso(decided) : null,
      version: approved ? 2 : 1,
    })
    log.push(stepped(userId, monday, { at: submitted, actorId: userId }, "open", "submitted"))
    if (approved)
      log.push(stepped(userId, monday, { at: decided, actorId: decidedBy }, "submitted", "approved"))
  }
  return { rows, log }
}

const stepped = (
  userId: string,
  monday: string,
  done: { at: number; actorId: string },
  before: string,
  after: string,
): NewChangeRow => ({
  at: iso(done.at),
  actorId: done.actorId,
  channel: "web",
  verb: "time.weeks.step",
  entity: "timesheet",
  entityId: userId,
  clientId: null,
  campaignId: null,
  people: [userId],
  fields: { monday: { after: monday }, state: { before, after } },
})

/** Every week in which one of these entries lies, once, by person and Monday. */
export function keptWeeks(
  entries: readonly { userId: string; day: string }[],
  roleOf: ReadonlyMap<string, Role>,
): KeptWeek[] {
  const weeks = new Map<string, KeptWeek>()
  for (const { userId, day } of entries) {
    const monday = mondayOf(day)
    const role = roleOf.get(userId)
    if (role !== undefined) weeks.set(`${userId} ${monday}`, { userId, role, monday })
  }
  return [...weeks.values()]
}
