import type { InvoicePurpose } from "@alphas/domain/invoices/words"
import type { AdjustmentValues, LineValues } from "./draft-values"

/** What the fields of a draft are called. */
export const draftLabels = {
  purpose: "Purpose",
  currency: "Currency",
  prices: "Prices",
  issueDay: "Issue day",
  dueDay: "Due day",
  periodFrom: "Period from",
  periodTo: "Period to",
  buyerReference: "Buyer reference",
  intro: "Text above the lines",
  note: "Text below the totals",
  footer: "Foot of the page",
  taxReason: "Reason for no tax",
  adjustments: "Discounts and charges",
  lines: "Lines",
}

export const purposeLabels: Record<InvoicePurpose, string> = { standard: "Standard", deposit: "Deposit" }
export const priceLabels = { net: "Without tax", gross: "Including tax" }

const sayAdjustment = ({ kind, by, value }: AdjustmentValues, number: (decimal: string) => string): string =>
  `${kind} ${number(value)}${by === "percent" ? " %" : ""}`

/** A field of a draft in words, for the dialog that shows two versions; null where the value says it itself. */
export function sayDraftValue(
  field: string,
  value: unknown,
  number: (decimal: string) => string,
): string | null {
  if (field === "purpose") return value === "deposit" ? purposeLabels.deposit : purposeLabels.standard
  if (field === "prices") return value === "gross" ? priceLabels.gross : priceLabels.net
  // These fields hold values of these types.
  if (field === "lines") {
    const lines = value as LineValues[]
    return lines
      .map(
        ({ description, quantity, unitPrice }) =>
          `${number(quantity)} × ${number(unitPrice || "0")} ${description}`,
      )
      .join("\n")
  }
  if (field === "adjustments")
    return (value as AdjustmentValues[]).map((each) => sayAdjustment(each, number)).join(", ") || null
  return null
}
