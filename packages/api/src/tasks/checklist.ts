import { createdFields, fieldChanges } from "@alphas/changes/record"
import { checklistItems } from "@alphas/db/schema/tasks"
import { type ById, newId, type Saved } from "@alphas/domain/ids"
import type { NewChecklistItem, UpdateChecklistItem } from "@alphas/domain/tasks/input"
import { eq } from "drizzle-orm"
import type { MutationArgs } from "../trpc"
import { lockRow, nextVersion } from "../versioned"
import { lockTask, recordTask } from "./store"

/** Adds an item to a task's checklist, at its end. */
export async function addChecklistItem({
  ctx,
  input,
}: MutationArgs<typeof NewChecklistItem>): Promise<Saved> {
  const { task, campaign } = await lockTask(ctx, { id: input.taskId })
  const id = newId()
  await ctx.tx.insert(checklistItems).values({ id, taskId: task.id, text: input.text })
  recordTask(ctx, task.id, campaign, { checklistItem: createdFields({ text: input.text }).text ?? {} })
  return { id, version: 1 }
}

/** Ticks or rewords an item. Two people at one item do not disturb each other: the last one's word holds. */
export async function updateChecklistItem({
  ctx,
  input,
}: MutationArgs<typeof UpdateChecklistItem>): Promise<Saved> {
  const item = await lockRow(ctx.tx, checklistItems, ctx.visible.checklistItems(), input.id, "checklist item")
  const fields = fieldChanges(item, input.changes)
  if (Object.keys(fields).length === 0) return { id: item.id, version: item.version }
  const { task, campaign } = await lockTask(ctx, { id: item.taskId })
  await ctx.tx
    .update(checklistItems)
    .set({ ...input.changes, version: nextVersion(checklistItems) })
    .where(eq(checklistItems.id, item.id))
  recordTask(ctx, task.id, campaign, {
    checklistItem: {
      before: { text: item.text, done: item.done },
      after: { text: input.changes.text ?? item.text, done: input.changes.done ?? item.done },
    },
  })
  return { id: item.id, version: item.version + 1 }
}

/** Takes an item off a task's checklist. */
export async function removeChecklistItem({ ctx, input }: MutationArgs<typeof ById>): Promise<Saved> {
  const item = await lockRow(ctx.tx, checklistItems, ctx.visible.checklistItems(), input.id, "checklist item")
  const { task, campaign } = await lockTask(ctx, { id: item.taskId })
  await ctx.tx.delete(checklistItems).where(eq(checklistItems.id, item.id))
  recordTask(ctx, task.id, campaign, { checklistItem: { before: { text: item.text, done: item.done } } })
  return { id: item.id, version: item.version }
}
