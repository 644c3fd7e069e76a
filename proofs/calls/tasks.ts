import { makeTask } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { checklistItems, taskAssignees, taskDependencies, tasks } from "@alphas/db/schema/tasks"
import { newId } from "@alphas/domain/ids"
import { inArray, sql } from "drizzle-orm"
import { type Calls, type Keeping, type Making, now } from "./call"
import type { Row as CampaignsRow, Shared } from "./campaigns"
import { listed } from "./clients"
import { withTask } from "./secrets"
import { reachesTask, restoresTask, takesTask } from "./who"

/** Two tasks, the second after the first, which has a checklist; a removed one; and a change of the plan that made them so. */
export async function inRow(
  { db, plant, relation }: Making,
  { shared, row }: { shared: Shared; row: CampaignsRow },
) {
  const { campaignId, clientId } = row
  const gone = relation === "deleted"
  const [taskId, laterTaskId, removedTaskId] = [newId(), newId(), newId()]
  const on = (day: string) => ({ startDay: day, endDay: day, durationDays: 1 })
  const task = { campaignId, ...on("2026-03-02"), rank: 1, deletedAt: gone ? now() : null }
  await db.insert(tasks).values([
    { ...task, id: taskId, title: "First" },
    { ...task, ...on("2026-03-03"), id: laterTaskId, title: "Second" },
    { ...task, id: removedTaskId, title: "Removed", deletedAt: now() },
  ])
  await db.insert(taskAssignees).values({ taskId, userId: shared.doer.id })
  const [dependencyId, itemId, scheduleId] = [newId(), newId(), newId()]
  const dependency = { id: dependencyId, campaignId, predecessorId: taskId, successorId: laterTaskId }
  if (!gone) await db.insert(taskDependencies).values(dependency)
  await db.insert(checklistItems).values({ id: itemId, taskId, text: "Point" })
  const placed = (startDay: string, endDay: string, durationDays: number) => ({
    ...{ mode: "automatic", startDay, endDay, durationDays, notBefore: null },
  })
  const moved = (before: object, day: string) => ({
    before,
    after: { ...placed(day, day, 1), version: 1 },
  })
  await db.insert(changes).values({
    ...{ epoch: 1, channel: "web", verb: "schedule.reschedule", entity: "schedule", entityId: scheduleId },
    ...{ clientId, campaignId },
    fields: {
      [taskId]: moved(placed("2026-03-02", "2026-03-03", 2), "2026-03-02"),
      [laterTaskId]: moved(placed("2026-03-04", "2026-03-04", 1), "2026-03-03"),
    },
  })
  return {
    taskId: plant(taskId, "a task", withTask),
    laterTaskId: plant(laterTaskId, "a task", withTask),
    removedTaskId: plant(removedTaskId, "a removed task", withTask),
    dependencyId: plant(dependencyId, "a dependency", withTask),
    itemId: plant(itemId, "a checklist item", withTask),
    scheduleId: plant(scheduleId, "a change of the plan", withTask),
  }
}
export type Row = CampaignsRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, role, beyond }: Keeping<Row, Shared>) {
  const unseen = beyond(withTask, (row) => row.campaignId)
  await db
    .update(tasks)
    .set({
      ...{
        title: sql`reverse(title)`,
        description: sql`gen_random_uuid()::text`,
        priority: sql`case when priority = 'low' then 'high' else 'low' end::task_priority`,
      },
      updatedAt: sql`updated_at - interval '1 day'`,
      // How busy everybody is, in sums, is told to whoever does tasks.
      ...(role === "team_member" ? {} : { startDay: sql`start_day + 1`, endDay: sql`end_day + 1` }),
    })
    .where(inArray(tasks.campaignId, unseen))
  await db
    .update(checklistItems)
    .set({ text: sql`reverse(text)` })
    .where(
      inArray(
        checklistItems.taskId,
        beyond(withTask, (row) => row.taskId),
      ),
    )
  for (const campaignId of unseen.slice(0, 1)) await makeTask(db, { campaignId })
}

const versioned = (row: Row) => ({ id: row.taskId, version: 1 })

export const calls: Calls<"tasks", Row, Shared> = {
  list: {
    input: () => ({ limit: 200 }),
    row: reachesTask,
    shows: listed<Row>((row) => row.taskId),
  },
  get: { input: ({ row }) => ({ id: row.taskId }), row: reachesTask },
  board: { input: ({ row }) => ({ campaignId: row.campaignId }), row: reachesTask },
  create: [
    { input: ({ row }) => ({ campaignId: row.campaignId, title: "New" }), row: reachesTask },
    {
      input: ({ row, me }) => ({ campaignId: row.campaignId, title: "Mine", responsibleId: me.id }),
      row: takesTask,
    },
  ],
  update: { input: ({ row }) => ({ ...versioned(row), changes: { title: "Other" } }), row: reachesTask },
  step: { input: ({ row }) => ({ ...versioned(row), step: "start" }), row: reachesTask },
  assign: [
    {
      input: ({ row, shared }) => ({
        ...versioned(row),
        responsibleId: shared.colleague.id,
        assigneeIds: [],
      }),
      row: reachesTask,
    },
    {
      input: ({ row, me }) => ({ ...versioned(row), responsibleId: null, assigneeIds: [me.id] }),
      row: takesTask,
    },
  ],
  place: {
    input: ({ row }) => ({ id: row.taskId, afterId: row.laterTaskId, step: "start" }),
    row: reachesTask,
  },
  remove: { input: ({ row }) => versioned(row), row: reachesTask },
  restore: { input: ({ row }) => ({ id: row.removedTaskId, version: 1 }), row: restoresTask },
  checklist: {
    add: { input: ({ row }) => ({ taskId: row.taskId, text: "New" }), row: reachesTask },
    update: { input: ({ row }) => ({ id: row.itemId, changes: { done: true } }), row: reachesTask },
    remove: { input: ({ row }) => ({ id: row.itemId }), row: reachesTask },
  },
}
