import { createdFields, fieldChanges } from "@alphas/changes/record"
import { campaignMembers, campaigns } from "@alphas/db/schema/campaigns"
import { clients } from "@alphas/db/schema/clients"
import {
  type CampaignMembership,
  campaignLasts,
  campaignLength,
  type NewCampaign,
  type StepCampaign,
  type UpdateCampaign,
} from "@alphas/domain/campaigns/input"
import { campaignStatusLabels, campaignSteps } from "@alphas/domain/campaigns/words"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { checkStaff } from "../users/staff"
import { lockRow, lockVersion, nextVersion } from "../versioned"
import { stepFrom } from "../workflow"
import { insertKpis } from "./kpis"
import type { Planned } from "./lock"
import { insertMembers, recordMember } from "./members"
import { readCampaign } from "./read"

/**
 * A new campaign with its members and KPIs: all of it, or nothing. Whoever creates it becomes its manager unless another
 * is named. The log says of which template it is made.
 */
export async function insertCampaign(
  ctx: Mutating,
  input: Omit<NewCampaign, "templateId">,
  template?: string,
): Promise<Planned> {
  const { kpis, memberIds, ...fields } = input
  const { tx } = ctx
  const viewer = ctx.identity.viewer
  const [client] = await tx
    .select({ id: clients.id, currency: clients.currency, archivedAt: clients.archivedAt })
    .from(clients)
    .where(and(eq(clients.id, fields.clientId), ctx.visible.clients()))
    // A merge that is under way first moves this client's campaigns; then it is seen that the client is gone.
    .for("share")
  if (client === undefined) throw notFound("client")
  if (client.archivedAt !== null)
    throw invalidField("clientId", "This client is archived. Restore it first, or choose another.")
  const managerId = fields.managerId ?? viewer.id
  const people = [...new Set([managerId, ...memberIds])]
  const named = people.filter((id) => id !== viewer.id)
  if (named.length > 0) await checkStaff(tx, named, memberIds.length > 0 ? "memberIds" : "managerId")
  const id = newId()
  const currency = fields.currency ?? client.currency
  const row = { ...fields, id, managerId, currency }
  await tx.insert(campaigns).values({ ...row, createdBy: viewer.id })
  ctx.record({
    entity: "campaign",
    id,
    clientId: client.id,
    campaignId: id,
    people,
    fields: createdFields({ ...row, status: "planning", template }),
  })
  const { startDay, endDay } = fields
  const campaign: Planned = { id, clientId: client.id, startDay, endDay, status: "planning" }
  await insertMembers(ctx, campaign, people)
  await insertKpis(ctx, campaign, kpis)
  return campaign
}

const lock = (ctx: Mutating, seen: Versioned) =>
  lockVersion(ctx.tx, campaigns, ctx.visible.campaigns(), seen, "campaign", (row) =>
    readCampaign(ctx, ctx.tx, row.id),
  )

/**
 * Changes the named fields of a campaign; a new manager becomes a member.
 * @throws Refusal `stale_version` with the campaign as it is now.
 */
export async function updateCampaign({ ctx, input }: MutationArgs<typeof UpdateCampaign>): Promise<Saved> {
  const { changes } = input
  const before = await lock(ctx, input)
  const fields = fieldChanges(before, changes)
  if (Object.keys(fields).length === 0) return { id: before.id, version: before.version }
  const [startDay, endDay] = [changes.startDay ?? before.startDay, changes.endDay ?? before.endDay]
  if (endDay < startDay) {
    const field = changes.endDay === undefined ? "changes.startDay" : "changes.endDay"
    throw invalidField(field, `The campaign would end (${endDay}) before it starts (${startDay}).`)
  }
  if ((fields.startDay || fields.endDay) && !campaignLasts(startDay, endDay)) {
    throw invalidField(changes.endDay === undefined ? "changes.startDay" : "changes.endDay", campaignLength)
  }
  // Prices stand in the currency that the campaign had when the time was entered.
  if (fields.currency && (before.minutes > 0 || before.expensesMinor > 0)) {
    throw invalidField("changes.currency", `Time and costs are already counted in ${before.currency}.`)
  }
  // The same number of minor units would be another amount: 12,500.00 EUR are not 1,250,000 JPY.
  if (fields.currency && before.budgetMinor !== null && changes.budgetMinor === undefined) {
    throw invalidField(
      "changes.budgetMinor",
      `The budget is in ${before.currency}. Say what it is in ${changes.currency}, or that there is none.`,
    )
  }
  const people = fields.managerId ? [before.managerId, changes.managerId].filter((id) => id != null) : []
  if (fields.managerId && changes.managerId)
    await checkStaff(ctx.tx, [changes.managerId], "changes.managerId")
  await save(ctx, before.id, changes)
  record(ctx, before, { people, fields })
  if (fields.managerId && changes.managerId) await insertMembers(ctx, before, [changes.managerId])
  return { id: before.id, version: before.version + 1 }
}

/** Takes a step of the workflow. @throws Refusal `workflow` when the campaign is not where the step begins. */
export async function stepCampaign({ ctx, input }: MutationArgs<typeof StepCampaign>): Promise<Saved> {
  const before = await lock(ctx, input)
  const at = { what: "campaign", state: before.status }
  const { to } = stepFrom(campaignSteps, campaignStatusLabels, at, input.step, input.reason)
  await save(ctx, before.id, { status: to })
  record(ctx, before, {
    fields: {
      status: { before: before.status, after: to },
      ...(input.reason === null ? {} : { reason: { after: input.reason } }),
    },
  })
  return { id: before.id, version: before.version + 1 }
}

/** Puts a campaign away; it stays readable and can be restored. */
export const archiveCampaign = ({ ctx, input }: MutationArgs<typeof Versioned>) =>
  setArchived(ctx, input, true)
/** Brings an archived campaign back. */
export const restoreCampaign = ({ ctx, input }: MutationArgs<typeof Versioned>) =>
  setArchived(ctx, input, false)

async function setArchived(ctx: Mutating, seen: Versioned, archived: boolean): Promise<Saved> {
  const before = await lock(ctx, seen)
  if ((before.archivedAt !== null) === archived) {
    const why = archived ? "This campaign is archived already." : "This campaign is not archived."
    throw new Refusal("workflow", why)
  }
  const archivedAt = await save(ctx, before.id, { archivedAt: archived ? sql`now()` : null })
  record(ctx, before, { fields: { archivedAt: { before: before.archivedAt, after: archivedAt } } })
  return { id: before.id, version: before.version + 1 }
}

/** Lets somebody work on a campaign; they see it from now on. */
export async function addMember({ ctx, input }: MutationArgs<typeof CampaignMembership>): Promise<Saved> {
  const campaign = await lockRow(ctx.tx, campaigns, ctx.visible.campaigns(), input.id, "campaign")
  await checkStaff(ctx.tx, [input.userId], "userId")
  await insertMembers(ctx, campaign, [input.userId])
  return { id: campaign.id, version: campaign.version }
}

/** Ends somebody's work on a campaign. @throws Refusal `workflow` for its manager, who must be replaced first. */
export async function removeMember({ ctx, input }: MutationArgs<typeof CampaignMembership>): Promise<Saved> {
  const campaign = await lockRow(ctx.tx, campaigns, ctx.visible.campaigns(), input.id, "campaign")
  if (campaign.managerId === input.userId) {
    throw new Refusal("workflow", "The manager belongs to the campaign. Choose another manager first.")
  }
  const busy = await openTasksOf(ctx, campaign.id, input.userId)
  if (busy > 0) {
    throw new Refusal(
      "workflow",
      `They still have ${busy} open ${busy === 1 ? "task" : "tasks"} in this campaign. Give those to somebody else first.`,
    )
  }
  const removed = await ctx.tx
    .delete(campaignMembers)
    .where(and(eq(campaignMembers.campaignId, campaign.id), eq(campaignMembers.userId, input.userId)))
    .returning({ userId: campaignMembers.userId })
  if (removed.length > 0) {
    recordMember(ctx, campaign, input.userId, { before: input.userId })
  }
  return { id: campaign.id, version: campaign.version }
}

async function openTasksOf(ctx: Mutating, campaignId: string, userId: string): Promise<number> {
  const [found] = await ctx.tx.execute<{ count: number }>(sql`
    select count(*)::int as count from task_assignees done join tasks on tasks.id = done.task_id
    where done.user_id = ${userId} and tasks.campaign_id = ${campaignId} and tasks.deleted_at is null
      and tasks.status <> 'completed' /* visible tasks */ /* visible task_assignees: counted, of a campaign that was checked */`)
  return found?.count ?? 0
}

type Fields = Parameters<Mutating["record"]>[0]["fields"]

function record(
  ctx: Mutating,
  { id, clientId }: { id: string; clientId: string },
  also: { people?: string[]; fields: NonNullable<Fields> },
) {
  ctx.record({ entity: "campaign", id, clientId, campaignId: id, ...also })
}

async function save(
  ctx: Mutating,
  id: string,
  values: Parameters<ReturnType<typeof ctx.tx.update<typeof campaigns>>["set"]>[0],
): Promise<string | null> {
  const [after] = await ctx.tx
    .update(campaigns)
    .set({ ...values, updatedAt: sql`now()`, version: nextVersion(campaigns) })
    .where(eq(campaigns.id, id))
    .returning({ archivedAt: campaigns.archivedAt })
  return after?.archivedAt ?? null
}
