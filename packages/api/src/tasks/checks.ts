import { createdFields, fieldChanges } from "@alphas/changes/record"
import { taskChecks } from "@alphas/db/schema/tasks"
import { type ById, newId, type Saved } from "@alphas/domain/ids"
import type { NewCheck, UpdateCheck } from "@alphas/domain/tasks/input"
import { eq } from "drizzle-orm"
import type { Mutating } from "../context"
import type { MutationArgs } from "../trpc"
import { lockRow, nextVersion } from "../versioned"
import { lockTask, recordTask } from "./store"

/** Adds the points of a new task's checklist; the task's own entry in the log names them. */
export async function insertChecks(ctx: Mutating, taskId: string, texts: readonly string[]): Promise<void> {
  if (texts.length === 0) return
  await ctx.tx.insert(taskChecks).values(texts.map((text) => ({ id: newId(), taskId, text })))
}

/** Adds a point to a task's checklist, at its end. */
export async function addCheck({ ctx, input }: MutationArgs<typeof NewCheck>): Promise<Saved> {
  const { task, campaign } = await lockTask(ctx, { id: input.taskId })
  const id = newId()
  await ctx.tx.insert(taskChecks).values({ id, taskId: task.id, text: input.text })
  recordTask(ctx, task.id, campaign, { check: createdFields({ text: input.text }).text ?? {} })
  return { id, version: 1 }
}

/** Ticks or rewords a point. Two people at one point do not disturb each other: the last one's word holds. */
export async function updateCheck({ ctx, input }: MutationArgs<typeof UpdateCheck>): Promise<Saved> {
  const check = await lockRow(ctx.tx, taskChecks, ctx.visible.taskChecks(), input.id, "point")
  const fields = fieldChanges(check, input.changes)
  if (Object.keys(fields).length === 0) return { id: check.id, version: check.version }
  const { task, campaign } = await lockTask(ctx, { id: check.taskId })
  await ctx.tx
    .update(taskChecks)
    .set({ ...input.changes, version: nextVersion(taskChecks) })
    .where(eq(taskChecks.id, check.id))
  recordTask(ctx, task.id, campaign, {
    check: {
      before: { text: check.text, done: check.done },
      after: { text: input.changes.text ?? check.text, done: input.changes.done ?? check.done },
    },
  })
  return { id: check.id, version: check.version + 1 }
}

/** Takes a point off a task's checklist. */
export async function removeCheck({ ctx, input }: MutationArgs<typeof ById>): Promise<Saved> {
  const check = await lockRow(ctx.tx, taskChecks, ctx.visible.taskChecks(), input.id, "point")
  const { task, campaign } = await lockTask(ctx, { id: check.taskId })
  await ctx.tx.delete(taskChecks).where(eq(taskChecks.id, check.id))
  recordTask(ctx, task.id, campaign, { check: { before: { text: check.text, done: check.done } } })
  return { id: check.id, version: check.version }
}
