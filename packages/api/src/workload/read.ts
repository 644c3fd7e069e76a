import type { Reader } from "@alphas/db/connection"
import { leaves } from "@alphas/db/schema/calendar"
import { tasks } from "@alphas/db/schema/tasks"
import { timeEntries } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { dayNumberOf, dayOf, laterDay } from "@alphas/domain/days"
import { may, roles } from "@alphas/domain/permissions"
import type { PersonLoad, PersonTasks } from "@alphas/domain/workload/dto"
import type { ListWorkload, LoadOfPerson } from "@alphas/domain/workload/input"
import { loadOf, type OpenTask, partsOf, type Span } from "@alphas/domain/workload/load"
import { and, asc, between, eq, gte, inArray, isNull, lte, type SQL, sql } from "drizzle-orm"
import { today } from "../agency"
import { workingWeek } from "../calendar/week"
import type { SignedIn } from "../context"
import { notFound } from "../refusal"
import { taskList } from "../tasks/list"
import type { QueryArgs } from "../trpc"

/** Roles that do tasks. */
const doers = roles.filter((role) => may(role, "tasks.write"))

/** Whoever does tasks, as far as the directory shows them. */
const people = (ctx: SignedIn, also?: SQL) =>
  ctx.db
    .select({ id: users.id, name: users.name, dailyMinutes: users.dailyMinutes })
    .from(users)
    .where(and(ctx.visible.directory(), inArray(users.role, doers), isNull(users.disabledAt), also))
    .orderBy(asc(users.name), asc(users.id))

const lastDayOf = ({ monday, weeks }: { monday: string; weeks: number }): string =>
  dayOf(dayNumberOf(monday) + weeks * 7 - 1)

/**
 * The weeks, with everybody's leave also on the days of the counted tasks before and after them: a task is spread over
 * all of its days, so that a week shows the same load wherever the view begins.
 */
async function spanOf(
  ctx: SignedIn,
  input: { monday: string; weeks: number },
  counted: readonly CountedTask[],
): Promise<Span> {
  const { monday, weeks } = input
  const first = [monday, ...counted.map(({ startDay }) => startDay)].sort()[0] ?? monday
  const last = counted.reduce((day, { endDay }) => laterDay(day, endDay), lastDayOf(input))
  const [week, absences] = await Promise.all([
    workingWeek(ctx.db, first, last),
    ctx.db
      .select({ userId: leaves.userId, fromDay: leaves.fromDay, toDay: leaves.toDay })
      .from(leaves)
      .where(and(ctx.visible.leaves("calendar.read"), lte(leaves.fromDay, last), gte(leaves.toDay, first))),
  ])
  return { monday, weeks, week, absences }
}

type CountedTask = OpenTask & { id: string }

/**
 * Tasks that keep people busy in the weeks, whoever may see them: what is made of them are numbers. What an archived
 * campaign left open keeps nobody busy, and a task of parts is done by its parts.
 */
async function countedTasks(
  reader: Reader,
  input: { monday: string; weeks: number },
  userId: string | null,
): Promise<CountedTask[]> {
  const theirs = userId === null ? sql`` : sql`and a.user_id = ${userId}`
  const found = await reader.execute<Record<string, unknown> & CountedTask>(sql`
    select t.id, t.start_day::text as "startDay", t.end_day::text as "endDay", t.duration_days as "durationDays",
      t.estimate_minutes as "estimateMinutes", t.progress,
      (select json_agg(a.user_id) from task_assignees a where a.task_id = t.id) as "assigneeIds"
    from tasks t where t.listed and t.status <> 'completed'
      and not exists (select from tasks part where part.parent_id = t.id and part.deleted_at is null) and t.start_day <= ${lastDayOf(input)}
      and t.end_day >= ${input.monday} and exists (select from task_assignees a where a.task_id = t.id ${theirs})
      /* visible tasks: added up, not shown */ /* visible task_assignees: added up, not shown */`)
  return [...found]
}

/**
 * Who has room in the coming weeks: capacity, what is assigned and what was booked, of everybody who does tasks. Only
 * numbers: what the tasks are is for those who see them.
 */
export async function listWorkload({ ctx, input }: QueryArgs<typeof ListWorkload>): Promise<PersonLoad[]> {
  const [found, day, counted, booked] = await Promise.all([
    people(ctx),
    today(ctx.db),
    countedTasks(ctx.db, input, null),
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
          sql`/* visible time_entries: added up by day, not shown */ ${isNull(timeEntries.deletedAt)}`,
          between(timeEntries.day, input.monday, lastDayOf(input)),
        ),
      )
      .groupBy(timeEntries.userId, timeEntries.day, timeEntries.billable),
  ])
  const span = await spanOf(ctx, input, counted)
  const loads = loadOf({ ...span, today: day, people: found, tasks: counted, booked })
  return found.map(({ id, name, dailyMinutes }) => ({
    person: { id, name },
    dailyMinutes,
    weeks: loads.get(id) ?? [],
  }))
}

/**
 * What makes up a person's load: the tasks that the caller may see, each with its minutes by week, and of all others
 * together only the minutes.
 * @throws Refusal `not_found` for somebody who is gone, or whose role does no tasks.
 */
export async function tasksOfPerson({ ctx, input }: QueryArgs<typeof LoadOfPerson>): Promise<PersonTasks> {
  const [person] = await people(ctx, eq(users.id, input.userId))
  if (person === undefined) throw notFound("person")
  const counted = await countedTasks(ctx.db, input, person.id)
  const span = await spanOf(ctx, input, counted)
  const parts = partsOf(span, person, counted)
  const minutesOf = new Map(counted.map(({ id }, index) => [id, parts[index] ?? []]))
  const seen = and(
    inArray(
      tasks.id,
      counted.map(({ id }) => id),
    ),
    ctx.visible.tasks("tasks.read"),
  )
  const { viewer } = ctx.identity
  const shown =
    counted.length === 0
      ? []
      : await taskList.rows(ctx.services, ctx.db, viewer, seen, sql`page.start_day, page.end_day, page.id`)
  const names = new Set(shown.map(({ id }) => id))
  const other = new Array<number>(input.weeks).fill(0)
  for (const [id, minutes] of minutesOf) {
    if (names.has(id)) continue
    for (const [index, each] of minutes.entries()) other[index] = (other[index] ?? 0) + each
  }
  return {
    tasks: shown.map((task) => ({ ...task, load: (minutesOf.get(task.id) ?? []).map(Math.round) })),
    other: other.map(Math.round),
  }
}
