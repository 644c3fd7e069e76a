import type { Invoice } from "@alphas/domain/invoices/dto"
import { isCountry, vatIdOf } from "@alphas/domain/money/identifiers"
import type { TaxCategory } from "@alphas/domain/money/tax"

/** What an e-invoice lacks, in a sentence, and the field in which it is mended. */
export interface EInvoiceProblem {
  field: string
  message: string
}

/** That an invoice cannot be written as an e-invoice, and why. */
export class NoEInvoice extends Error {
  constructor(readonly problems: readonly EInvoiceProblem[]) {
    super(problems.map(({ message }) => message).join(" "))
  }
}

/**
 * Why EN 16931 would refuse this document; empty when it would not. Only what the arithmetic and the input of an invoice
 * do not settle anyway: numbers, countries and the identifiers of seller and buyer.
 */
export function eInvoiceProblems(invoice: Invoice): EInvoiceProblem[] {
  const { seller, buyer, totals } = invoice
  const has = (...categories: TaxCategory[]) =>
    totals.taxes.some(({ category }) => categories.includes(category))
  const [sellerVat, buyerVat] = [vatIdOf(seller.vatId), vatIdOf(buyer.vatId)]
  const anySellerId = seller.vatId ?? seller.taxNumber
  const checks: [wrong: boolean, field: string, message: string][] = [
    [
      invoice.number === null || invoice.issueDay === null,
      "number",
      "Issue the invoice first: a draft has no number.",
    ],
    [invoice.lines.length === 0, "lines", "Add at least one line."],
    [
      !isCountry(seller.address.country),
      "seller.address.country",
      "Set the agency's country in the billing settings.",
    ],
    [!isCountry(buyer.address.country), "buyer.address.country", "Set the country of the client's address."],
    [anySellerId === null, "seller.vatId", "Set the agency's VAT ID or tax number in the billing settings."],
    [
      has("intra_community", "export") && sellerVat === null,
      "seller.vatId",
      "Set the agency's VAT ID, with its country: intra-community supplies and exports need it.",
    ],
    [
      has("intra_community") && buyerVat === null,
      "buyer.vatId",
      "Set the client's VAT ID, with its country: an intra-community supply needs it.",
    ],
    [
      has("reverse_charge") && buyer.vatId === null,
      "buyer.vatId",
      "Set the client's VAT ID: reverse charge needs it.",
    ],
  ]
  return checks.flatMap(([wrong, field, message]) => (wrong ? [{ field, message }] : []))
}
