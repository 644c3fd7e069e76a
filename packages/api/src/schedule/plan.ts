import type { Reader } from "@alphas/db/connection"
import { leaves } from "@alphas/db/schema/calendar"
import { campaigns } from "@alphas/db/schema/campaigns"
import { taskDependencies, tasks } from "@alphas/db/schema/tasks"
import { newId } from "@alphas/domain/ids"
import type { Moved, Rescheduled } from "@alphas/domain/schedule/dto"
import { CycleError } from "@alphas/domain/schedule/network"
import { type Move, type PlanEdit, type PlanInput, preview } from "@alphas/domain/schedule/plan"
import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import { workingWeek } from "../calendar/week"
import type { Mutating } from "../context"
import { Refusal, staleVersion } from "../refusal"
import { beyondReach, leavesReach } from "../tasks/reach"

/** A campaign whose plan is read or changed; the caller has checked that it, or a task of it, is visible. */
export interface Planned {
  id: string
  clientId: string
  startDay: string
  endDay: string
}

/**
 * The campaign of a task or plan, locked until the transaction ends. Everything that changes tasks takes this lock
 * first: what the schedule is calculated from stands still, and two people cannot each add half of a cycle.
 */
export async function lockCampaign(ctx: Mutating, id: string): Promise<Planned> {
  const [row] = await ctx.tx
    .select({
      id: campaigns.id,
      clientId: campaigns.clientId,
      startDay: campaigns.startDay,
      endDay: campaigns.endDay,
    })
    .from(campaigns)
    .where(sql`/* visible campaigns: of a task that was checked */ ${eq(campaigns.id, id)}`)
    .for("no key update")
  if (row === undefined) throw new Error("A task that is visible belongs to a campaign.")
  return row
}

/**
 * The same for changes of what a campaign holds: what is archived is left as it is, as its hours are.
 * @throws Refusal `workflow` for a campaign that is archived.
 */
export async function lockOpenCampaign(ctx: Mutating, id: string): Promise<Planned> {
  const campaign = await lockCampaign(ctx, id)
  const [row] = await ctx.tx
    .select({ archivedAt: campaigns.archivedAt })
    .from(campaigns)
    .where(sql`/* visible campaigns: of a task that was checked */ ${eq(campaigns.id, id)}`)
  refuseArchived(row ?? { archivedAt: null })
  return campaign
}

/** @throws Refusal `workflow` for a campaign that is archived. */
export function refuseArchived({ archivedAt }: { archivedAt: string | null }): void {
  if (archivedAt !== null)
    throw new Refusal("workflow", "This campaign is archived, and stays as it is. Restore it first.")
}

/** What the schedule of a campaign is calculated from. */
export async function loadPlan(reader: Reader, campaign: Planned): Promise<PlanInput> {
  const found = await reader
    .select({
      id: tasks.id,
      version: tasks.version,
      mode: tasks.mode,
      status: tasks.status,
      startDay: tasks.startDay,
      endDay: tasks.endDay,
      durationDays: tasks.durationDays,
      notBefore: tasks.notBefore,
      responsibleId: tasks.responsibleId,
    })
    .from(tasks)
    .where(
      and(
        sql`/* visible tasks: of a campaign that was checked */ ${eq(tasks.campaignId, campaign.id)}`,
        isNull(tasks.deletedAt),
      ),
    )
    .orderBy(tasks.id)
  const dependencies = await reader
    .select({
      predecessorId: taskDependencies.predecessorId,
      successorId: taskDependencies.successorId,
      type: taskDependencies.type,
      lagDays: taskDependencies.lagDays,
    })
    .from(taskDependencies)
    .where(
      sql`/* visible task_dependencies: of a campaign that was checked */ ${eq(taskDependencies.campaignId, campaign.id)}`,
    )
    .orderBy(taskDependencies.id)
  const people = [...new Set(found.flatMap(({ responsibleId }) => responsibleId ?? []))]
  const absences =
    people.length === 0
      ? []
      : await reader
          .select({ userId: leaves.userId, fromDay: leaves.fromDay, toDay: leaves.toDay })
          .from(leaves)
          .where(sql`/* visible leaves: days of whoever does the tasks */ ${inArray(leaves.userId, people)}`)
  const week = await workingWeek(reader, campaign.startDay, campaign.endDay)
  return { startDay: campaign.startDay, week, absences, tasks: found, dependencies }
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
 * and the campaign's totals with it. Call it at the end of whatever changes tasks, dependencies, or the campaign's days.
 *
 * A calendar that changes, or work that ends late, may ask of tasks to go where no plan reaches. They stay where they
 * stand, so that nobody is refused something else on their account.
 * @throws Refusal `cycle` naming the path, `stale_version` when `seen` is given and does not hold, `limit` when what
 * the caller puts somewhere, or what follows it, would go where no plan reaches.
 */
export async function replan(
  ctx: Mutating,
  campaign: Planned,
  { edits = [], seen, puts = [] }: Changes = {},
): Promise<Rescheduled> {
  const input = await loadPlan(ctx.tx, campaign)
  const moves = await calculate(ctx, input, { edits, puts })
  if (seen !== undefined) {
    const changed = moves.filter((move) => seen.get(move.id) !== move.version)
    if (changed.length > 0)
      throw staleVersion(
        "plan",
        changed.map(({ id, version }) => ({ id, version })),
      )
  }
  if (moves.length > 0) await write(ctx, moves)
  await recount(ctx, campaign.id)
  if (moves.length === 0) return { undo: null, moved: [] }
  const undo = newId()
  ctx.record({
    entity: "schedule",
    id: undo,
    clientId: campaign.clientId,
    campaignId: campaign.id,
    fields: Object.fromEntries(
      moves.map(({ id, version, before, after }) => [
        id,
        { before, after: { ...after, version: version + 1 } },
      ]),
    ),
  })
  return { undo, moved: moves.map(movedOf) }
}

const movedOf = ({ id, version, after }: Move): Moved => ({
  id,
  version: version + 1,
  startDay: after.startDay,
  endDay: after.endDay,
})

/** Whether every task of a locked campaign stands where the schedule puts it. */
export async function isPlanned(ctx: Mutating, campaign: Planned): Promise<boolean> {
  const moves = await calculate(ctx, await loadPlan(ctx.tx, campaign), { edits: [], puts: [] })
  return moves.length === 0
}

/** What moves, but for tasks that go where no plan reaches. */
async function calculate(
  ctx: Mutating,
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
    throw new Refusal("cycle", `These tasks would wait for each other: ${await pathOf(ctx, ids)}.`)
  }
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
async function pathOf(ctx: Mutating, ids: readonly string[]): Promise<string> {
  const rows = await ctx.tx
    .select({ id: tasks.id, title: tasks.title })
    .from(tasks)
    .where(sql`/* visible tasks: of a campaign that was checked */ ${inArray(tasks.id, [...ids])}`)
  const titles = new Map(rows.map(({ id, title }) => [id, `"${title}"`]))
  return [...ids, ...ids.slice(0, 1)].map((id) => titles.get(id) ?? id).join(" → ")
}

/** Puts tasks where `after` says. Their versions are those that were read under the campaign's lock. */
export async function write(ctx: Mutating, moves: readonly Pick<Move, "id" | "after">[]): Promise<void> {
  const rows = JSON.stringify(moves.map(({ id, after }) => ({ id, ...after })))
  await ctx.tx.execute(sql`
    update tasks set mode = given.mode, start_day = given."startDay", end_day = given."endDay",
      duration_days = given."durationDays", not_before = given."notBefore", version = tasks.version + 1,
      updated_at = now()
    from jsonb_to_recordset(${rows}::jsonb) as given
      (id uuid, mode task_mode, "startDay" date, "endDay" date, "durationDays" int, "notBefore" date)
    where tasks.id = given.id`)
}

/**
 * The campaign's totals, counted again: how many tasks, how many done, how far the work is (progress weighted by
 * duration, a task of parts by its parts), the last planned day, the next day and the last that are due.
 */
export async function recount(ctx: Mutating, campaignId: string): Promise<void> {
  await ctx.tx.execute(sql`
    update campaigns set tasks_total = now.total, tasks_done = now.done, progress = now.progress,
      forecast_day = now.forecast, next_due_day = now.due,
      last_due_day = now.last_due
    from (
      select count(*)::int as total, count(*) filter (where status = 'completed')::int as done,
        coalesce(floor(
          sum(greatest(duration_days, 1) * progress) filter (where not whole)
          / nullif(sum(greatest(duration_days, 1)) filter (where not whole), 0)
        ), 0)::int as progress,
        max(end_day) as forecast, min(end_day) filter (where status <> 'completed') as due,
        max(end_day) filter (where status <> 'completed') as last_due
      from (
        select t.*, exists (select from tasks part where part.parent_id = t.id and part.deleted_at is null) as whole
        from tasks t
        where t.campaign_id = ${campaignId} and t.deleted_at is null /* visible tasks: counted */
      ) as living
    ) as now
    where campaigns.id = ${campaignId}
      and (campaigns.tasks_total, campaigns.tasks_done, campaigns.progress, campaigns.forecast_day,
          campaigns.next_due_day, campaigns.last_due_day)
        is distinct from (now.total, now.done, now.progress, now.forecast, now.due, now.last_due)`)
}
