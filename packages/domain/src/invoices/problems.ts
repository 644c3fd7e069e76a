import { dayNumberOf } from "../days"
import type { Address, Buyer, Seller } from "../money/billing"
import { isCountry, vatIdOf } from "../money/identifiers"
import { type TaxCategory, taxCategoryLabels } from "../money/tax"
import type { InvoiceKind } from "./words"

/** Why a draft cannot be issued. */
export interface Problem {
  /** Of the draft, or `seller.` and `buyer.` with a field of the billing settings. */
  field: string
  message: string
}

/** What is looked at before a document is issued. Days are the agency's, amounts minor units. */
export interface Issuing {
  kind: InvoiceKind
  seller: Seller
  buyer: Buyer
  lines: readonly { description: string | null; taxCategory: TaxCategory }[]
  payableMinor: number
  issueDay: string
  dueDay: string
  periodFrom: string | null
  periodTo: string | null
  today: string
  /** Nothing is issued on this day or before it. */
  closedUntil: string | null
  /** The last issue day of the series that the document would be numbered in. */
  lastDay: string | null
  /** Of a credit note: what it answers. */
  credits: { number: string; issueDay: string; leftMinor: number } | null
}

/** Days by which an issue day may lie ahead. */
export const daysAhead = 31

/** Everything that keeps a draft from being issued, rules of EN 16931 by their names; empty when nothing does. */
export function problemsOf(issuing: Issuing): Problem[] {
  return [...linesOf(issuing), ...daysOf(issuing), ...partiesOf(issuing), ...creditOf(issuing)]
}

function linesOf({ kind, lines, payableMinor }: Issuing): Problem[] {
  const found: Problem[] = []
  // BR-16
  if (lines.length === 0) found.push({ field: "lines", message: "Add at least one line." })
  // BR-25
  lines.forEach(({ description }, index) => {
    if (description === null)
      found.push({ field: `lines.${index}.description`, message: `Write what line ${index + 1} is for.` })
  })
  if (payableMinor < 0) {
    const instead =
      kind === "invoice"
        ? "Make it a credit note instead."
        : "Write amounts above zero: a credit note takes them off by itself."
    found.push({ field: "lines", message: `The total is negative. ${instead}` })
  }
  return found
}

function daysOf(issuing: Issuing): Problem[] {
  const { issueDay, dueDay, closedUntil, lastDay, today, periodFrom, periodTo } = issuing
  const found: Problem[] = []
  const say = (field: string, message: string) => found.push({ field, message })
  if (closedUntil !== null && issueDay <= closedUntil)
    say("issueDay", `The books are closed until ${closedUntil}. Choose a later issue day.`)
  else if (lastDay !== null && issueDay < lastDay)
    say("issueDay", `The number before this one was given on ${lastDay}. Choose that day or a later one.`)
  if (dayNumberOf(issueDay) > dayNumberOf(today) + daysAhead)
    say("issueDay", `The issue day is more than ${daysAhead} days ahead. Choose an earlier one.`)
  if (dueDay < issueDay) say("dueDay", "It would be due before it is issued. Choose a later due day.")
  // BR-29
  if (periodFrom !== null && periodTo !== null && periodTo < periodFrom)
    say("periodTo", "The period must not end before it begins.")
  return found
}

const needsSellersId: Record<TaxCategory, "VAT ID" | "VAT ID or tax number" | null> = {
  standard: "VAT ID or tax number", // BR-S-2
  zero: "VAT ID or tax number", // BR-Z-2
  exempt: "VAT ID or tax number", // BR-E-2
  reverse_charge: "VAT ID or tax number", // BR-AE-2
  intra_community: "VAT ID", // BR-IC-2
  export: "VAT ID", // BR-G-2
  outside_scope: null,
}
// BR-AE-2, BR-IC-2
const needsBuyersId: readonly TaxCategory[] = ["reverse_charge", "intra_community"]

/** BR-CO-9: a VAT ID begins with the code of its country; Greece's is EL. */
const isVatId = (id: string): boolean => vatIdOf(id) !== null

function partiesOf({ seller, buyer, lines, periodFrom, periodTo }: Issuing): Problem[] {
  const found: Problem[] = []
  const say = (field: string, message: string) => found.push({ field, message })
  // BR-8, BR-9, BR-10, BR-11
  sayAddress(say, "seller", "The agency's", seller.address, "billing settings")
  sayAddress(say, "buyer", "The client's", buyer.address, "client's billing")
  const categories = [...new Set(lines.map(({ taxCategory }) => taxCategory))]
  for (const category of categories) {
    const needed = needsSellersId[category]
    const label = taxCategoryLabels[category].toLowerCase()
    const has = seller.vatId !== null || (needed === "VAT ID or tax number" && seller.taxNumber !== null)
    if (needed !== null && !has)
      say(
        "seller.vatId",
        `Lines with the tax category ${label} need the agency's ${needed}. Write it in the billing settings.`,
      )
    if (needsBuyersId.includes(category) && buyer.vatId === null)
      say(
        "buyer.vatId",
        `Lines with the tax category ${label} need the client's VAT ID. Write it in the client's billing.`,
      )
  }
  // BR-O-11 to BR-O-14
  if (categories.includes("outside_scope") && categories.length > 1)
    say(
      "lines",
      "Lines outside the scope of tax cannot stand beside lines of other tax categories. Make two documents.",
    )
  // BR-CO-26
  if (categories.includes("outside_scope") && seller.taxNumber === null)
    say(
      "seller.taxNumber",
      "Lines outside the scope of tax need the agency's tax or registration number. Write it in the billing settings.",
    )
  // BR-IC-11
  if (categories.includes("intra_community") && periodFrom === null && periodTo === null)
    say("periodFrom", "An intra-community supply needs the period in which it was supplied.")
  if (seller.vatId !== null && !isVatId(seller.vatId))
    say("seller.vatId", "The agency's VAT ID must begin with the letters of its country, like DE123456789.")
  if (buyer.vatId !== null && !isVatId(buyer.vatId))
    say("buyer.vatId", "The client's VAT ID must begin with the letters of its country, like DE123456789.")
  return found
}

function sayAddress(
  say: (field: string, message: string) => void,
  party: "seller" | "buyer",
  whose: string,
  { city, country }: Address,
  where: string,
): void {
  if (!isCountry(country))
    say(`${party}.address.country`, `${whose} country is missing. Choose it in the ${where}.`)
  if (city === null) say(`${party}.address.city`, `${whose} city is missing. Write it in the ${where}.`)
}

function creditOf({ credits, payableMinor, issueDay }: Issuing): Problem[] {
  if (credits === null) return []
  const found: Problem[] = []
  if (payableMinor > credits.leftMinor)
    found.push({
      field: "lines",
      message: `This is more than what is left of ${credits.number} after its other credit notes.`,
    })
  if (issueDay < credits.issueDay)
    found.push({
      field: "issueDay",
      message: `${credits.number} was issued on ${credits.issueDay}. Choose that day or a later one.`,
    })
  return found
}
