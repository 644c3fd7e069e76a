import { type Priority, priorities } from "@alphas/domain/tasks/words"
import type { Faker } from "@faker-js/faker"
import type { AgencyCalendar } from "./agency-calendar"
import { idAt, iso } from "./calendar"
import {
  type CampaignRows,
  dependencyCreated,
  type NewCampaignRow,
  type NewDependencyRow,
  type NewTaskRow,
  taskCreated,
} from "./campaign-rows"
import { changeOf, type NewChangeRow } from "./rows"
import type { Draft, TaskNetwork } from "./task-network"

interface Made {
  row: NewCampaignRow
  createdAt: number
  /** The morning up to which there was work. */
  until: string
  /** By task: who helps with it. */
  helpers: ReadonlyMap<string, string>
}

type TaskPart = Pick<CampaignRows, "tasks" | "assignees" | "checklist" | "dependencies" | "log">

/** Between two cards of a column, as the API has it. */
const apart = 1024
const minute = 60_000
const hour = 60 * minute

/** The rows of a campaign's tasks, with what their people did up to `until`. */
export function taskRows(random: Faker, agency: AgencyCalendar, network: TaskNetwork, made: Made): TaskPart {
  const { row: campaign, createdAt, helpers } = made
  const part: TaskPart = { tasks: [], assignees: [], checklist: [], dependencies: [], log: [] }
  const numbered = [...network.tasks].sort((a, b) => Number(a.id) - Number(b.id))
  const ids = new Map(numbered.map(({ id }) => [id, idAt(random, createdAt + Number(id) * minute)]))
  const idOf = (id: string) => ids.get(id) ?? id
  const columns = new Map<string, number>()
  for (const draft of numbered) {
    const moment = createdAt + Number(draft.id) * minute
    const rank = (columns.get(draft.status) ?? 0) + apart
    columns.set(draft.status, rank)
    const parentId = draft.parentId === null ? null : idOf(draft.parentId)
    const row = taskRow(random, draft, { campaign, id: idOf(draft.id), parentId, moment, rank })
    const people = [draft.responsibleId, helpers.get(draft.id)].filter((id) => id != null)
    const points = draft.parentId === null ? (draft.step.checklist ?? []) : []
    const fields = taskCreated(row, { assigneeIds: people, checklist: [...points] })
    const done = { at: moment, actorId: campaign.managerId ?? null, verb: "tasks.create" }
    part.log.push(changeOf(done, "task", row.id, campaign.clientId, fields, people, campaign.id))
    part.log.push(...workOn(random, agency, draft, row, made))
    part.tasks.push(row)
    for (const userId of people) part.assignees.push({ taskId: row.id, userId })
    for (const [index, text] of points.entries()) {
      const ticked = (index + 1) * 100 <= draft.progress * points.length
      part.checklist.push({
        id: idAt(random, moment + index),
        taskId: row.id,
        text,
        done: ticked,
        version: 1,
      })
    }
  }
  const linked = createdAt + (numbered.length + 1) * minute
  for (const [index, dependency] of network.dependencies.entries()) {
    const { type, lagDays } = dependency
    const row: NewDependencyRow = {
      id: idAt(random, linked + index * 1_000),
      campaignId: campaign.id,
      predecessorId: idOf(dependency.predecessorId),
      successorId: idOf(dependency.successorId),
      type,
      lagDays,
      version: 1,
    }
    const done = {
      at: linked + index * 1_000,
      actorId: campaign.managerId ?? null,
      verb: "schedule.dependencies.create",
    }
    part.dependencies.push(row)
    part.log.push(
      changeOf(done, "task_dependency", row.id, campaign.clientId, dependencyCreated(row), [], campaign.id),
    )
  }
  return part
}

interface Place {
  campaign: NewCampaignRow
  id: string
  parentId: string | null
  moment: number
  rank: number
}

function taskRow(random: Faker, draft: Draft, { campaign, id, parentId, moment, rank }: Place): NewTaskRow {
  const { durationDays } = draft
  // What is completed has passed its rule on.
  const recurrence = draft.status === "completed" || parentId !== null ? null : (draft.step.repeats ?? null)
  return {
    id,
    campaignId: campaign.id,
    parentId,
    title: draft.title,
    description: null,
    status: draft.status,
    priority: priorityOf(random, durationDays === 0),
    labels: [...(draft.step.labels ?? [])],
    recurrence,
    occursOn: recurrence === null ? null : draft.startDay,
    estimateMinutes:
      durationDays === 0 ? null : Math.min(durationDays, 8) * 60 * random.number.int({ min: 3, max: 6 }),
    progress: draft.progress,
    mode: draft.mode,
    startDay: draft.startDay,
    endDay: draft.endDay,
    durationDays,
    notBefore: draft.notBefore,
    responsibleId: draft.responsibleId,
    rank,
    completedAt: null,
    minutes: 0,
    createdBy: campaign.managerId ?? null,
    createdAt: iso(moment),
    updatedAt: iso(moment),
    version: 1,
  }
}

function priorityOf(random: Faker, milestone: boolean): Priority {
  if (milestone) return "high"
  const chance = random.number.int(99)
  return priorities[chance < 12 ? 0 : chance < 78 ? 1 : chance < 94 ? 2 : 3] ?? "normal"
}

/**
 * What was done on a task: begun and submitted by whoever is responsible, approved by the manager. Brings the row's
 * version and last change, and when it was completed, to where that leads.
 */
function workOn(
  random: Faker,
  { days }: AgencyCalendar,
  draft: Draft,
  row: NewTaskRow,
  { row: campaign, until }: Made,
): NewChangeRow[] {
  if (draft.status === "not_started") return []
  const log: NewChangeRow[] = []
  const managerId = campaign.managerId ?? null
  const note = (
    at: number,
    actorId: string | null,
    verb: string,
    fields: Record<string, [unknown, unknown]>,
  ) => {
    const changed = Object.fromEntries(
      Object.entries(fields).map(([name, [before, after]]) => [name, { before, after }]),
    )
    log.push(changeOf({ at, actorId, verb }, "task", row.id, campaign.clientId, changed, [], campaign.id))
    row.updatedAt = iso(at)
  }
  const step = (at: number, actorId: string | null, before: string, after: string, also = {}) =>
    note(at, actorId, "tasks.step", { status: [before, after], ...also })
  const moment = (day: string, from: number) => Date.parse(day) + from * hour + random.number.int(50) * minute
  const who = draft.responsibleId ?? managerId
  step(moment(draft.startDay, 8), who, "not_started", "in_progress")
  if (draft.status === "completed") {
    step(moment(draft.endDay, 14), who, "in_progress", "under_review")
    const at = moment(draft.endDay, 16)
    step(at, managerId, "under_review", "completed", { progress: [0, 100] })
    row.completedAt = iso(at)
  } else {
    // The last day of work, or its last one before it should have ended.
    const at = days.dayAt(Math.min(days.indexOf(draft.endDay), days.indexOf(until) - 1))
    if (draft.progress > 0) note(moment(at, 14), who, "tasks.update", { progress: [0, draft.progress] })
    if (draft.status === "under_review") step(moment(at, 16), who, "in_progress", "under_review")
  }
  row.version = 1 + log.length
  return log
}
