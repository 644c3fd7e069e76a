import { createdFields } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
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
import type { FieldChanges } from "@alphas/domain/changes/dto"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { Records } from "../records"
import { invalidField, notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { checkStaff } from "../users/staff"
import { stepFrom } from "../workflow"
import { insertKpis } from "./kpis"
import type { Planned } from "./lock"
import { campaignMembership } from "./members"
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
  await campaignMembership.insert(ctx, campaign, people)
  await insertKpis(ctx, campaign, kpis)
  return campaign
}

const records = new Records({
  table: campaigns,
  entity: "campaign",
  what: "campaign",
  visible: (ctx) => ctx.visible.campaigns(),
  show: (ctx, { id }) => readCampaign(ctx, ctx.tx, id),
  place: ({ id, clientId }) => ({ clientId, campaignId: id }),
})

type Campaign = typeof campaigns.$inferSelect

/**
 * Changes the named fields of a campaign; a new manager becomes a member.
 * @throws Refusal `stale_version` with the campaign as it is now.
 */
export async function updateCampaign({ ctx, input }: MutationArgs<typeof UpdateCampaign>): Promise<Saved> {
  const { changes } = input
  const before = await records.lock(ctx, input)
  const saved = await records.edit(ctx, before, changes, async (fields) => {
    checkChanges(before, changes, fields)
    if (!fields.managerId) return {}
    if (changes.managerId) await checkStaff(ctx.tx, [changes.managerId], "changes.managerId")
    return { people: [before.managerId, changes.managerId].filter((id) => id != null) }
  })
  if (changes.managerId && changes.managerId !== before.managerId)
    await campaignMembership.insert(ctx, before, [changes.managerId])
  return saved
}

/** @throws Refusal at the field for days that do not fit, and money whose currency would become another. */
function checkChanges(
  before: Campaign,
  changes: MutationArgs<typeof UpdateCampaign>["input"]["changes"],
  fields: FieldChanges,
): void {
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
    throw invalidField(
      "changes.currency",
      `Time and costs already use ${before.currency}. Keep this currency.`,
    )
  }
  // The same number of minor units would be another amount: 12,500.00 EUR are not 1,250,000 JPY.
  if (fields.currency && before.budgetMinor !== null && changes.budgetMinor === undefined) {
    throw invalidField(
      "changes.budgetMinor",
      `The budget is in ${before.currency}. Enter the budget in ${changes.currency}, or remove it.`,
    )
  }
}

/** Takes a step of the workflow. @throws Refusal `workflow` when the campaign is not where the step begins. */
export async function stepCampaign({ ctx, input }: MutationArgs<typeof StepCampaign>): Promise<Saved> {
  const before = await records.lock(ctx, input)
  const at = { what: "campaign", state: before.status }
  const { to } = stepFrom(campaignSteps, campaignStatusLabels, at, input.step, input.reason)
  const fields = {
    status: { before: before.status, after: to },
    ...(input.reason === null ? {} : { reason: { after: input.reason } }),
  }
  return records.save(ctx, before, { status: to }, { fields })
}

/** Puts a campaign away; it stays readable and can be restored. */
export const archiveCampaign = ({ ctx, input }: MutationArgs<typeof Versioned>) =>
  records.setArchived(ctx, input, true)
/** Brings an archived campaign back. */
export const restoreCampaign = ({ ctx, input }: MutationArgs<typeof Versioned>) =>
  records.setArchived(ctx, input, false)

/** Lets somebody work on a campaign; they see it from now on. */
export async function addMember({ ctx, input }: MutationArgs<typeof CampaignMembership>): Promise<Saved> {
  const campaign = await records.lockAny(ctx, input.id)
  await checkStaff(ctx.tx, [input.userId], "userId")
  await campaignMembership.insert(ctx, campaign, [input.userId])
  return { id: campaign.id, version: campaign.version }
}

/** Ends somebody's work on a campaign. @throws Refusal `workflow` for its manager, who must be replaced first. */
export async function removeMember({ ctx, input }: MutationArgs<typeof CampaignMembership>): Promise<Saved> {
  const campaign = await records.lockAny(ctx, input.id)
  if (campaign.managerId === input.userId) {
    throw new Refusal("workflow", "The manager is always a member. Choose another manager first.")
  }
  const busy = await openTasksOf(ctx, campaign.id, input.userId)
  if (busy > 0) {
    throw new Refusal(
      "workflow",
      `They still have ${busy} open ${busy === 1 ? "task" : "tasks"} in this campaign. Reassign those first.`,
    )
  }
  await campaignMembership.remove(ctx, campaign, input.userId)
  return { id: campaign.id, version: campaign.version }
}

async function openTasksOf(ctx: Mutating, campaignId: string, userId: string): Promise<number> {
  const [found] = await ctx.tx.execute<{ count: number }>(sql`
    select count(*)::int as count from task_assignees done join tasks on tasks.id = done.task_id
    where done.user_id = ${userId} and tasks.campaign_id = ${campaignId} and tasks.deleted_at is null
      and tasks.status <> 'completed' /* visible tasks */ /* visible task_assignees: counted, of a campaign that was checked */`)
  return found?.count ?? 0
}
