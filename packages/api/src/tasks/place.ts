import { tasks } from "@alphas/db/schema/tasks"
import type { Stepped } from "@alphas/domain/tasks/dto"
import type { PlaceTask } from "@alphas/domain/tasks/input"
import { type TaskStatus, taskSteps } from "@alphas/domain/tasks/words"
import { and, asc, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { apart, ofColumn } from "./ranks"
import { stepped, takeStep } from "./steps"
import { lockTask, recordTask } from "./store"

/** Closer than this a column is numbered anew: a double holds 52 halvings. */
const tooClose = 1e-6

/**
 * Puts a card behind another one, or first, and takes the step that leads to its new column with it. It depends on no
 * version: of two people who drag at once each gets their card where they put it, one after the other. Behind a card that
 * has left the column meanwhile is the end of the column, and a step that somebody else has taken meanwhile is taken.
 * Without a step the version that is answered is the one that the task had.
 * @throws Refusal `workflow` when the step cannot be taken, `not_found` when the card to stand behind was removed.
 */
export async function placeTask({ ctx, input }: MutationArgs<typeof PlaceTask>): Promise<Stepped> {
  const { task, campaign } = await lockTask(ctx, { id: input.id })
  const status = input.step === null ? task.status : taskSteps[input.step].to
  if (input.afterId !== null) await checkThere(ctx, campaign.id, task.id, input.afterId)
  const rank = await rankBehind(ctx, campaign.id, status, task.id, input.afterId)
  if (input.step !== null && status !== task.status) {
    const how = { step: input.step, reason: input.reason }
    return stepped(ctx, task, await takeStep(ctx, task, campaign, how, { rank }))
  }
  // No new version: the order of a column makes nobody's edit of the card stale.
  await ctx.tx.update(tasks).set({ rank }).where(eq(tasks.id, task.id))
  recordTask(ctx, task.id, campaign, { rank: { before: task.rank, after: rank } })
  return { id: task.id, version: task.version, next: null }
}

async function checkThere(ctx: Mutating, campaignId: string, id: string, afterId: string): Promise<void> {
  if (afterId === id) throw invalidField("afterId", "A card cannot be placed after itself.")
  const [row] = await ctx.tx
    .select({ campaignId: tasks.campaignId })
    .from(tasks)
    .where(and(eq(tasks.id, afterId), ctx.visible.tasks()))
  if (row === undefined) {
    const gone = "The card before this place is no longer on the board. Drop this card somewhere else."
    throw new Refusal("not_found", gone, { fields: { afterId: [gone] } })
  }
  if (row.campaignId !== campaignId)
    throw invalidField(
      "afterId",
      "That card is on the board of another campaign. Choose a card on this board.",
    )
}

async function rankBehind(
  ctx: Mutating,
  campaignId: string,
  status: TaskStatus,
  moving: string,
  afterId: string | null,
): Promise<number> {
  const column = await ctx.tx
    .select({ id: tasks.id, rank: tasks.rank })
    .from(tasks)
    .where(and(ofColumn(campaignId, status), sql`${tasks.id} <> ${moving}`))
    .orderBy(asc(tasks.rank), asc(tasks.id))
  const behind = column.findIndex(({ id }) => id === afterId)
  const place = afterId === null ? 0 : behind === -1 ? column.length : behind + 1
  const [before, next] = [column[place - 1]?.rank, column[place]?.rank]
  if (next === undefined) return (before ?? 0) + apart
  if (before === undefined) return next - apart
  if (next - before > tooClose) return (before + next) / 2
  const ranks = column.map((card, index) => ({
    id: card.id,
    rank: (index < place ? index : index + 1) * apart,
  }))
  await ctx.tx.execute(sql`
    update tasks set rank = given.rank
    from jsonb_to_recordset(${JSON.stringify(ranks)}::jsonb) as given (id uuid, rank float8)
    where tasks.id = given.id`)
  return place * apart
}
