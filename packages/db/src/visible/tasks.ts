import { declarations } from "@alphas/domain/entities"
import type { AnyColumn } from "drizzle-orm"
import type { PgTable } from "drizzle-orm/pg-core"
import { campaigns } from "../schema/campaigns"
import { checklistItems, taskAssignees, taskDependencies, tasks } from "../schema/tasks"
import { declaredTable, entityTable, type Guarded, hangingOn, removed } from "./grants"

const all = entityTable("task", tasks, { campaign: tasks.campaignId })
const ofTask = <Table extends PgTable>(table: Table, taskId: AnyColumn) =>
  hangingOn(table, taskId, all, tasks.id, "they see the task")

export const tasksTables = {
  tasks: all,
  taskAssignees: ofTask(taskAssignees, taskAssignees.taskId),
  checklistItems: ofTask(checklistItems, checklistItems.taskId),
  taskDependencies: entityTable("task_dependency", taskDependencies, {
    campaign: taskDependencies.campaignId,
  }),
}

/** Tasks that were removed, to restore them. */
export const removedTasks: Guarded = removed(all, tasks.deletedAt, "tasks.write")

/** Campaigns whose tasks are within reach: where a task may be added, or the plan changed. */
export const campaignTasks: Guarded = declaredTable(
  { ...declarations.task, reach: { by: "tasks", permission: "tasks.write" } },
  campaigns,
  { campaign: campaigns.id, client: campaigns.clientId },
)
