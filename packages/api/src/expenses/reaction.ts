import type { Change } from "@alphas/changes/record"
import { expenses } from "@alphas/db/schema/expenses"
import type { Saved } from "@alphas/domain/ids"
import { and, eq, isNotNull, sql } from "drizzle-orm"
import type { Reacting } from "../context"
import { invalidField } from "../refusal"

/**
 * Refuses another currency for a campaign in which expenses are counted, though they may come to nothing in it. The verb
 * has locked the campaign, and so does whoever counts an expense in it.
 * @throws Refusal at `changes.currency`.
 */
export async function keepCountedAfter({ tx }: Reacting, changes: readonly Change[]): Promise<Saved[]> {
  for (const { entity, id, fields = {} } of changes) {
    const currency = fields.currency?.before
    if (entity !== "campaign" || typeof currency !== "string") continue
    const [counted] = await tx
      .select({ id: expenses.id })
      .from(expenses)
      .where(
        and(
          sql`/* visible expenses: whether there are any */ ${eq(expenses.campaignId, id)}`,
          isNotNull(expenses.countedMinor),
        ),
      )
      .limit(1)
    if (counted !== undefined)
      throw invalidField(
        "changes.currency",
        `Expenses are counted in ${currency} already. Make another campaign for the new currency.`,
      )
  }
  return []
}
