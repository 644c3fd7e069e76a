import { createdFields, fieldChanges } from "@alphas/changes/record"
import { campaignMembers, campaigns } from "@alphas/db/schema/campaigns"
import { clients } from "@alphas/db/schema/clients"
import { rates, timeEntries } from "@alphas/db/schema/time"
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
import { replan } from "../schedule/plan"
import { lockBooks } from "../time/guard"
import type { MutationArgs } from "../trpc"
import { checkStaff } from "../users/staff"
import { lockRow, lockVersion, nextVersion } from "../versioned"
import { stepFrom } from "../workflow"
import { insertKpi } from "./kpis"
import { readCampaign } from "./read"
import { fill, findFilling } from "./template-fill"

/**
 * A new campaign with its members and KPIs, and with what a template keeps if one is named: all of it, or nothing.
 * Whoever creates it becomes its manager unless another is named.
 */
export async function createCampaign({ ctx, input }: MutationArgs<typeof NewCampaign>): Promise<Saved> {
  const { kpis, memberIds, templateId, ...fields } = input
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
  const template = templateId ? await findFilling(ctx, templateId) : null
  if (template === undefined)
    throw invalidField("templateId", "This template was removed. Choose another one, or none.")
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
    fields: createdFields({ ...row, status: "planning", template: template?.name }),
  })
  await insertMembers(ctx, { id, clientId: client.id }, people)
  for (const kpi of kpis) await insertKpi(ctx, { id, clientId: client.id }, kpi)
  if (template) {
    const { startDay, endDay } = fields
    await fill(ctx, { id, clientId: client.id, startDay, endDay }, template.content)
  }
  return { id, version: 1 }
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
  // Time that is being entered is priced in the currency that the campaign had when it began.
  if (changes.currency !== undefined) await lockBooks(ctx)
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
  if (fields.currency) await checkLeavesNoPrices(ctx, before)
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
  // Holidays are calculated some years beyond the end. What is archived is planned anew when it is restored.
  if ((fields.startDay || fields.endDay) && before.archivedAt === null)
    await replan(ctx, { ...before, startDay, endDay }, { puts: "all" })
  return { id: before.id, version: before.version + 1 }
}

/**
 * Removed time keeps its price, and counts again once it is restored; a rate holds in its currency only.
 * @throws Refusal at the field while a campaign has either. The books are locked.
 */
async function checkLeavesNoPrices(ctx: Mutating, { id, currency }: { id: string; currency: string }) {
  const [entered] = await ctx.tx
    .select({ id: timeEntries.id })
    .from(timeEntries)
    .where(
      sql`/* visible time_entries: whether there are any, removed ones too */ ${eq(timeEntries.campaignId, id)}`,
    )
    .limit(1)
  if (entered !== undefined)
    throw invalidField(
      "changes.currency",
      `Time was entered in ${currency} and removed, and may be restored. Make another campaign for the new currency.`,
    )
  const [rate] = await ctx.tx
    .select({ id: rates.id })
    .from(rates)
    .where(sql`/* visible rates: whether there are any */ ${eq(rates.campaignId, id)}`)
    .limit(1)
  if (rate !== undefined)
    throw invalidField(
      "changes.currency",
      `There are hourly rates in ${currency} for this campaign, which would hold no more. Have them removed first.`,
    )
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
  // The calendar may have changed since: what is over was not planned anew.
  if (before.status === "completed" && before.archivedAt === null) await replan(ctx, before)
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
  if (!archived && before.status !== "completed") await replan(ctx, before)
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

interface Named {
  id: string
  clientId: string
}

/** Makes people members of a campaign that is locked, or new; who is one already stays so. */
export async function insertMembers(
  ctx: Mutating,
  campaign: Named,
  userIds: readonly string[],
): Promise<void> {
  const rows = [...new Set(userIds)].map((userId) => ({ campaignId: campaign.id, userId }))
  if (rows.length === 0) return
  const added = await ctx.tx
    .insert(campaignMembers)
    .values(rows)
    .onConflictDoNothing()
    .returning({ userId: campaignMembers.userId })
  for (const { userId } of added) recordMember(ctx, campaign, userId, { after: userId })
}

const recordMember = (
  ctx: Mutating,
  campaign: Named,
  userId: string,
  member: { before?: string; after?: string },
) =>
  ctx.record({
    entity: "campaign_member",
    id: campaign.id,
    clientId: campaign.clientId,
    campaignId: campaign.id,
    people: [userId],
    fields: { member },
  })

type Fields = Parameters<Mutating["record"]>[0]["fields"]

function record(
  ctx: Mutating,
  { id, clientId }: Named,
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
