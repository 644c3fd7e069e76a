import type { Reader } from "@alphas/db/connection"
import { tasks } from "@alphas/db/schema/tasks"
import { Statements, slot } from "@alphas/db/statement"
import type { CampaignStatus } from "@alphas/domain/campaigns/words"
import { newId } from "@alphas/domain/ids"
import type { Moved, Rescheduled } from "@alphas/domain/schedule/dto"
import { CycleError } from "@alphas/domain/schedule/network"
import {
  type Move,
  type PlanDependency,
  type PlanEdit,
  type PlanInput,
  preview,
} from "@alphas/domain/schedule/plan"
import { cycleOfWholes } from "@alphas/domain/schedule/wholes"
import { inArray, sql } from "drizzle-orm"
import { type CalendarParts, calendarWithin, weekFrom } from "../calendar/week"
import type { Planned } from "../campaigns/lock"
import type { Reacting } from "../context"
import { Refusal, staleVersion } from "../refusal"
import { beyondReach, leavesReach } from "../tasks/reach"
import { type CountedTask, sameTotals, type Totals, totalsOf } from "./totals"

/** A campaign's plan: what its schedule is calculated from, and the totals that are kept of it. */
export interface Plan extends PlanInput {
  campaign: Planned & { status: CampaignStatus; archived: boolean }
  tasks: readonly CountedTask[]
  dependencies: readonly (PlanDependency & { id: string })[]
  totals: Totals
}

interface Loaded extends Planned {
  status: CampaignStatus
  archived: boolean
  totals: Totals
  calendar: CalendarParts | null
  tasks: CountedTask[]
  dependencies: Plan["dependencies"]
  absences: PlanInput["absences"]
}

const plans = new Statements<Loaded>()

const loading = () => sql`
  select c.id, c.client_id as "clientId", c.start_day::text as "startDay", c.end_day::text as "endDay", c.status,
    c.archived_at is not null as archived,
    json_build_object('total', c.tasks_total, 'done', c.tasks_done, 'progress', c.progress, 'forecastDay', c.forecast_day,
      'nextDueDay', c.next_due_day, 'lastDueDay', c.last_due_day) as totals,
    ${calendarWithin(sql`c.start_day`, sql`c.end_day`)} as calendar,
    (select coalesce(json_agg(json_build_object('id', t.id, 'version', t.version, 'mode', t.mode, 'status', t.status,
        'startDay', t.start_day, 'endDay', t.end_day, 'durationDays', t.duration_days, 'notBefore', t.not_before,
        'responsibleId', t.responsible_id, 'parentId', t.parent_id, 'progress', t.progress) order by t.id), '[]')
      from tasks t where t.campaign_id = c.id and t.deleted_at is null /* visible tasks: of a campaign that was checked */
    ) as tasks,
    (select coalesce(json_agg(json_build_object('id', d.id, 'predecessorId', d.predecessor_id, 'successorId', d.successor_id,
        'type', d.type, 'lagDays', d.lag_days) order by d.id), '[]')
      from task_dependencies d
      where d.campaign_id = c.id /* visible task_dependencies: of a campaign that was checked */
    ) as dependencies,
    (select coalesce(json_agg(json_build_object('userId', l.user_id, 'fromDay', l.from_day, 'toDay', l.to_day)), '[]')
      from leaves l
      where l.user_id in (select t.responsible_id from tasks t where t.campaign_id = c.id and t.deleted_at is null)
        /* visible leaves: days of whoever does the tasks */
    ) as absences
  from campaigns c
  where c.id = ${slot("id")}::uuid /* visible campaigns: that was checked */`

/** A campaign's plan, read in one statement; the caller has checked that the campaign is visible. */
export async function loadPlan(reader: Reader, campaignId: string): Promise<Plan> {
  const [row] = await plans.within(reader, "plan", loading, { id: campaignId })
  if (row === undefined) throw new Error("A campaign that was checked is there.")
  const { totals, calendar, tasks, dependencies, absences, ...campaign } = row
  const { startDay, endDay } = campaign
  return {
    ...{ campaign, startDay, week: await weekFrom(calendar, startDay, endDay) },
    ...{ totals, tasks, dependencies, absences },
  }
}

interface Changes {
  edits?: readonly PlanEdit[]
  /** The tasks that the caller puts somewhere: neither they nor what follows them may go where no plan reaches. */
  puts?: readonly string[] | "all"
  /** Version of each task that the caller calculated with; what moves and is not among them has changed meanwhile. */
  seen?: ReadonlyMap<string, number>
}

/**
 * Brings the tasks of a locked campaign to where the schedule puts them, with one entry in the log for all that moved,
 * and the campaign's totals with it. A plan that moves nothing and counts the same is not written.
 *
 * A calendar that changes, or work that ends late, may ask of tasks to go where no plan reaches. They stay where they
 * stand, so that nobody is refused something else on their account.
 * @throws Refusal `cycle` naming the path, `stale_version` when `seen` is given and does not hold, `limit` when what
 * the caller puts somewhere, or what follows it, would go where no plan reaches.
 */
export async function replan(
  ctx: Reacting,
  plan: Plan,
  { edits = [], seen, puts = [] }: Changes = {},
): Promise<Rescheduled> {
  const moves = await movesOf(ctx, plan, { edits, puts })
  if (seen !== undefined) {
    const changed = moves.filter((move) => seen.get(move.id) !== move.version)
    if (changed.length > 0)
      throw staleVersion(
        "plan",
        changed.map(({ id, version }) => ({ id, version })),
      )
  }
  return writePlan(ctx, plan, moves)
}

/** What moves, but for tasks that go where no plan reaches. */
export async function movesOf(
  ctx: Pick<Reacting, "tx">,
  input: PlanInput,
  { edits, puts }: { edits: readonly PlanEdit[]; puts: readonly string[] | "all" },
): Promise<Move[]> {
  try {
    const { moves } = preview(input, edits)
    const out = moves.filter((move) => leavesReach(input.startDay, move))
    if (out.length === 0) return moves
    const theirs = puts === "all" ? null : answersFor(input.dependencies, puts)
    if (out.some(({ id }) => theirs === null || theirs.has(id))) throw beyondReach(input.startDay)
    return moves.filter((move) => !out.includes(move))
  } catch (error) {
    if (!(error instanceof CycleError)) throw error
    const ids = error.tasks.flatMap((index) => input.tasks[index]?.id ?? [])
    throw new Refusal(
      "cycle",
      `These tasks would depend on each other in a cycle: ${await pathOf(ctx, ids)}.`,
    )
  }
}

/**
 * Refuses dependencies that close a cycle through wholes and their parts: those that `closing` names, or that a task that
 * it names brings along. @throws Refusal `cycle` naming the path.
 */
export async function refuseCycleOfWholes(
  ctx: Pick<Reacting, "tx">,
  { tasks: all, dependencies }: Pick<Plan, "tasks" | "dependencies">,
  closing: ReadonlySet<string>,
): Promise<void> {
  const named = dependencies.filter(({ id, predecessorId, successorId }) =>
    [id, predecessorId, successorId].some((each) => closing.has(each)),
  )
  if (named.length === 0 || all.every(({ parentId }) => parentId === null)) return
  const ids = cycleOfWholes(all, dependencies, named)
  if (ids === null) return
  throw new Refusal(
    "cycle",
    `These tasks would depend on each other in a cycle, because a task starts before its subtasks and ends after them: ${await pathOf(ctx, ids)}.`,
  )
}

/** Whoever puts tasks somewhere answers for them and for all that follows them, not for what goes too far beside them. */
function answersFor(dependencies: PlanInput["dependencies"], puts: readonly string[]): ReadonlySet<string> {
  const successors = new Map<string, string[]>()
  for (const { predecessorId, successorId } of dependencies)
    successors.set(predecessorId, [...(successors.get(predecessorId) ?? []), successorId])
  const reached = new Set(puts)
  // A set that grows while it is walked: what is added is walked as well.
  for (const id of reached) for (const next of successors.get(id) ?? []) reached.add(next)
  return reached
}

/** The titles along a cycle, the first one again at the end. */
async function pathOf(ctx: Pick<Reacting, "tx">, ids: readonly string[]): Promise<string> {
  const rows = await ctx.tx
    .select({ id: tasks.id, title: tasks.title })
    .from(tasks)
    .where(sql`/* visible tasks: of a campaign that was checked */ ${inArray(tasks.id, [...ids])}`)
  const titles = new Map(rows.map(({ id, title }) => [id, `"${title}"`]))
  return [...ids, ...ids.slice(0, 1)].map((id) => titles.get(id) ?? id).join(" → ")
}

const writes = new Statements<Record<string, never>>()

const writing = () => sql`
  with moved as (
    update tasks set mode = given.mode, start_day = given."startDay", end_day = given."endDay",
      duration_days = given."durationDays", not_before = given."notBefore", version = tasks.version + 1,
      updated_at = now()
    from jsonb_to_recordset(${slot("moves")}::text::jsonb) as given
      (id uuid, mode task_mode, "startDay" date, "endDay" date, "durationDays" int, "notBefore" date)
    where tasks.id = given.id
  )
  update campaigns set tasks_total = now.total, tasks_done = now.done, progress = now.progress,
    forecast_day = now."forecastDay", next_due_day = now."nextDueDay", last_due_day = now."lastDueDay"
  from jsonb_to_record(${slot("totals")}::text::jsonb) as now
    (total int, done int, progress int, "forecastDay" date, "nextDueDay" date, "lastDueDay" date)
  where campaigns.id = ${slot("id")}::uuid and ${slot("counts")}::boolean`

/** Writes where tasks move and what the campaign counts then; the versions are those of the plan, read under its lock. */
export async function writePlan(
  ctx: Reacting,
  { campaign: { id, clientId }, ...plan }: Plan,
  moves: readonly Pick<Move, "id" | "version" | "before" | "after">[],
): Promise<Rescheduled> {
  const places = new Map(moves.map((move) => [move.id, move.after]))
  const totals = totalsOf(plan.tasks.map((task) => ({ ...task, ...places.get(task.id) })))
  const counts = !sameTotals(totals, plan.totals)
  if (moves.length > 0 || counts) {
    const rows = moves.map(({ id, after }) => ({ id, ...after }))
    const values = { id, counts, moves: JSON.stringify(rows), totals: JSON.stringify(totals) }
    ctx.later(writes.within(ctx.tx, "plan", writing, values))
  }
  if (moves.length === 0) return { undo: null, moved: [] }
  const undo = newId()
  ctx.record({
    entity: "schedule",
    id: undo,
    clientId,
    campaignId: id,
    fields: Object.fromEntries(
      moves.map(({ id, version, before, after }) => [
        id,
        { before, after: { ...after, version: version + 1 } },
      ]),
    ),
  })
  return { undo, moved: moves.map(movedOf) }
}

const movedOf = ({ id, version, after }: Pick<Move, "id" | "version" | "after">): Moved => ({
  id,
  version: version + 1,
  startDay: after.startDay,
  endDay: after.endDay,
})
