import type { Change } from "@alphas/changes/record"
import { rates, timeEntries } from "@alphas/db/schema/time"
import type { Saved } from "@alphas/domain/ids"
import { eq, sql } from "drizzle-orm"
import type { Reacting } from "../context"
import { invalidField } from "../refusal"

/**
 * Refuses another currency for a campaign with time or rates in the old one. Removed time keeps its price, and counts
 * again once it is restored; a rate holds in its currency only. The verb has locked the campaign, and whoever enters time
 * or sets a rate for it locks it as well.
 * @throws Refusal at `changes.currency`.
 */
export async function keepPricesAfter(ctx: Reacting, changes: readonly Change[]): Promise<Saved[]> {
  for (const { entity, id, fields = {} } of changes) {
    const currency = fields.currency?.before
    if (entity === "campaign" && typeof currency === "string") await checkLeavesNoPrices(ctx, id, currency)
  }
  return []
}

async function checkLeavesNoPrices({ tx }: Reacting, id: string, currency: string): Promise<void> {
  const [entered] = await tx
    .select({ id: timeEntries.id })
    .from(timeEntries)
    .where(
      sql`/* visible time_entries: whether there are any, removed ones too */ ${eq(timeEntries.campaignId, id)}`,
    )
    .limit(1)
  if (entered !== undefined)
    throw invalidField(
      "changes.currency",
      `This campaign has deleted time in ${currency} that can still be restored. Create another campaign for the new currency.`,
    )
  const [rate] = await tx
    .select({ id: rates.id })
    .from(rates)
    .where(sql`/* visible rates: whether there are any */ ${eq(rates.campaignId, id)}`)
    .limit(1)
  if (rate !== undefined)
    throw invalidField(
      "changes.currency",
      `This campaign has hourly rates in ${currency} that would no longer apply. Ask finance or an admin to delete them first.`,
    )
}
