import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { latenessOf } from "@alphas/domain/campaigns/health"
import { CycleError } from "@alphas/domain/schedule/network"
import { type Preview, type Schedule, scheduleOf } from "@alphas/domain/schedule/plan"
import { isOverdue } from "@alphas/domain/tasks/late"
import { taskStatusLabels } from "@alphas/domain/tasks/words"
import { type Reader, sayDay, sayDays } from "../../format/dates"
import type { GanttDependency, GanttRow, Ghost } from "../../gantt/rows"
import { type Plan, planInput } from "../tasks/plan"
import { goesElsewhere, type PlannedRow } from "./plan-data"

const nothing: Schedule = { tasks: new Map(), endDay: null }

/** A plan's schedule; empty for links in a cycle, which the server does not let in. */
export function calculate(plan: Plan): Schedule {
  try {
    return scheduleOf(planInput(plan))
  } catch (error) {
    if (error instanceof CycleError) return nothing
    throw error
  }
}

interface Seen {
  /** The order in which tasks are shown; it stays while bars move. */
  order: readonly string[]
  /** Tasks whose parts are folded away. */
  folded: ReadonlySet<string>
  reader: Reader
  editable: boolean
  /** How deep the tasks stand. */
  depth: number
}

/** A plan's tasks as rows, parts below their wholes. */
export function taskRows(plan: Plan, schedule: Schedule, seen: Seen): GanttRow[] {
  const tasks = new Map(plan.tasks.map((task) => [task.id, task]))
  const parts = new Map<string | null, PlannedRow[]>()
  for (const task of seen.order.flatMap((id) => tasks.get(id) ?? [])) {
    const whole = task.parentId !== null && tasks.has(task.parentId) ? task.parentId : null
    const siblings = parts.get(whole)
    if (siblings === undefined) parts.set(whole, [task])
    else siblings.push(task)
  }
  const rows: GanttRow[] = []
  for (const task of parts.get(null) ?? []) {
    const below = parts.get(task.id) ?? []
    const open = below.length === 0 ? null : !seen.folded.has(task.id)
    rows.push(rowOf(task, schedule, plan, seen, open))
    if (!open) continue
    for (const part of below) rows.push(rowOf(part, schedule, plan, { ...seen, depth: seen.depth + 1 }, null))
  }
  return rows
}

function rowOf(
  task: PlannedRow,
  schedule: Schedule,
  { today, archived }: Plan,
  { reader, editable, depth }: Seen,
  expanded: boolean | null,
): GanttRow {
  const planned = schedule.tasks.get(task.id)
  const done = task.status === "completed"
  const float = done ? 0 : (planned?.totalFloat ?? 0)
  const late = isOverdue(task, today)
  const { id, title, startDay, endDay, progress } = task
  const milestone = task.durationDays === 0
  const words = [
    milestone ? `Milestone on ${sayDay(startDay, reader)}` : sayDays(startDay, endDay, reader),
    milestone ? "" : days(task.durationDays),
    taskStatusLabels[task.status],
    milestone ? "" : `${progress} % done`,
    task.responsible?.name ?? "",
    planned?.critical ? "on the critical path" : float > 0 ? `${days(float)} of float` : "",
    late ? "late" : "",
    task.mode === "manual" ? "scheduled manually" : "",
    planned?.conflict ? "earlier than its predecessors allow" : "",
  ]
  return {
    ...{ id, title, startDay, endDay, progress, depth, expanded },
    kind: milestone ? "milestone" : "task",
    tone: done ? "done" : planned?.critical ? "critical" : late ? "late" : "normal",
    floatUntil: float > 0 && planned !== undefined && planned.lateEndDay > endDay ? planned.lateEndDay : null,
    late,
    manual: task.mode === "manual",
    conflict: planned?.conflict ?? false,
    note: task.responsible?.name ?? "",
    words: words.filter((word) => word !== "").join(", "),
    movable: editable && !archived,
  }
}

const days = (count: number): string => `${count} working ${count === 1 ? "day" : "days"}`

/** A campaign as a row above its tasks. */
export function campaignRow(
  campaign: CampaignRow,
  expanded: boolean,
  loading: boolean,
  plan: Plan | undefined,
  today: string,
  reader: Reader,
): GanttRow {
  const ends = plan?.tasks.map((task) => task.endDay) ?? [campaign.forecastDay ?? campaign.endDay]
  const endDay = [...ends, campaign.endDay].sort().at(-1) ?? campaign.endDay
  // The days of the plan as it is shown, also while a drag is tried out; without one, those that the list brought.
  const open = plan?.tasks.filter((task) => task.status !== "completed").map((task) => task.endDay)
  const lastDueDay = open === undefined ? campaign.lastDueDay : (open.sort().at(-1) ?? null)
  const late = latenessOf({ status: campaign.status, endDay: campaign.endDay, lastDueDay }, today)
  const { id, name, startDay, progress, tasksTotal, tasksDone } = campaign
  const words = [
    sayDays(startDay, endDay, reader),
    `${tasksDone} of ${tasksTotal} tasks done`,
    `${progress} % done`,
    late === "ended" ? `late, its end was ${sayDay(campaign.endDay, reader)}` : "",
    late === "beyond" ? `late, planned beyond its end on ${sayDay(campaign.endDay, reader)}` : "",
  ]
  return {
    ...{ id, title: name, startDay, endDay, progress, depth: 0, expanded, loading },
    kind: "group",
    tone: late === null ? "normal" : "late",
    floatUntil: null,
    late: late !== null,
    manual: false,
    conflict: false,
    note: campaign.client?.name ?? "",
    words: words.filter((word) => word !== "").join(", "),
    movable: false,
  }
}

export const planDependencies = (plan: Plan, schedule: Schedule): GanttDependency[] =>
  plan.dependencies.map(({ id, predecessorId, successorId, type }) => {
    const critical = (task: string) => schedule.tasks.get(task)?.critical ?? false
    return {
      id,
      from: predecessorId,
      to: successorId,
      type,
      critical: critical(predecessorId) && critical(successorId),
    }
  })

/** Where a preview puts what it moves, and by how many working days. */
export function ghostsOf(preview: Preview): Map<string, Ghost> {
  return new Map(
    preview.moves.filter(goesElsewhere).map(({ id, days: by, before, after }) => {
      const { startDay, endDay } = after
      const note =
        by === 0 && before.durationDays !== after.durationDays ? `${after.durationDays} d` : signed(by)
      return [id, { startDay, endDay, note }]
    }),
  )
}

const signed = (by: number): string => `${by < 0 ? "−" : "+"}${Math.abs(by)} d`

/** What a change would do, in a sentence. */
export function sayPreview({ moves, endBefore, endAfter }: Preview, reader: Reader): string {
  const count = moves.filter(goesElsewhere).length
  if (count === 0) return "Nothing moves: its predecessors do not allow an earlier start."
  const moving = count === 1 ? "1 task moves" : `${count} tasks move`
  if (endAfter === null || endBefore === null) return `${moving}.`
  const ends = `the last task ${endAfter === endBefore ? "still ends" : "ends"} ${inText(endAfter, reader)}`
  return `${moving}; ${ends}${endAfter === endBefore ? "" : ` instead of ${inText(endBefore, reader)}`}.`
}

/** What a change did. */
export function sayMoved({ moves, endBefore, endAfter }: Preview, reader: Reader): string {
  const count = moves.filter(goesElsewhere).length
  const moved = count === 1 ? "1 task moved" : `${count} tasks moved`
  return endAfter === null || endAfter === endBefore
    ? moved
    : `${moved}; the last task now ends ${inText(endAfter, reader)}`
}

/** A day within a sentence: Today and its neighbours begin with a small letter. */
const inText = (day: string, reader: Reader): string => {
  const said = sayDay(day, reader)
  return /^\p{Lu}\p{Ll}+$/u.test(said) ? said.toLocaleLowerCase(reader.locale) : said
}
