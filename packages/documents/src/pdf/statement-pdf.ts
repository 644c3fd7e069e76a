import type { Buyer, Seller } from "@alphas/domain/money/billing"
import { formatIn } from "../document-format"
import { wordsIn } from "../words-in"
import { drawAddress, drawFacts, type PdfOptions } from "./invoice-pdf"
import { drawTable } from "./line-table"
import { Sheet, styles } from "./sheet"
import type { Style } from "./typesetter"

/** Something that changed what a client owes: above zero it owes more, below zero less. Minor units. */
export interface StatementEntry {
  /** `YYYY-MM-DD` */
  day: string
  kind: "invoice" | "credit_note" | "payment" | "refund"
  /** The document's number, or what the payment was referenced by. */
  reference: string | null
  minor: number
}

/** What a client owed, was billed and paid in a period, in one currency. Amounts are minor units; entries are by day. */
export interface Statement {
  seller: Seller
  buyer: Buyer
  currency: string
  /** First and last day, both included, `YYYY-MM-DD`. */
  from: string
  to: string
  openingMinor: number
  entries: readonly StatementEntry[]
}

/** What a client owes at the end of a statement, in minor units. */
export const closingMinorOf = ({ openingMinor, entries }: Statement): number =>
  entries.reduce((sum, { minor }) => sum + minor, openingMinor)

/** A statement of account as PDF, with the balance after each entry. The same statement gives the same bytes. */
export async function writeStatementPdf(
  statement: Statement,
  { logo = null }: PdfOptions = {},
): Promise<Buffer> {
  const { seller, buyer, currency, from, to } = statement
  const words = wordsIn(buyer.language)
  const format = formatIn(buyer.language, currency)
  const period = `${format.day(from)} – ${format.day(to)}`
  const title = `${words.statement} ${period}`
  const sheet = new Sheet({ seller, language: buyer.language, title, day: to, logo })
  sheet.letterhead()
  drawAddress(sheet, { name: buyer.name, address: buyer.address, sender: seller })
  drawFacts(sheet, [
    [words.day, format.day(to)],
    [words.buyerReference, buyer.buyerReference],
  ])
  const whole = { x: sheet.left, width: sheet.width }
  const heading: Style = { size: 16, weight: "bold", colour: sheet.textColour }
  sheet.y = sheet.text(title, Math.max(sheet.y + 18, 235), { ...whole, style: heading }) + 6

  const kinds = {
    ...{ invoice: words.invoice, credit_note: words.creditNote },
    ...{ payment: words.payment, refund: words.refund },
  }
  let balance = statement.openingMinor
  const rows = statement.entries.map(({ day, kind, reference, minor }) => {
    balance += minor
    const name = reference === null ? kinds[kind] : `${kinds[kind]} ${reference}`
    const [debit, credit] = minor >= 0 ? [format.amount(minor), ""] : ["", format.amount(-minor)]
    return { cells: [format.day(day), name, debit, credit, format.amount(balance)], below: [] }
  })
  const opening = {
    cells: [format.day(from), words.openingBalance, "", "", format.amount(statement.openingMinor)],
    below: [],
  }
  const right = (text: string) => ({ title: text, align: "right" as const })
  await drawTable(
    sheet,
    [
      { title: words.day, align: "left" },
      { title: words.document, align: "left" },
      ...[right(words.debit), right(words.credit), right(`${words.balance} ${currency}`)],
    ],
    [opening, ...rows],
    1,
  )
  sheet.need(30)
  const top = sheet.y + 8
  sheet.text(words.closingBalance, top, { ...whole, style: styles.total })
  sheet.y = sheet.text(format.money(closingMinorOf(statement)), top, {
    ...whole,
    ...{ style: styles.total, align: "right" },
  })
  return sheet.end(words)
}
