import { fieldChanges } from "@alphas/changes/record"
import type { Reader } from "@alphas/db/connection"
import { billingSettings } from "@alphas/db/schema/money"
import type { Nothing } from "@alphas/domain/ids"
import type { Billing, UpdateBilling } from "@alphas/domain/money/billing"
import { eq } from "drizzle-orm"
import { today } from "../agency"
import type { SignedIn } from "../context"
import { invalidField, notFound, staleVersion } from "../refusal"
import type { MutationArgs, QueryArgs } from "../trpc"
import { nextVersion } from "../versioned"

/** The one row of billing settings has no id of its own; this stands for it in the log. */
export const billingId = "00000000-0000-7000-8000-000000000002"

const shownOf = ({ id: _id, ...billing }: typeof billingSettings.$inferSelect): Billing => billing

/** What the agency puts on its documents. */
export const getBilling = ({ ctx }: QueryArgs<typeof Nothing>): Promise<Billing> => readBilling(ctx, ctx.db)

async function readBilling(ctx: SignedIn, reader: Reader): Promise<Billing> {
  const [row] = await reader.select().from(billingSettings).where(ctx.visible.billingSettings())
  if (row === undefined) throw notFound("billing settings")
  return shownOf(row)
}

/**
 * Changes what the agency puts on its documents from now on; what is issued stays. Another pattern holds from the next
 * year on that has no number yet.
 * @throws Refusal `stale_version` with the settings as they are now.
 */
export async function updateBilling({ ctx, input }: MutationArgs<typeof UpdateBilling>): Promise<Billing> {
  const [row] = await ctx.tx
    .select()
    .from(billingSettings)
    .where(ctx.visible.billingSettings())
    .for("no key update")
  if (row === undefined) throw notFound("billing settings")
  if (row.version !== input.version) throw staleVersion("page of settings", shownOf(row))
  // What is absent stays.
  const changes = Object.fromEntries(
    Object.entries(input.changes).filter(([, value]) => value !== undefined),
  ) as Partial<Billing>
  const fields = fieldChanges(row, changes)
  if (Object.keys(fields).length === 0) return shownOf(row)
  await checkBilling(ctx.tx, { ...shownOf(row), ...changes }, fields)
  const [after] = await ctx.tx
    .update(billingSettings)
    .set({ ...changes, version: nextVersion(billingSettings) })
    .where(eq(billingSettings.id, row.id))
    .returning()
  ctx.record({ entity: "billing_settings", id: billingId, fields })
  return shownOf(after ?? row)
}

const bare = (pattern: string) => pattern.replace(/0+/, "0")

/** @throws Refusal at the field for patterns that give the same numbers, and days that are still to come. */
async function checkBilling(reader: Reader, after: Billing, fields: object): Promise<void> {
  if (bare(after.invoicePattern) === bare(after.creditNotePattern))
    throw invalidField(
      "invoicePattern" in fields ? "changes.invoicePattern" : "changes.creditNotePattern",
      "Invoices and credit notes would get the same numbers. Write another pattern for one of them.",
    )
  if ("closedUntil" in fields && after.closedUntil !== null && after.closedUntil > (await today(reader)))
    throw invalidField("changes.closedUntil", "This day is still to come. Close days that are over.")
}
