import { taskAssignees, tasks } from "@alphas/db/schema/tasks"
import { users } from "@alphas/db/schema/users"
import { may, roles } from "@alphas/domain/permissions"
import type { Stepped } from "@alphas/domain/tasks/dto"
import type { StepTask } from "@alphas/domain/tasks/input"
import { reviewSteps, type TaskStep, taskStatusLabels, taskSteps } from "@alphas/domain/tasks/words"
import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm"
import type { Planned } from "../campaigns/lock"
import type { Mutating } from "../context"
import { Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { stepFrom } from "../workflow"
import { joinAgain } from "./joining"
import { rankBehindAll } from "./ranks"
import { followingOf, recur } from "./recur"
import { lockTask, placeIn, settledTask, type TaskRecord, taskRecords } from "./store"

/** Takes a step of the workflow. @throws Refusal `workflow`, also for one's own work that another must review. */
export async function stepTask({ ctx, input }: MutationArgs<typeof StepTask>): Promise<Stepped> {
  const { task, campaign } = await lockTask(ctx, input)
  return stepped(ctx, task, await takeStep(ctx, task, campaign, input))
}

/** What a step answers of a task, which is a version further, once everything is planned. */
export async function stepped(
  ctx: Mutating,
  { id, version }: TaskRecord,
  next: string | null,
): Promise<Stepped> {
  const saved = await settledTask(ctx, id, version + 1)
  if (next === null) return { ...saved, next }
  const [row] = await ctx.tx
    .select({ id: tasks.id, startDay: tasks.startDay })
    .from(tasks)
    .where(and(eq(tasks.id, next), ctx.visible.tasks()))
  return { ...saved, next: row ?? null }
}

/**
 * The step itself. The card goes to the end of its new column unless `also` names its place. A task that is completed
 * passes its rule on to the one that follows it, whose id is answered.
 */
export async function takeStep(
  ctx: Mutating,
  task: TaskRecord,
  campaign: Planned,
  { step: name, reason }: { step: TaskStep; reason: string | null },
  also: { rank?: number } = {},
): Promise<string | null> {
  const step = stepFrom(taskSteps, taskStatusLabels, { what: "task", state: task.status }, name, reason)
  if (reviewSteps.includes(name)) await checkReviewer(ctx, task)
  const progress =
    step.to === "completed" ? 100 : name === "reopen" ? Math.min(task.progress, 99) : task.progress
  const next = step.to === "completed" ? await followingOf(ctx, task, campaign) : null
  const values = {
    status: step.to,
    progress,
    rank: also.rank ?? rankBehindAll(sql`${campaign.id}::uuid`, sql`${step.to}`),
    ...(name === "submit" ? { submittedBy: ctx.identity.viewer.id } : {}),
    ...(next === null ? {} : { recurrence: null }),
    completedAt: step.to === "completed" ? sql`now()` : null,
  }
  const fields = {
    status: { before: task.status, after: step.to },
    ...(progress === task.progress ? {} : { progress: { before: task.progress, after: progress } }),
    ...(next === null ? {} : { recurrence: { before: task.recurrence, after: null } }),
    ...(reason === null ? {} : { reason: { after: reason } }),
  }
  await taskRecords.save(ctx, task, values, { ...placeIn(campaign), fields })
  if (name === "reopen") await joinAgain(ctx, campaign, [task.id])
  return next === null ? null : recur(ctx, task, campaign, next)
}

/**
 * A task is reviewed by somebody who neither does it nor submitted it; whoever is alone at the agency reviews their own.
 * @throws Refusal `workflow`.
 */
async function checkReviewer(ctx: Mutating, { id, submittedBy }: TaskRecord): Promise<void> {
  const me = ctx.identity.viewer.id
  const why = (await does(ctx, id, me))
    ? "You are assigned to this task."
    : submittedBy === me
      ? "You submitted this task."
      : null
  if (why === null || (await isAlone(ctx, me))) return
  throw new Refusal("workflow", `${why} Ask a colleague or the campaign manager to review it.`)
}

/** Whether nobody else at the agency does tasks. */
async function isAlone(ctx: Mutating, me: string): Promise<boolean> {
  const doers = roles.filter((role) => may(role, "tasks.write"))
  const [other] = await ctx.tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        sql`/* visible users: whether there is another */ ${ne(users.id, me)}`,
        inArray(users.role, doers),
        isNull(users.disabledAt),
      ),
    )
    .limit(1)
  return other === undefined
}

async function does(ctx: Mutating, taskId: string, userId: string): Promise<boolean> {
  const found = await ctx.tx
    .select({ userId: taskAssignees.userId })
    .from(taskAssignees)
    .where(
      and(eq(taskAssignees.taskId, taskId), eq(taskAssignees.userId, userId), ctx.visible.taskAssignees()),
    )
  return found.length > 0
}
