import type { FieldChanges } from "@alphas/domain/changes/dto"
import type { campaignMembers, campaigns, kpis, kpiValues } from "../schema/campaigns"
import type { checklistItems, taskAssignees, taskDependencies, tasks } from "../schema/tasks"
import type { timeEntries } from "../schema/time"
import { created, type NewChangeRow } from "./rows"

export type NewCampaignRow = typeof campaigns.$inferInsert & { id: string; createdAt: string }
export type NewTaskRow = typeof tasks.$inferInsert & { id: string; createdAt: string }
export type NewKpiRow = typeof kpis.$inferInsert & { id: string }
export type NewTimeEntry = typeof timeEntries.$inferInsert & { id: string; createdAt: string }
export type NewDependencyRow = typeof taskDependencies.$inferInsert & { id: string }

/** Campaigns with everything that hangs on them. */
export interface CampaignRows {
  campaigns: NewCampaignRow[]
  members: (typeof campaignMembers.$inferInsert)[]
  kpis: NewKpiRow[]
  kpiValues: (typeof kpiValues.$inferInsert)[]
  tasks: NewTaskRow[]
  assignees: (typeof taskAssignees.$inferInsert)[]
  checklist: (typeof checklistItems.$inferInsert)[]
  dependencies: NewDependencyRow[]
  entries: NewTimeEntry[]
  log: NewChangeRow[]
}

export const noCampaigns = (): CampaignRows => ({
  campaigns: [],
  members: [],
  kpis: [],
  kpiValues: [],
  tasks: [],
  assignees: [],
  checklist: [],
  dependencies: [],
  entries: [],
  log: [],
})

const campaignFields = [
  "id",
  "clientId",
  "name",
  "description",
  "status",
  "startDay",
  "endDay",
  "currency",
  "budgetMinor",
  "managerId",
] as const
const taskFields = [
  "id",
  "campaignId",
  "parentId",
  "title",
  "priority",
  "labels",
  "recurrence",
  "occursOn",
  "estimateMinutes",
  "mode",
  "startDay",
  "endDay",
  "durationDays",
  "notBefore",
  "responsibleId",
] as const

/** What the log says of a campaign when it was made. */
export const campaignCreated = (row: NewCampaignRow): FieldChanges => created(row, campaignFields)
/** What the log says of a task when it was made. */
export const taskCreated = (
  row: NewTaskRow,
  also: { assigneeIds: string[]; checklist: string[] },
): FieldChanges => ({
  ...created(row, taskFields),
  ...created(also, ["assigneeIds", "checklist"]),
})
/** What the log says of a KPI when it was made. */
export const kpiCreated = (row: NewKpiRow): FieldChanges =>
  created(row, ["id", "name", "unit", "target", "start", "direction"])
/** What the log says of a dependency when it was made. */
export const dependencyCreated = (row: NewDependencyRow): FieldChanges =>
  created(row, ["predecessorId", "successorId", "type", "lagDays"])

/**
 * The totals of a campaign as the API counts them again after every change: its tasks, how many are done, how far the
 * work is (weighted by duration, a task of parts by its parts), the last planned day, and the next and the last that are due.
 */
export function totalsOf(rows: readonly NewTaskRow[]) {
  const wholes = new Set(rows.map(({ parentId }) => parentId))
  const weighed = rows.filter(({ id }) => !wholes.has(id))
  const weight = (row: NewTaskRow) => Math.max(row.durationDays, 1)
  const work = weighed.reduce((sum, row) => sum + weight(row), 0)
  const done = weighed.reduce((sum, row) => sum + weight(row) * (row.progress ?? 0), 0)
  const ends = rows.map(({ endDay }) => endDay).sort()
  const due = rows
    .filter(({ status }) => status !== "completed")
    .map(({ endDay }) => endDay)
    .sort()
  return {
    tasksTotal: rows.length,
    tasksDone: rows.length - due.length,
    progress: work === 0 ? 0 : Math.floor(done / work),
    forecastDay: ends.at(-1) ?? null,
    nextDueDay: due[0] ?? null,
    lastDueDay: due.at(-1) ?? null,
  }
}
