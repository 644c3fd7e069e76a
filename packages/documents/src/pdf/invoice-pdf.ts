import type { Invoice } from "@alphas/domain/invoices/dto"
import type { Address } from "@alphas/domain/money/billing"
import { type DocumentFormat, formatIn } from "../document-format"
import { paidMinorOf } from "../paid"
import type { DocumentWords } from "../words/document-words"
import { wordsIn } from "../words-in"
import { drawLines } from "./line-table"
import { paymentCodeText, squaresOf } from "./payment-code"
import { type Logo, Sheet, styles } from "./sheet"
import { drawTotals, reasonsOf } from "./totals-block"
import type { Style } from "./typesetter"

export interface PdfOptions {
  logo?: Logo | null
}

/**
 * An invoice or credit note as PDF, in the language of the client's documents, on the agency's paper. Every font is
 * embedded. The same document gives the same bytes on the same release of Node.
 */
export async function writeInvoicePdf(invoice: Invoice, { logo = null }: PdfOptions = {}): Promise<Buffer> {
  const { seller, buyer, currency } = invoice
  const words = wordsIn(buyer.language)
  const format = formatIn(buyer.language, currency)
  const name = titleOf(invoice, words)
  const title = `${name} ${invoice.number ?? words.draft}`
  const sheet = new Sheet({ seller, language: buyer.language, title, day: invoice.issueDay, logo })
  sheet.letterhead()
  drawAddress(sheet, { name: buyer.name, address: buyer.address, sender: seller })
  drawFacts(sheet, factsOf(invoice, words, format))
  const whole = { x: sheet.left, width: sheet.width }
  const heading: Style = { size: 18, weight: "bold", colour: sheet.textColour }
  sheet.y = Math.max(sheet.y + 18, 235)
  sheet.y = sheet.text(title, sheet.y, { ...whole, style: heading }) + 6
  if (invoice.intro !== null) {
    sheet.flow(invoice.intro, whole)
    sheet.y += 8
  }
  await drawLines(sheet, invoice, words, format)
  drawTotals(sheet, invoice, words, format)
  if (invoice.prices === "gross") sheet.flow(words.grossPrices, { ...whole, style: styles.small })
  for (const reason of reasonsOf(invoice, words)) sheet.flow(reason, { ...whole, style: styles.strong })
  drawPayment(sheet, invoice, words, format)
  for (const text of [invoice.note, invoice.footer]) {
    if (text === null) continue
    sheet.y += 8
    sheet.flow(text, whole)
  }
  return sheet.end(words)
}

function titleOf({ kind, purpose }: Invoice, words: DocumentWords): string {
  if (kind === "credit_note") return words.creditNote
  return purpose === "deposit" ? words.depositInvoice : words.invoice
}

/** The address where the window of an envelope shows it (DIN 5008, form B), with the sender's above it. */
export function drawAddress(
  sheet: Sheet,
  { name, address, sender }: { name: string; address: Address; sender: { name: string; address: Address } },
): void {
  const block = { x: sheet.left, width: 240 }
  const from = [sender.name, sender.address.street, placeOf(sender.address)].filter((each) => each !== null)
  sheet.y = sheet.text(from.join(" · "), 118, { ...block, style: styles.small }) + 4
  const style = { ...styles.text, size: 10 }
  for (const each of [
    name,
    address.street,
    placeOf(address),
    address.region,
    countryOf(address, sender.address),
  ])
    if (each !== null) sheet.y = sheet.text(each, sheet.y, { ...block, style })
}

const placeOf = ({ postalCode, city }: Address): string | null =>
  [postalCode, city].filter((each) => each !== null).join(" ") || null

/** A letter abroad has the country in capitals, in a language that the post knows. */
function countryOf({ country }: Address, from: Address): string | null {
  if (country === null || country === from.country) return null
  return (new Intl.DisplayNames("en", { type: "region" }).of(country) ?? country).toUpperCase()
}

type Fact = readonly [label: string, value: string | null]

function factsOf(invoice: Invoice, words: DocumentWords, format: DocumentFormat): Fact[] {
  const { seller, buyer, periodFrom, periodTo } = invoice
  const day = (each: string | null) => (each === null ? null : format.day(each))
  const period = [day(periodFrom), day(periodTo)].filter((each) => each !== null).join(" – ")
  return [
    [words.number, invoice.number ?? words.draft],
    [words.issueDay, day(invoice.issueDay)],
    [words.dueDay, invoice.kind === "invoice" ? day(invoice.dueDay) : null],
    [words.credits, invoice.credits?.number ?? null],
    [words.period, period || null],
    [words.buyerReference, invoice.buyerReference ?? buyer.buyerReference],
    [words.yourVatId, buyer.vatId],
    [words.ourVatId, seller.vatId],
    [words.taxNumber, seller.taxNumber],
  ]
}

/** What a document is known by, at the right of the address. */
export function drawFacts(sheet: Sheet, facts: readonly Fact[]): void {
  const [x, width] = [sheet.left + 262, sheet.width - 262]
  let y = 118
  for (const [label, value] of facts) {
    if (value === null) continue
    const left = sheet.text(label, y, { x, width: 100, style: styles.small })
    const right = sheet.text(value, y - 1, { x: x + 106, width: width - 106, style: styles.text })
    y = Math.max(left, right)
  }
  sheet.y = Math.max(sheet.y, y)
}

/** How to pay what is still due, or what becomes of a credit. */
function drawPayment(sheet: Sheet, invoice: Invoice, words: DocumentWords, format: DocumentFormat): void {
  const { seller, number, kind } = invoice
  const dueMinor = invoice.totals.payableMinor - paidMinorOf(invoice)
  const whole = { x: sheet.left, width: sheet.width }
  sheet.y += 8
  if (kind === "credit_note") {
    sheet.flow(words.setOff(invoice.credits?.number ?? null), whole)
    return
  }
  if (dueMinor <= 0 || number === null) return
  const amount = format.money(dueMinor)
  const ask =
    invoice.dueDay === null
      ? words.payNow(amount, number)
      : words.payBy(amount, format.day(invoice.dueDay), number)
  const facts: Fact[] =
    seller.iban === null
      ? []
      : [
          [words.accountHolder, seller.name],
          [words.bank, seller.bankName],
          ["IBAN", seller.iban.replace(/(.{4})(?=.)/g, "$1 ")],
          ["BIC", seller.bic],
          [words.paymentReference, number],
        ]
  const code = paymentCodeText(invoice, dueMinor)
  const size = 84
  const lines = facts.filter(([, value]) => value !== null).length
  sheet.need(30 + Math.max(code === null ? 0 : size + 16, lines * 13 + 6))
  sheet.flow(ask, whole)
  sheet.y += 6
  const top = sheet.y
  const x = code === null ? sheet.left : sheet.left + size + 18
  for (const [label, value] of facts) {
    if (value === null) continue
    sheet.text(label, sheet.y, { x, width: 110, style: styles.small })
    sheet.y = sheet.text(value, sheet.y - 1, { x: x + 116, width: sheet.right - x - 116 }) + 1
  }
  if (code === null) return
  const squares = squaresOf(code)
  const side = size / squares.length
  squares.forEach((row, at) => {
    drawSquares(sheet, row, { x: sheet.left, y: top + at * side, side })
  })
  const below = sheet.text(words.scanToPay, top + size + 2, {
    x: sheet.left,
    width: size + 10,
    style: styles.small,
  })
  sheet.y = Math.max(sheet.y, below)
}

/** One row of a code; squares side by side are one box, so that no hairline shows between them. */
function drawSquares(
  sheet: Sheet,
  row: readonly boolean[],
  { x, y, side }: { x: number; y: number; side: number },
) {
  for (let from = 0; from < row.length; from++) {
    let to = from
    while (row[to] === true) to++
    if (to > from) sheet.box(x + from * side, y, (to - from) * side, side + 0.05, "#000000")
    from = to
  }
}
