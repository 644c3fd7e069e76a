import { campaigns } from "@alphas/db/schema/campaigns"
import { type Visible, visible } from "@alphas/db/visible"
import { may, type Role, roles, scopeOf } from "@alphas/domain/permissions"
import { and, eq, type SQL, sql } from "drizzle-orm"
import type { Planned } from "../campaigns/lock"
import { campaignMembership } from "../campaigns/members"
import type { Mutating } from "../context"
import { Refusal } from "../refusal"
import { checkAllActive } from "../users/staff"

/** Roles that change the campaigns on which they work, and see their money: a task is a way in for them. */
const gaining = roles.filter(
  (role) =>
    scopeOf(role, "campaigns.update") === "assigned" || scopeOf(role, "campaigns.finances") === "assigned",
)

/** What decides whether people can be given work on a campaign. */
export interface Joining {
  /** Whether the caller may change the campaign, and so let anybody in. */
  lets: boolean
  people: { id: string; name: string; role: Role; active: boolean }[]
}

/** The columns of `Joining` for people by their ids, in a statement about `campaigns`. */
export const joiningColumns = (visible: Visible, ids: SQL) => ({
  lets: sql<boolean>`${visible.campaigns("campaigns.update")}`,
  people: sql<Joining["people"]>`(
    select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name, 'role', u.role,
      'active', u.disabled_at is null) order by u.id), '[]')
    from users u
    where u.id in (${ids}) /* visible users: ids that the caller named, of whom names are the agency's directory */)`,
})

/** Ids as rows of a statement whose text is the same however many there are. */
export const idsOf = (ids: readonly string[]): SQL => sql`select unnest(${`{${ids.join(",")}}`}::uuid[])`

/** What decides whether people can be given work on a campaign that is locked. */
export async function joiningOf(ctx: Mutating, campaign: Planned, ids: SQL): Promise<Joining> {
  const [found] = await ctx.tx
    .select(joiningColumns(ctx.visible, ids))
    .from(campaigns)
    .where(sql`/* visible campaigns: that is locked */ ${eq(campaigns.id, campaign.id)}`)
  if (found === undefined) throw new Error("A campaign that is locked is there.")
  return found
}

/** Those of the people whom only somebody who may change the campaign can let work on it, and who do not yet. */
async function gainingBy(ctx: Mutating, campaign: Planned, { lets, people }: Joining) {
  if (lets) return []
  const gain: Joining["people"] = []
  for (const person of people) {
    if (!gaining.includes(person.role)) continue
    const theirs = visible.campaigns({ id: person.id, role: person.role, clientId: null }, "campaigns.update")
    const [reached] = await ctx.tx
      .select({ id: campaigns.id })
      .from(campaigns)
      .where(and(eq(campaigns.id, campaign.id), theirs))
    if (reached === undefined) gain.push(person)
  }
  return gain
}

/**
 * Whoever is given a task works on its campaign. @throws Refusal `forbidden` when that would let somebody see its money
 * or change it, and the caller may not do so themselves; at `responsibleId` or `assigneeIds` for who cannot do tasks.
 */
export async function checkMayJoin(
  ctx: Mutating,
  campaign: Planned,
  joining: Joining,
  { fresh, responsibleId }: { fresh: readonly string[]; responsibleId: string | null },
): Promise<void> {
  const [first] = await gainingBy(ctx, campaign, joining)
  if (first !== undefined) {
    const who = first.id === ctx.identity.viewer.id ? "yourself" : first.name
    throw new Refusal(
      "forbidden",
      `With a task in this campaign a manager sees its budget and may change it. Only somebody who may change it can give ${who} one: ask its manager.`,
    )
  }
  const active = doers(joining)
  // Each at the field that named them.
  const responsible = fresh.filter((id) => id === responsibleId)
  checkAllActive(responsible, active, "responsibleId", "tasks.write")
  checkAllActive(fresh, active, "assigneeIds", "tasks.write")
}

/** The people who do tasks and are active. */
const doers = ({ people }: Joining): string[] =>
  people.filter(({ role, active }) => active && may(role, "tasks.write")).map(({ id }) => id)

/**
 * Those of the people who may be let in by work that nobody gives them anew: who is gone, and what `checkMayJoin` would
 * refuse, is left out.
 */
export async function mayGoOn(ctx: Mutating, campaign: Planned, joining: Joining): Promise<string[]> {
  const gain = (await gainingBy(ctx, campaign, joining)).map(({ id }) => id)
  return doers(joining).filter((id) => !gain.includes(id))
}

/**
 * Whoever does an open task sees it: people who have left the campaign meanwhile work on it again when a task of theirs
 * is opened or comes back.
 */
export async function joinAgain(ctx: Mutating, campaign: Planned, taskIds: readonly string[]): Promise<void> {
  const theirs = sql`select a.user_id from task_assignees a
    where a.task_id in (${idsOf(taskIds)}) /* visible task_assignees: of tasks that were checked */`
  const joining = await joiningOf(ctx, campaign, theirs)
  await campaignMembership.insert(ctx, campaign, await mayGoOn(ctx, campaign, joining))
}
