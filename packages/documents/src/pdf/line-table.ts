import { setImmediate } from "node:timers/promises"
import type { Invoice, InvoiceLine } from "@alphas/domain/invoices/dto"
import type { Adjustment, LineTotals } from "@alphas/domain/money/totals"
import type { DocumentFormat } from "../document-format"
import { adjustmentSize } from "../line-adjustments"
import type { DocumentWords } from "../words/document-words"
import { type Sheet, styles } from "./sheet"
import type { Style } from "./typesetter"

/** A cell of the table: the lines of its text. */
interface Column {
  title: string
  x: number
  width: number
  align: "left" | "right"
}

export interface Row {
  /** Text of each column; the widest one may have several lines. */
  cells: readonly string[]
  /** Smaller lines below the widest column, with something in the last one. */
  below: readonly { text: string; amount: string }[]
}

const gap = 10
const padding = 4

/**
 * A table over as many pages as it takes: its head stands on each, and a row is never split unless it is longer than a page.
 * Columns are as wide as what is in them; the one named by `wide` gets what is left.
 */
export async function drawTable(
  sheet: Sheet,
  titles: readonly { title: string; align: "left" | "right" }[],
  rows: readonly Row[],
  wide: number,
): Promise<void> {
  const columns = columnsOf(sheet, titles, rows, wide)
  const wideColumn = columns[wide]
  const last = columns.at(-1)
  if (wideColumn === undefined || last === undefined) throw new RangeError("A table has columns.")
  const head: Style = { ...styles.strong, size: 8 }
  const heads = columns.map(({ title, width }) => sheet.type.lines(title, head, width))
  const headHeight = Math.max(...heads.map((lines) => sheet.heightOf(lines, head))) + 2 * padding
  const drawHead = () => {
    columns.forEach(({ x, width, align }, at) => {
      sheet.put(heads[at] ?? [], sheet.y + padding, { x, width, align, style: head })
    })
    sheet.y += headHeight
    sheet.rule(sheet.y, { x: sheet.left, width: sheet.width }, sheet.colour, 1)
    sheet.y += 2
  }
  const turn = async () => {
    sheet.newPage()
    drawHead()
    // Whoever else is served by this process has a turn, too.
    await setImmediate()
  }
  const line = styles.text.size * 1.4
  // A head without a row below it says nothing.
  sheet.need(headHeight + 3 * line)
  drawHead()
  for (const { cells, below } of rows) {
    const lines = cells.map((text, at) => sheet.type.lines(text, styles.text, columns[at]?.width ?? 0))
    const notes = below.map(({ text, amount }) => ({
      lines: sheet.type.lines(text, styles.small, wideColumn.width),
      amount: sheet.type.line(amount, styles.small),
    }))
    const height =
      sheet.heightOf(lines[wide] ?? [], styles.text) +
      notes.reduce((sum, note) => sum + sheet.heightOf(note.lines, styles.small), 0) +
      2 * padding
    if (sheet.room < height) await turn()
    const room = () => sheet.room >= line + padding
    sheet.y += padding
    columns.forEach(({ x, width, align }, at) => {
      if (at !== wide) sheet.put(lines[at] ?? [], sheet.y, { x, width, align })
    })
    for (const each of lines[wide] ?? []) {
      if (!room()) await turn()
      sheet.y = sheet.put([each], sheet.y, { x: wideColumn.x, width: wideColumn.width })
    }
    for (const note of notes) {
      if (!room()) await turn()
      sheet.put([note.amount], sheet.y, { ...last, style: styles.small })
      sheet.y = sheet.put(note.lines, sheet.y, { ...wideColumn, align: "left", style: styles.small })
    }
    sheet.y += padding
    sheet.rule(sheet.y, { x: sheet.left, width: sheet.width })
  }
}

function columnsOf(
  sheet: Sheet,
  titles: readonly { title: string; align: "left" | "right" }[],
  rows: readonly Row[],
  wide: number,
): Column[] {
  const head: Style = { ...styles.strong, size: 8 }
  const widest = titles.map(({ title }, at) => {
    if (at === wide) return 0
    const cells = rows.map(({ cells }) => sheet.type.line(cells[at] ?? "", styles.text).width)
    const notes = at === titles.length - 1 ? rows.flatMap(({ below }) => below) : []
    const amounts = notes.map(({ amount }) => sheet.type.line(amount, styles.small).width)
    // A title may break at its blanks.
    const words = title.split(" ").map((word) => sheet.type.line(word, head).width)
    return [...cells, ...amounts, ...words].reduce((most, each) => Math.max(most, each), 0) + 0.01
  })
  const rest = sheet.width - widest.reduce((sum, each) => sum + each, 0) - gap * (titles.length - 1)
  let x = sheet.left
  return titles.map(({ title, align }, at) => {
    const width = at === wide ? Math.max(rest, 100) : (widest[at] ?? 0)
    const column = { title, align, x, width }
    x += width + gap
    return column
  })
}

/** What an invoice's discount or charge is called: its reason, and how much of a percentage. */
export function adjustmentName(
  { kind, percent, reason }: Adjustment,
  words: DocumentWords,
  format: DocumentFormat,
): string {
  const size = percent === null ? "" : ` ${format.percent(percent)}`
  return `${words[kind]}${size}${reason === null ? "" : `: ${reason}`}`
}

function rowOf(
  { description, quantity, unit, unitPrice, taxPercent, adjustments }: InvoiceLine,
  { amountMinor }: LineTotals,
  index: number,
  words: DocumentWords,
  format: DocumentFormat,
): Row {
  const unitText = unit === "percent" ? "%" : words.units[unit]
  return {
    cells: [
      String(index + 1),
      description ?? "",
      `${format.decimal(quantity)} ${unitText}`,
      format.price(unitPrice),
      format.percent(taxPercent),
      format.amount(amountMinor),
    ],
    below: adjustments.map((each) => {
      const size = Number(adjustmentSize(each, amountMinor))
      return {
        text: adjustmentName(each, words, format),
        amount: format.amount(each.kind === "discount" ? 0 - size : size),
      }
    }),
  }
}

/** The lines of an invoice, in prices as they were entered. */
export async function drawLines(
  sheet: Sheet,
  invoice: Invoice,
  words: DocumentWords,
  format: DocumentFormat,
): Promise<void> {
  const rows = invoice.lines.map((line, index) => {
    const amounts = invoice.totals.lines[index]
    if (amounts === undefined) throw new RangeError(`Line ${index + 1} has no totals.`)
    return rowOf(line, amounts, index, words, format)
  })
  const right = (title: string) => ({ title, align: "right" as const })
  const titles = [
    { title: "#", align: "left" as const },
    { title: words.description, align: "left" as const },
    ...[right(words.quantity), right(words.unitPrice), right(words.tax)],
    right(`${words.amount} ${invoice.currency}`),
  ]
  await drawTable(sheet, titles, rows, 1)
}
