import { campaigns } from "@alphas/db/schema/campaigns"
import { taskAssignees } from "@alphas/db/schema/tasks"
import { users } from "@alphas/db/schema/users"
import { visible } from "@alphas/db/visible"
import { roles, scopeOf } from "@alphas/domain/permissions"
import { and, eq, inArray, sql } from "drizzle-orm"
import { insertMembers } from "../campaigns/write"
import type { Mutating } from "../context"
import { Refusal } from "../refusal"
import type { Planned } from "../schedule/plan"
import { activeStaff } from "../users/staff"

/** Roles that change the campaigns on which they work, and see their money: a task is a way in for them. */
const gaining = roles.filter(
  (role) =>
    scopeOf(role, "campaigns.update") === "assigned" || scopeOf(role, "campaigns.finances") === "assigned",
)

/** Those of the people whom only somebody who may change the campaign can let work on it, and who do not yet. */
async function gainingBy(ctx: Mutating, campaign: Planned, userIds: readonly string[]) {
  if (userIds.length === 0) return []
  const own = and(eq(campaigns.id, campaign.id), ctx.visible.campaigns("campaigns.update"))
  const [lets] = await ctx.tx.select({ id: campaigns.id }).from(campaigns).where(own)
  if (lets !== undefined) return []
  const people = await ctx.tx
    .select({ id: users.id, role: users.role, name: users.name })
    .from(users)
    .where(
      and(
        sql`/* visible users: ids that the caller named, of whom names are the agency's directory */ ${inArray(users.id, [...userIds])}`,
        inArray(users.role, gaining),
      ),
    )
  const gain: { id: string; name: string }[] = []
  for (const { id, role, name } of people) {
    const theirs = visible.campaigns({ id, role, clientId: null }, "campaigns.update")
    const [reached] = await ctx.tx
      .select({ id: campaigns.id })
      .from(campaigns)
      .where(and(eq(campaigns.id, campaign.id), theirs))
    if (reached === undefined) gain.push({ id, name })
  }
  return gain
}

/**
 * Whoever is given a task works on its campaign. @throws Refusal `forbidden` when that would let somebody see its money
 * or change it, and the caller may not do so themselves.
 */
export async function checkMayJoin(
  ctx: Mutating,
  campaign: Planned,
  userIds: readonly string[],
): Promise<void> {
  const [first] = await gainingBy(ctx, campaign, userIds)
  if (first === undefined) return
  const who = first.id === ctx.identity.viewer.id ? "yourself" : first.name
  throw new Refusal(
    "forbidden",
    `With a task in this campaign a manager sees its budget and may change it. Only somebody who may change it can give ${who} one: ask its manager.`,
  )
}

/**
 * Whoever does an open task sees it: people who have left the campaign meanwhile work on it again when a task of theirs
 * is opened or comes back. Nobody gets by that what `checkMayJoin` would refuse; they reach every task without it.
 */
export async function joinAgain(ctx: Mutating, campaign: Planned, taskIds: readonly string[]): Promise<void> {
  const rows = await ctx.tx
    .selectDistinct({ userId: taskAssignees.userId })
    .from(taskAssignees)
    .where(
      sql`/* visible task_assignees: of tasks that were checked */ ${inArray(taskAssignees.taskId, [...taskIds])}`,
    )
  const people = await activeStaff(
    ctx.tx,
    rows.map(({ userId }) => userId),
    "tasks.write",
  )
  await insertMembers(ctx, campaign, await withoutGain(ctx, campaign, people))
}

/** Those of the people who may be let in by work that nobody gives them anew: what `checkMayJoin` would refuse is left out. */
export async function withoutGain(
  ctx: Mutating,
  campaign: Planned,
  userIds: readonly string[],
): Promise<string[]> {
  const gain = new Set((await gainingBy(ctx, campaign, userIds)).map(({ id }) => id))
  return userIds.filter((id) => !gain.has(id))
}
