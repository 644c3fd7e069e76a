import type { Reader } from "@alphas/db/connection"
import { campaigns } from "@alphas/db/schema/campaigns"
import { invoiceLines } from "@alphas/db/schema/invoices"
import { newId } from "@alphas/domain/ids"
import type { LineInput } from "@alphas/domain/invoices/input"
import type { LineSource } from "@alphas/domain/invoices/words"
import type { TaxCategory } from "@alphas/domain/money/tax"
import {
  type Adjustment,
  AmountTooLarge,
  type Priced,
  type PricedLine,
  type Totals,
  totalsOf,
} from "@alphas/domain/money/totals"
import { and, asc, eq, inArray, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { invalidField } from "../refusal"

/** A line as it is kept, but for its place. */
export interface KeptLine extends PricedLine, Omit<LineInput, "id" | keyof PricedLine> {
  id: string
  adjustments: Adjustment[]
  source: LineSource | null
}

const columns = {
  id: invoiceLines.id,
  description: invoiceLines.description,
  quantity: invoiceLines.quantity,
  unit: invoiceLines.unit,
  unitPrice: invoiceLines.unitPrice,
  adjustments: invoiceLines.adjustments,
  taxCategory: invoiceLines.taxCategory,
  taxPercent: invoiceLines.taxPercent,
  campaignId: invoiceLines.campaignId,
  source: invoiceLines.source,
}

/** The lines of a document that was checked, in their order. */
export const linesOf = (reader: Reader, invoiceId: string): Promise<KeptLine[]> =>
  reader
    .select(columns)
    .from(invoiceLines)
    .where(
      sql`/* visible invoice_lines: of a document that was checked */ ${eq(invoiceLines.invoiceId, invoiceId)}`,
    )
    .orderBy(asc(invoiceLines.position))

/**
 * Lines as they are written become lines as they are kept: what exists keeps its id and source, what says nothing of tax
 * gets that of the client.
 * @throws Refusal `invalid` at the line's id when it is no line of this document, or stands there twice.
 */
export function keptLines(
  given: readonly LineInput[],
  existing: readonly KeptLine[],
  tax: { taxCategory: TaxCategory; taxPercent: string },
  field: string,
): KeptLine[] {
  const left = new Map(existing.map((line) => [line.id, line]))
  return given.map(({ id, taxCategory, taxPercent, ...line }, index) => {
    const before = id == null ? undefined : left.get(id)
    if (id != null && before === undefined)
      throw invalidField(
        `${field}.${index}.id`,
        "There is no such line in this document, or it stands here twice. Leave the id out for a new line.",
      )
    if (id != null) left.delete(id)
    const own = taxCategory == null || taxPercent == null ? tax : { taxCategory, taxPercent }
    return { ...line, ...own, id: before?.id ?? newId(), source: before?.source ?? null }
  })
}

/** @throws Refusal `invalid` at a line whose campaign is not one of the client that the caller may see. */
export async function checkCampaigns(
  ctx: Mutating,
  clientId: string,
  lines: readonly KeptLine[],
  field: string,
): Promise<void> {
  const ids = [...new Set(lines.flatMap((line) => line.campaignId ?? []))]
  if (ids.length === 0) return
  const found = await ctx.tx
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(
      and(
        inArray(campaigns.id, ids),
        eq(campaigns.clientId, clientId),
        ctx.visible.campaigns("campaigns.read"),
      ),
    )
  const known = new Set(found.map(({ id }) => id))
  const wrong = lines.findIndex(({ campaignId }) => campaignId !== null && !known.has(campaignId))
  if (wrong !== -1)
    throw invalidField(
      `${field}.${wrong}.campaignId`,
      "This client has no such campaign. Choose another one.",
    )
}

/** `totalsOf`, with a refusal at the line whose amount is too large. */
export function checkedTotals(priced: Priced, field: string): Totals {
  try {
    return totalsOf(priced)
  } catch (error) {
    if (!(error instanceof AmountTooLarge)) throw error
    const at = error.line === null ? field : `${field}.${error.line}`
    throw invalidField(at, "This amount is too large. Write a smaller quantity or price.")
  }
}

/** What of the totals a document keeps. */
export const keptTotals = ({ netMinor, taxMinor, payableMinor }: Totals) => ({
  netMinor,
  taxMinor,
  payableMinor,
})

/** Writes all lines of a document that is locked or new; those that it had and that are not among them go. */
export async function writeLines(
  { tx }: Pick<Mutating, "tx">,
  invoiceId: string,
  lines: readonly KeptLine[],
  totals: Totals,
  had: boolean,
): Promise<void> {
  if (had)
    await tx.execute(sql`
      delete from invoice_lines where invoice_id = ${invoiceId}
        and id <> all(${`{${lines.map(({ id }) => id).join(",")}}`}::uuid[])
        /* visible invoice_lines: of a document that is locked */`)
  if (lines.length === 0) return
  const rows = lines.map((line, position) => ({
    ...line,
    position,
    netMinor: totals.lines[position]?.netMinor ?? 0,
  }))
  await tx.execute(sql`
    insert into invoice_lines (id, invoice_id, position, description, quantity, unit, unit_price, adjustments,
      tax_category, tax_percent, campaign_id, source, net_minor)
    select id, ${invoiceId}::uuid, position, description, quantity, unit, "unitPrice", adjustments, "taxCategory",
      "taxPercent", "campaignId", source, "netMinor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as given (id uuid, position int, description text,
      quantity numeric, unit text, "unitPrice" numeric, adjustments jsonb, "taxCategory" text, "taxPercent" numeric,
      "campaignId" uuid, source text, "netMinor" bigint)
    on conflict (id) do update set position = excluded.position, description = excluded.description,
      quantity = excluded.quantity, unit = excluded.unit, unit_price = excluded.unit_price,
      adjustments = excluded.adjustments, tax_category = excluded.tax_category, tax_percent = excluded.tax_percent,
      campaign_id = excluded.campaign_id, net_minor = excluded.net_minor`)
}
