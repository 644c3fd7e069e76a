import { leaves } from "@alphas/db/schema/calendar"
import { timeEntries } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { may, roles } from "@alphas/domain/permissions"
import type { PersonLoad } from "@alphas/domain/workload/dto"
import type { ListWorkload } from "@alphas/domain/workload/input"
import { loadOf } from "@alphas/domain/workload/load"
import { and, asc, between, gte, inArray, isNull, lte, sql } from "drizzle-orm"
import { workingWeek } from "../calendar/week"
import type { QueryArgs } from "../trpc"

/** Roles that do tasks. */
const doers = roles.filter((role) => may(role, "tasks.write"))

/**
 * Who has room in the coming weeks: capacity, what is assigned and what was booked, of everybody who does tasks. Only
 * numbers: what the tasks are is for those who see them.
 */
export async function listWorkload({ ctx, input }: QueryArgs<typeof ListWorkload>): Promise<PersonLoad[]> {
  const { monday, weeks } = input
  const last = dayOf(dayNumberOf(monday) + weeks * 7 - 1)
  const people = await ctx.db
    .select({ id: users.id, name: users.name, dailyMinutes: users.dailyMinutes })
    .from(users)
    .where(and(ctx.visible.directory(), inArray(users.role, doers), isNull(users.disabledAt)))
    .orderBy(asc(users.name), asc(users.id))
  const [week, absences, tasks, booked] = await Promise.all([
    workingWeek(ctx.db, monday, last),
    ctx.db
      .select({ userId: leaves.userId, fromDay: leaves.fromDay, toDay: leaves.toDay })
      .from(leaves)
      .where(and(ctx.visible.leaves("calendar.read"), lte(leaves.fromDay, last), gte(leaves.toDay, monday))),
    ctx.db.execute<{
      startDay: string
      endDay: string
      durationDays: number
      estimateMinutes: number | null
      progress: number
      assigneeIds: string[]
    }>(sql`
      select t.start_day::text as "startDay", t.end_day::text as "endDay", t.duration_days as "durationDays",
        t.estimate_minutes as "estimateMinutes", t.progress,
        (select json_agg(a.user_id) from task_assignees a where a.task_id = t.id) as "assigneeIds"
      from tasks t
      where t.deleted_at is null and t.status <> 'completed' and t.start_day <= ${last} and t.end_day >= ${monday}
        and exists (select from task_assignees a where a.task_id = t.id)
        /* visible tasks: added up, not shown */ /* visible task_assignees: added up, not shown */`),
    ctx.db
      .select({
        userId: timeEntries.userId,
        day: timeEntries.day,
        minutes: sql<number>`sum(${timeEntries.minutes})::int`,
        billable: timeEntries.billable,
      })
      .from(timeEntries)
      .where(
        and(
          sql`/* visible time_entries: added up by day, not shown */ true`,
          between(timeEntries.day, monday, last),
        ),
      )
      .groupBy(timeEntries.userId, timeEntries.day, timeEntries.billable),
  ])
  const loads = loadOf({ monday, weeks, week, people, absences, tasks: [...tasks], booked })
  return people.map(({ id, name }) => ({ person: { id, name }, weeks: loads.get(id) ?? [] }))
}
