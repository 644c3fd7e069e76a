import { createdFields } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { expenses } from "@alphas/db/schema/expenses"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { amountsOf } from "@alphas/domain/expenses/amounts"
import {
  billsNobody,
  type NewExpense,
  taxFits,
  taxMisfit,
  type UpdateExpense,
} from "@alphas/domain/expenses/input"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { and, eq, sql } from "drizzle-orm"
import { today } from "../agency"
import type { Mutating } from "../context"
import { invalidField, notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { attachUploads } from "./receipts"
import { edited, lockEditable, placeOf, records, removedRecords } from "./records"

/** Enters an expense of the caller, as a draft. @throws Refusal at the field. */
export async function createExpense({ ctx, input }: MutationArgs<typeof NewExpense>): Promise<Saved> {
  const { receiptIds, ...fields } = input
  await checkDay(ctx, fields.day, "day")
  if (fields.campaignId !== null) await checkCampaign(ctx, fields.campaignId, "campaignId")
  const id = newId()
  const userId = ctx.identity.viewer.id
  await ctx.tx.insert(expenses).values({ ...fields, ...amountsOf(fields), id, userId })
  const names = await attachUploads(ctx, id, receiptIds)
  ctx.record({
    entity: "expense",
    id,
    ...(await placeOf(ctx, fields.campaignId, userId)),
    fields: createdFields({ ...fields, ...(names.length === 0 ? {} : { receipt: names.join(", ") }) }),
  })
  return { id, version: 1 }
}

/** Changes an expense that is not decided yet. @throws Refusal `workflow`, `stale_version`, and at the field. */
export async function updateExpense({ ctx, input }: MutationArgs<typeof UpdateExpense>): Promise<Saved> {
  const { changes } = input
  const before = await lockEditable(ctx, input)
  const after = { ...before, ...withoutAbsent(changes) }
  return edited.edit(ctx, before, { ...changes, ...amountsOf(after) }, async (fields) => {
    if (!taxFits(after)) throw invalidField("changes.taxPercent", taxMisfit)
    if (fields.day) await checkDay(ctx, after.day, "changes.day")
    if (fields.campaignId && after.campaignId !== null)
      await checkCampaign(ctx, after.campaignId, "changes.campaignId")
    if (after.billable && after.campaignId === null) throw invalidField("changes.billable", billsNobody)
    return fields.campaignId ? placeOf(ctx, after.campaignId, before.userId) : {}
  })
}

/** Removes one's own expense, not submitted; `restoreExpense` brings it back. @throws as `updateExpense`. */
export async function removeExpense({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const before = await lockEditable(ctx, input, records)
  return records.save(ctx, before, { deletedAt: sql`now()` }, ({ deletedAt }) => ({
    fields: { deletedAt: { after: deletedAt } },
  }))
}

/** Brings back an expense that the caller has removed. @throws Refusal `stale_version`. */
export async function restoreExpense({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const before = await removedRecords.lock(ctx, input)
  const fields = { deletedAt: { before: before.deletedAt } }
  return removedRecords.save(ctx, before, { deletedAt: null }, { fields })
}

/** @throws Refusal at `field` unless the campaign is the caller's to see, and not archived. */
async function checkCampaign(ctx: Mutating, id: string, field: string): Promise<void> {
  const [campaign] = await ctx.tx
    .select({ archivedAt: campaigns.archivedAt })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), ctx.visible.campaigns("campaigns.read")))
  if (campaign === undefined) throw notFound("campaign")
  if (campaign.archivedAt !== null)
    throw invalidField(field, "This campaign is archived. Restore it first, or choose another.")
}

/** @throws Refusal at `field` for a day that is yet to come, wherever somebody is. */
async function checkDay(ctx: Mutating, day: string, field: string): Promise<void> {
  const tomorrow = dayOf(dayNumberOf(await today(ctx.tx)) + 1)
  if (day > tomorrow) throw invalidField(field, "This day is yet to come. Write the day on the receipt.")
}

const withoutAbsent = <Fields extends object>(fields: Fields) =>
  // The same fields but for those that are undefined; fromEntries forgets them.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Fields]: Exclude<Fields[Name], undefined>
  }
