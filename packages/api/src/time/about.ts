import { campaigns } from "@alphas/db/schema/campaigns"
import { tasks } from "@alphas/db/schema/tasks"
import { and, eq } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound } from "../refusal"

/** What time is spent on. */
export interface About {
  campaignId: string
  taskId: string | null
  note: string | null
  billable: boolean
}

type Spent = Pick<About, "campaignId" | "taskId">

/**
 * Locks what time is to be spent on, behind the person. `at` stands before the fields' names.
 * @throws Refusal unless the campaign, and the task as one of it, are the caller's to see.
 */
export async function checkAbout(ctx: Mutating, spent: Spent, at = ""): Promise<{ clientId: string }> {
  const [campaign] = await ctx.tx
    .select({ clientId: campaigns.clientId, archivedAt: campaigns.archivedAt })
    .from(campaigns)
    .where(and(eq(campaigns.id, spent.campaignId), ctx.visible.campaigns("campaigns.read")))
    .for("no key update")
  if (campaign === undefined) throw notFound("campaign")
  if (campaign.archivedAt !== null)
    throw invalidField(`${at}campaignId`, "This campaign is archived. Restore it first.")
  await checkTask(ctx, spent, at)
  return campaign
}

/** @throws Refusal unless the task, if there is one, is the caller's to see and of the campaign. */
export async function checkTask(ctx: Mutating, { campaignId, taskId }: Spent, at = ""): Promise<void> {
  if (taskId === null) return
  const [task] = await ctx.tx
    .select({ campaignId: tasks.campaignId })
    .from(tasks)
    .where(and(eq(tasks.id, taskId), ctx.visible.tasks("tasks.read")))
  if (task === undefined) throw notFound("task")
  if (task.campaignId !== campaignId)
    throw invalidField(`${at}taskId`, "This task belongs to another campaign.")
}
