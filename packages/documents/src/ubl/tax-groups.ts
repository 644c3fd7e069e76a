import type { Invoice } from "@alphas/domain/invoices/dto"
import { type TaxCategory, taxCodes } from "@alphas/domain/money/tax"
import { wordsIn } from "../words-in"
import { xmlText } from "../xml"

/** A group of the tax breakdown (BG-23). Amounts are minor units. */
export interface TaxGroup {
  code: string
  /** Null where there is no rate: category O (BR-O-5 to 7). */
  percent: string | null
  baseMinor: number
  taxMinor: number
  /** BT-120, BT-121 */
  reason: string | null
  reasonCode: string | null
}

type Taxed = Pick<Invoice, "totals" | "taxReason" | "buyer">

/** VATEX codes of the categories whose reason has one of its own (CEF VATEX list). */
const reasonCodes: Partial<Record<TaxCategory, string>> = {
  reverse_charge: "VATEX-EU-AE",
  intra_community: "VATEX-EU-IC",
  export: "VATEX-EU-G",
  outside_scope: "VATEX-EU-O",
}

/**
 * The code of a category on this document. What is outside the scope of tax must be alone on an invoice (BR-O-11 to 14);
 * beside other categories it is written as exempt, with its own words for the reason.
 */
export function taxCodeOf({ totals }: Pick<Invoice, "totals">, category: TaxCategory): string {
  const alone = totals.taxes.every((each) => each.category === "outside_scope")
  return category === "outside_scope" && !alone ? taxCodes.exempt : taxCodes[category]
}

/** Whether nothing on the document is within the scope of tax: then it must name no VAT ID (BR-O-2 to 4). */
export const isOutsideScope = ({ totals }: Pick<Invoice, "totals">): boolean =>
  totals.taxes.every((each) => each.category === "outside_scope")

/** The tax breakdown: one group a code and rate, as BR-S-1 and its siblings want it. */
export function taxGroupsOf(invoice: Taxed): TaxGroup[] {
  const groups = new Map<string, TaxGroup>()
  for (const { category, percent, baseMinor, taxMinor } of invoice.totals.taxes) {
    const code = taxCodeOf(invoice, category)
    const ownReason = wordsIn(invoice.buyer.language).taxReasons[category]
    const reason = ownReason === null ? null : xmlText(invoice.taxReason ?? "") || ownReason
    const key = `${code} ${percent}`
    const other = groups.get(key)
    if (other !== undefined) {
      other.baseMinor += baseMinor
      other.taxMinor += taxMinor
      if (reason !== null && reason !== other.reason) other.reason = `${other.reason}; ${reason}`
      continue
    }
    const reasonCode = code === taxCodes[category] ? (reasonCodes[category] ?? null) : null
    groups.set(key, {
      ...{ code, percent: code === "O" ? null : percent },
      ...{ baseMinor, taxMinor, reason, reasonCode },
    })
  }
  return [...groups.values()]
}
