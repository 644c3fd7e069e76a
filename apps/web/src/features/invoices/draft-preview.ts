import type { Invoice } from "@alphas/domain/invoices/dto"
import type { Adjustment, Totals } from "@alphas/domain/money/totals"
import {
  type AdjustmentValues,
  adjustmentError,
  adjustmentForApi,
  type DraftValues,
  taxOf,
  writtenLines,
} from "./draft-values"

const shown = (adjustments: readonly AdjustmentValues[], currency: string): Adjustment[] =>
  adjustments
    .filter((each) => adjustmentError(each, currency) === undefined)
    .map((each) => adjustmentForApi(each, currency))

/** The draft as it stands in its form, for the page that it will be. */
export function previewOf(invoice: Invoice, values: DraftValues, totals: Totals): Invoice {
  const { currency, lines, issueDay, dueDay, periodFrom, periodTo } = values
  const { buyerReference, intro, note, footer, taxReason } = values
  return {
    ...invoice,
    ...{ currency, prices: values.prices, purpose: values.purpose, totals },
    ...{ issueDay: issueDay || null, dueDay: dueDay || null },
    ...{ periodFrom: periodFrom || null, periodTo: periodTo || null, buyerReference: buyerReference || null },
    ...{ intro: intro || null, note: note || null, footer: footer || null, taxReason: taxReason || null },
    adjustments: shown(values.adjustments, currency),
    lines: writtenLines(lines).map((line) => ({
      id: line.key,
      description: line.description,
      ...{ quantity: line.quantity, unit: line.unit, unitPrice: line.unitPrice || "0" },
      adjustments: shown(line.adjustments, currency),
      ...taxOf(line.tax),
      ...{ campaign: null, source: line.source },
    })),
  }
}
