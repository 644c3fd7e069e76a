import type { Reader } from "@alphas/db/connection"
import { campaigns } from "@alphas/db/schema/campaigns"
import { checklistItems, taskDependencies, tasks } from "@alphas/db/schema/tasks"
import type { ById } from "@alphas/domain/ids"
import type { Task, TaskRow } from "@alphas/domain/tasks/dto"
import type { OfCampaign } from "@alphas/domain/tasks/input"
import { and, asc, eq, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"
import { taskList } from "./list"

/** Every task of a campaign, in the order of its board's columns. */
export async function boardOf({ ctx, input }: QueryArgs<typeof OfCampaign>): Promise<TaskRow[]> {
  await campaignOf(ctx, input.campaignId)
  const where = and(eq(tasks.campaignId, input.campaignId), ctx.visible.tasks())
  return taskList.rows(ctx.services, ctx.db, ctx.identity.viewer, where, sql`page.status, page.rank, page.id`)
}

/** The campaign whose tasks are read. @throws Refusal `not_found`. */
export async function campaignOf(ctx: SignedIn, id: string) {
  const [campaign] = await ctx.db
    .select({
      id: campaigns.id,
      clientId: campaigns.clientId,
      startDay: campaigns.startDay,
      endDay: campaigns.endDay,
      archivedAt: campaigns.archivedAt,
    })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), ctx.visible.campaignTasks()))
  if (campaign === undefined) throw notFound("campaign")
  return campaign
}

/** What a task's page and a plan show of a dependency. */
export const shownDependency = {
  id: taskDependencies.id,
  predecessorId: taskDependencies.predecessorId,
  successorId: taskDependencies.successorId,
  type: taskDependencies.type,
  lagDays: taskDependencies.lagDays,
  version: taskDependencies.version,
}

/** One task with what its page shows. @throws Refusal `not_found`. */
export async function getTask({ ctx, input }: QueryArgs<typeof ById>): Promise<Task> {
  return readTask(ctx, ctx.db, input.id)
}

/** A task as its page shows it, to whom may see it. @throws Refusal `not_found`. */
export async function readTask(ctx: SignedIn, reader: Reader, id: string): Promise<Task> {
  const seen = ctx.visible.tasks("tasks.read")
  const [row] = await taskList.rows(
    ctx.services,
    reader,
    ctx.identity.viewer,
    and(eq(tasks.id, id), seen),
    sql`page.id`,
  )
  if (row === undefined) throw notFound("task")
  const [own] = await reader
    .select({ description: tasks.description, occursOn: tasks.occursOn })
    .from(tasks)
    .where(and(eq(tasks.id, id), seen))
  const checklist = await reader
    .select({ id: checklistItems.id, text: checklistItems.text, done: checklistItems.done })
    .from(checklistItems)
    .where(and(eq(checklistItems.taskId, id), ctx.visible.checklistItems("tasks.read")))
    .orderBy(asc(checklistItems.id))
  const dependencies = await reader
    .select({ ...shownDependency, otherId: tasks.id, otherTitle: tasks.title })
    .from(taskDependencies)
    .innerJoin(
      tasks,
      sql`${tasks.id} = case when ${taskDependencies.predecessorId} = ${id} then ${taskDependencies.successorId} else ${taskDependencies.predecessorId} end and ${seen}`,
    )
    .where(
      and(
        sql`${id} in (${taskDependencies.predecessorId}, ${taskDependencies.successorId})`,
        ctx.visible.taskDependencies("tasks.read"),
      ),
    )
    .orderBy(asc(taskDependencies.id))
  const subtasks = await reader
    .select({ id: tasks.id, title: tasks.title, status: tasks.status })
    .from(tasks)
    .where(and(eq(tasks.parentId, id), seen))
    .orderBy(asc(tasks.rank), asc(tasks.id))
  return {
    ...row,
    description: own?.description ?? null,
    occursOn: own?.occursOn ?? null,
    checklist,
    dependencies: dependencies.map(({ otherId, otherTitle, ...dependency }) => ({
      ...dependency,
      other: { id: otherId, title: otherTitle },
    })),
    subtasks,
  }
}
