import type { Invoice } from "@alphas/domain/invoices/dto"
import type { DocumentFormat } from "../document-format"
import { paidMinorOf } from "../paid"
import type { DocumentWords } from "../words/document-words"
import { adjustmentName } from "./line-table"
import { type Sheet, styles } from "./sheet"

interface Sum {
  label: string
  minor: number
  strong?: boolean
}

/** What stands below the lines, in order. It adds up from above, in prices as they were entered. */
export function sumsOf(invoice: Invoice, words: DocumentWords, format: DocumentFormat): Sum[] {
  const { totals, kind } = invoice
  const sums: Sum[] = []
  const lines = totals.lines.reduce((sum, { valueMinor }) => sum + valueMinor, 0)
  if (invoice.adjustments.length > 0 || invoice.prices === "gross")
    sums.push({ label: words.subtotal, minor: lines })
  invoice.adjustments.forEach((adjustment, index) => {
    const size = totals.adjustments.reduce(
      (sum, part) => sum + (part.index === index ? part.valueMinor : 0),
      0,
    )
    const minor = adjustment.kind === "discount" ? 0 - size : size
    sums.push({ label: adjustmentName(adjustment, words, format), minor })
  })
  sums.push({ label: words.net, minor: totals.netMinor })
  for (const { percent, baseMinor, taxMinor } of totals.taxes)
    sums.push({ label: words.taxOf(format.percent(percent), format.money(baseMinor)), minor: taxMinor })
  if (totals.roundingMinor !== 0) sums.push({ label: words.rounding, minor: totals.roundingMinor })
  const total = kind === "invoice" ? words.total : words.totalCredit
  sums.push({ label: total, minor: totals.payableMinor, strong: true })
  const paidMinor = paidMinorOf(invoice)
  if (paidMinor !== 0) {
    sums.push({ label: words.paid, minor: 0 - paidMinor })
    sums.push({ label: words.due, minor: totals.payableMinor - paidMinor, strong: true })
  }
  return sums
}

/** Why no tax is charged, each reason once. */
export function reasonsOf({ totals, taxReason }: Invoice, words: DocumentWords): string[] {
  const own = totals.taxes.flatMap(({ category }) => words.taxReasons[category] ?? [])
  return [...new Set(own.map((reason) => taxReason ?? reason))]
}

/** The sums, in one piece, at the right. */
export function drawTotals(
  sheet: Sheet,
  invoice: Invoice,
  words: DocumentWords,
  format: DocumentFormat,
): void {
  const sums = sumsOf(invoice, words, format).map((sum) => ({
    ...sum,
    style: sum.strong === true ? styles.total : styles.text,
  }))
  const amounts = sums.map(({ minor, style }) => sheet.type.line(format.money(minor), style))
  const right = Math.max(...amounts.map(({ width }) => width)) + 0.01
  const width = Math.min(sheet.width, Math.max(270, right + 150))
  const x = sheet.right - width
  const labels = sums.map(({ label, style }) => sheet.type.lines(label, style, width - right - 12))
  const heights = labels.map((lines, at) => sheet.heightOf(lines, sums[at]?.style ?? styles.text) + 4)
  sheet.need(heights.reduce((sum, each) => sum + each, 14))
  sheet.y += 10
  sums.forEach(({ style, strong }, at) => {
    if (strong === true) sheet.rule(sheet.y, { x, width }, sheet.colour, 1)
    const top = sheet.y + 2
    sheet.put(labels[at] ?? [], top, { x, width, style })
    const amount = amounts[at]
    if (amount !== undefined) sheet.put([amount], top, { x, width, style, align: "right" })
    sheet.y += heights[at] ?? 0
  })
  sheet.y += 6
}
