import type { Invoice } from "@alphas/domain/invoices/dto"
import { digitsOf } from "@alphas/domain/money/currency"
import { paidMinorOf } from "../paid"
import { wordsIn } from "../words-in"
import { element, writeXml, type Xml } from "../xml"
import { eInvoiceProblems, NoEInvoice } from "./e-invoice-problems"
import { isOutsideScope, taxGroupsOf } from "./tax-groups"
import { amount, documentAllowances, documentLines, taxCategory } from "./ubl-lines"
import { buyerParty, delivery, sellerParty } from "./ubl-parties"

const common = "urn:oasis:names:specification:ubl:schema:xsd"
const roots = {
  invoice: { name: "Invoice", xmlns: `${common}:Invoice-2`, typeCode: "380" },
  credit_note: { name: "CreditNote", xmlns: `${common}:CreditNote-2`, typeCode: "381" },
}

/**
 * An issued invoice (380) or credit note (381) as UBL 2.1 after EN 16931, its elements in the order of the schemas. The
 * same document is the same text. What payments have settled by now is the paid amount (BT-113) of an invoice.
 *
 * EN 16931 knows amounts of at most two digits after the point (BR-DEC-*). A document in a currency with more, such as
 * KWD, keeps them, and does not claim to conform: it has no specification identifier (BT-24).
 *
 * @throws NoEInvoice with what is missing
 */
export function writeUbl(invoice: Invoice): string {
  const problems = eInvoiceProblems(invoice)
  if (problems.length > 0) throw new NoEInvoice(problems)
  const { kind, seller, buyer, currency } = invoice
  const { name, xmlns, typeCode } = roots[kind]
  const outsideScope = isOutsideScope(invoice)
  const words = wordsIn(buyer.language)
  const root: Xml = {
    name,
    attributes: {
      xmlns,
      "xmlns:cac": `${common}:CommonAggregateComponents-2`,
      "xmlns:cbc": `${common}:CommonBasicComponents-2`,
    },
    content: [
      element("cbc:CustomizationID", digitsOf(currency) > 2 ? null : "urn:cen.eu:en16931:2017"),
      element("cbc:ID", invoice.number),
      element("cbc:IssueDate", invoice.issueDay),
      element("cbc:DueDate", kind === "invoice" ? invoice.dueDay : null),
      element(`cbc:${name}TypeCode`, typeCode),
      ...[invoice.intro, invoice.note, invoice.footer].map((text) => element("cbc:Note", text)),
      element("cbc:DocumentCurrencyCode", currency),
      element("cbc:BuyerReference", invoice.buyerReference ?? buyer.buyerReference),
      element("cac:InvoicePeriod", [
        element("cbc:StartDate", invoice.periodFrom),
        element("cbc:EndDate", invoice.periodTo),
      ]),
      element("cac:BillingReference", [
        element("cac:InvoiceDocumentReference", [element("cbc:ID", invoice.credits?.number ?? null)]),
      ]),
      sellerParty(seller, outsideScope),
      buyerParty(buyer, outsideScope),
      invoice.totals.taxes.some(({ category }) => category === "intra_community")
        ? delivery(buyer, (invoice.periodFrom ?? invoice.periodTo) ? null : invoice.issueDay)
        : null,
      paymentMeans(invoice),
      element("cac:PaymentTerms", [
        element(
          "cbc:Note",
          kind === "credit_note"
            ? words.setOff(invoice.credits?.number ?? null)
            : invoice.dueDay === null
              ? words.due
              : null,
        ),
      ]),
      ...documentAllowances(invoice),
      taxTotal(invoice),
      monetaryTotal(invoice),
      ...documentLines(invoice),
    ].filter((each) => each !== null),
  }
  return writeXml(root)
}

/** UNCL 4461: 58 is a SEPA credit transfer, 30 any credit transfer. Only what is to be paid says where to. */
function paymentMeans({ kind, seller, currency, number }: Invoice): Xml | null {
  if (kind !== "invoice" || seller.iban === null) return null
  return element("cac:PaymentMeans", [
    element("cbc:PaymentMeansCode", currency === "EUR" ? "58" : "30"),
    element("cbc:PaymentID", number),
    element("cac:PayeeFinancialAccount", [
      element("cbc:ID", seller.iban),
      element("cbc:Name", seller.name),
      element("cac:FinancialInstitutionBranch", [element("cbc:ID", seller.bic)]),
    ]),
  ])
}

function taxTotal(invoice: Invoice): Xml | null {
  const { currency, totals } = invoice
  return element("cac:TaxTotal", [
    amount("cbc:TaxAmount", totals.taxMinor, currency),
    ...taxGroupsOf(invoice).map(({ code, percent, baseMinor, taxMinor, reason, reasonCode }) =>
      element("cac:TaxSubtotal", [
        amount("cbc:TaxableAmount", baseMinor, currency),
        amount("cbc:TaxAmount", taxMinor, currency),
        taxCategory("cac:TaxCategory", code, percent, [
          element("cbc:TaxExemptionReasonCode", reasonCode),
          element("cbc:TaxExemptionReason", reason),
        ]),
      ]),
    ),
  ])
}

function monetaryTotal(invoice: Invoice): Xml | null {
  const { currency, totals } = invoice
  const paidMinor = paidMinorOf(invoice)
  const has = (kind: "discount" | "charge") => totals.adjustments.some((each) => each.kind === kind)
  const when = (shown: boolean, name: string, minor: number) => (shown ? amount(name, minor, currency) : null)
  return element("cac:LegalMonetaryTotal", [
    amount("cbc:LineExtensionAmount", totals.linesMinor, currency),
    amount("cbc:TaxExclusiveAmount", totals.netMinor, currency),
    amount("cbc:TaxInclusiveAmount", totals.grossMinor, currency),
    when(has("discount"), "cbc:AllowanceTotalAmount", totals.discountMinor),
    when(has("charge"), "cbc:ChargeTotalAmount", totals.chargeMinor),
    when(paidMinor !== 0, "cbc:PrepaidAmount", paidMinor),
    when(totals.roundingMinor !== 0, "cbc:PayableRoundingAmount", totals.roundingMinor),
    amount("cbc:PayableAmount", totals.payableMinor - paidMinor, currency),
  ])
}
