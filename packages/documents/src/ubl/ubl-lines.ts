import type { Invoice } from "@alphas/domain/invoices/dto"
import { unitRec20 } from "@alphas/domain/invoices/words"
import type { Adjustment } from "@alphas/domain/money/totals"
import { amountText } from "../amount-text"
import { wordsIn } from "../words-in"
import { element, type Xml } from "../xml"
import { netLinesOf } from "./net-lines"
import { taxCodeOf } from "./tax-groups"

/** An amount of minor units, with its currency. */
export const amount = (name: string, minor: number, currency: string): Xml | null =>
  element(name, amountText(minor, currency), { currencyID: currency })

/** A category of tax with its rate; category O has none (BR-O-5 to 7). */
export const taxCategory = (
  name: string,
  code: string,
  percent: string | null,
  more: (Xml | null)[] = [],
): Xml | null =>
  element(name, [
    element("cbc:ID", code),
    element("cbc:Percent", code === "O" ? null : percent),
    ...more,
    element("cac:TaxScheme", [element("cbc:ID", "VAT")]),
  ])

/** UNCL 5189 and UNCL 7161 have hundreds of reasons; the text says it (BR-33, BR-38, BR-42, BR-44). */
function allowanceCharge(
  invoice: Invoice,
  { kind, percent, reason }: Adjustment,
  amounts: { minor: number; baseMinor: number | null; category: Xml | null },
): Xml | null {
  const words = wordsIn(invoice.buyer.language)
  // A percentage and its base stand there only where they give the amount: in net prices.
  const shown = percent !== null && amounts.baseMinor !== null
  return element("cac:AllowanceCharge", [
    element("cbc:ChargeIndicator", String(kind === "charge")),
    element("cbc:AllowanceChargeReason", reason) ?? element("cbc:AllowanceChargeReason", words[kind]),
    element("cbc:MultiplierFactorNumeric", shown ? percent : null),
    amount("cbc:Amount", amounts.minor, invoice.currency),
    shown ? amount("cbc:BaseAmount", amounts.baseMinor ?? 0, invoice.currency) : null,
    amounts.category,
  ])
}

/** Discounts and charges on the whole (BG-20, BG-21), one for each tax rate that they fall on. */
export function documentAllowances(invoice: Invoice): (Xml | null)[] {
  return invoice.totals.adjustments.map(({ index, taxCategory: category, taxPercent, netMinor }) => {
    const adjustment = invoice.adjustments[index]
    if (adjustment === undefined) throw new RangeError(`Discount or charge ${index + 1} does not exist.`)
    const base = invoice.lines.reduce(
      (sum, line, at) =>
        line.taxCategory === category && line.taxPercent === taxPercent
          ? sum + (invoice.totals.lines[at]?.netMinor ?? 0)
          : sum,
      0,
    )
    return allowanceCharge(invoice, adjustment, {
      minor: netMinor,
      baseMinor: invoice.prices === "net" ? base : null,
      category: taxCategory("cac:TaxCategory", taxCodeOf(invoice, category), taxPercent),
    })
  })
}

/** The lines (BG-25), in net prices. */
export function documentLines(invoice: Invoice): (Xml | null)[] {
  const [line, quantity] =
    invoice.kind === "invoice"
      ? ["cac:InvoiceLine", "cbc:InvoicedQuantity"]
      : ["cac:CreditNoteLine", "cbc:CreditedQuantity"]
  const nets = netLinesOf(invoice)
  return invoice.lines.map((each, index) => {
    const net = nets[index]
    if (net === undefined) throw new RangeError(`Line ${index + 1} has no amounts.`)
    return element(line, [
      element("cbc:ID", String(index + 1)),
      element(quantity, each.quantity, { unitCode: unitRec20[each.unit] }),
      amount("cbc:LineExtensionAmount", net.netMinor, invoice.currency),
      ...each.adjustments.map((adjustment, at) =>
        allowanceCharge(invoice, adjustment, {
          minor: net.adjustmentsMinor[at] ?? 0,
          baseMinor: invoice.prices === "net" ? net.amountMinor : null,
          category: null,
        }),
      ),
      element("cac:Item", [
        ...itemText(each.description ?? wordsIn(invoice.buyer.language).description),
        taxCategory("cac:ClassifiedTaxCategory", taxCodeOf(invoice, each.taxCategory), each.taxPercent),
      ]),
      element("cac:Price", [element("cbc:PriceAmount", net.price, { currencyID: invoice.currency })]),
    ])
  })
}

/** The first line of a description is the item's name (BT-153, BR-25), the whole its description (BT-154). */
function itemText(description: string): (Xml | null)[] {
  const [name = "", ...rest] = description.trim().split("\n")
  return [
    element("cbc:Description", rest.length === 0 ? null : description),
    element("cbc:Name", name.trim()) ?? element("cbc:Name", "-"),
  ]
}
