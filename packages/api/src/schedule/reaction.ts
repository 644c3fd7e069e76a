import type { Change } from "@alphas/changes/record"
import type { Saved } from "@alphas/domain/ids"
import type { Reacting } from "../context"
import { loadPlan, type Plan, refuseCycleOfWholes, replan } from "./plan"

/** Fields of a task from which its plan and its campaign's totals are calculated. */
const planned = ["id", "deletedAt", "status", "progress", "responsibleId"]

/** What is to be planned anew in a campaign. */
interface Touched {
  /** Tasks that the verb puts somewhere, and dependencies whose successors it does. */
  puts: Set<string> | "all"
  /** Whether more has changed than that the campaign goes on: what is over is not planned anew by that. */
  inside: boolean
}

/**
 * Plans campaigns anew, once each, when their tasks, dependencies, days or state have changed, and all of them, by a job,
 * when the calendar has. The verb has locked them.
 */
export async function replanAfter(ctx: Reacting, changes: readonly Change[]): Promise<Saved[]> {
  const touched = new Map<string, Touched>()
  for (const change of changes) {
    const { campaignId } = change
    const reason = campaignId == null ? null : reasonOf(change)
    if (campaignId == null || reason === null) continue
    const before = touched.get(campaignId) ?? { puts: new Set<string>(), inside: false }
    touched.set(campaignId, {
      puts:
        before.puts === "all" || reason.puts === "all" ? "all" : new Set([...before.puts, ...reason.puts]),
      inside: before.inside || reason.inside,
    })
  }
  const closing = closingOf(changes)
  const saved: Saved[] = []
  for (const [id, { puts, inside }] of touched) {
    const plan = await loadPlan(ctx.tx, id)
    if (plan.campaign.archived || (!inside && plan.campaign.status === "completed")) continue
    const { moved } = await replan(ctx, plan, { puts: puts === "all" ? puts : putIn(plan, puts) })
    await refuseCycleOfWholes(ctx, plan, closing)
    saved.push(...moved)
  }
  await replanByJob(ctx, changes)
  return saved
}

/** The dependencies and restored tasks by which a cycle may have been closed. */
const closingOf = (changes: readonly Change[]): ReadonlySet<string> =>
  new Set(
    changes.flatMap(({ entity, id, fields = {} }) =>
      entity === "task_dependency" || (entity === "task" && fields.deletedAt?.before != null) ? [id] : [],
    ),
  )

const putIn = ({ dependencies }: Plan, puts: ReadonlySet<string>): string[] => [
  ...puts,
  ...dependencies.filter(({ id }) => puts.has(id)).map(({ successorId }) => successorId),
]

/** Why a change of a campaign or of what it holds touches its plan, and which tasks it puts somewhere; null if it does not. */
function reasonOf({ entity, id, verb, fields = {} }: Change): Touched | null {
  switch (entity) {
    case "task": {
      if (!planned.some((field) => field in fields)) return null
      // Nobody chose where a task comes again: it stays where it can.
      const put = ("id" in fields && verb !== "tasks.recur") || "responsibleId" in fields
      return { puts: new Set(put ? [id] : []), inside: true }
    }
    case "task_dependency":
      return { puts: new Set([id]), inside: true }
    case "campaign": {
      if ("id" in fields) return null
      if ("startDay" in fields || "endDay" in fields) return { puts: "all", inside: true }
      const again = fields.status?.before === "completed" || fields.archivedAt?.after === null
      return again ? { puts: new Set(), inside: false } : null
    }
    default:
      return null
  }
}

const calendarFields = ["workingWeekdays", "holidayCountry", "holidayRegion"]

async function replanByJob(ctx: Reacting, changes: readonly Change[]): Promise<void> {
  // Without a person there is no campaign either: an agency that is being set up.
  const byId = ctx.identity?.viewer.id
  if (byId === undefined) return
  const away = new Set<string>()
  for (const { entity, people = [], fields = {} } of changes) {
    if (entity === "leave" && ("fromDay" in fields || "toDay" in fields))
      for (const id of people) away.add(id)
    if (entity !== "settings") continue
    const days = Object.entries(fields).filter(([field]) => /^\d{4}-/.test(field))
    // Another name for a day off moves nothing.
    const moves = days.some(([, { before, after }]) => before == null || after == null)
    if (!moves && !calendarFields.some((field) => field in fields)) continue
    await ctx.services.jobs.enqueue(ctx.tx, "schedule.replan", { byId, onlyId: null })
    return
  }
  for (const onlyId of away) await ctx.services.jobs.enqueue(ctx.tx, "schedule.replan", { byId, onlyId })
}
