/** A column: its title, and what it shows of a row. */
export interface Column<Row> {
  title: string
  text: (row: Row) => string | null
  /** Is of no use when cut: shown whole, or not at all where there is no room. */
  whole?: boolean
}

/** Text without what would move the cursor or colour the terminal: names come from outside. */
export const printable = (text: string): string =>
  // Control characters and the marks that turn the direction of writing.
  text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (sign) => (sign === "\n" || sign === "\t" ? " " : ""))

const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
/** Made when it is first needed: that takes a tenth of the time in which a command starts. */
let segmenter: Intl.Segmenter | undefined
function graphemes(text: string): string[] {
  if (plain.test(text)) return Array.from(text)
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" })
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
/** Of such text every sign is a grapheme and takes one column. */
const plain = /^[\x20-\x7e]*$/
const widthOf = (grapheme: string) => (wide.test(grapheme) ? 2 : 1)

/** Columns of a terminal that a text takes. */
export const textWidth = (text: string): number =>
  plain.test(text) ? text.length : graphemes(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0)

/** The text in at most so many columns, with `…` in place of what is cut. */
export function cut(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let kept = ""
  let taken = 1
  for (const grapheme of graphemes(text)) {
    taken += widthOf(grapheme)
    if (taken > width) break
    kept += grapheme
  }
  return `${kept}…`
}

/** Columns that a cell is not cut below: what names the row, and what is told of it. */
const [narrowestName, narrowest] = [24, 12]

interface Filled {
  title: string
  cells: string[]
  whole: boolean
  width: number
}

/**
 * Rows under their titles, in columns as wide as they need. Wider than `width` columns, the widest are cut first, and
 * where too little would be left of them the last columns are left out; null (a file, a pipe) cuts nothing. Columns that are empty in
 * every row are left out.
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width: number | null,
): string {
  const filled = columns
    .map(({ title, text, whole = false }): Filled => {
      const cells = rows.map((row) => printable(text(row) ?? ""))
      return {
        title: title.toUpperCase(),
        cells,
        whole,
        width: Math.max(textWidth(title), ...cells.map(textWidth)),
      }
    })
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
  if (width !== null) fit(filled, width)
  const line = (cellOf: (column: Filled) => string) =>
    filled
      .map((column) => {
        const fitting = cut(cellOf(column), column.width)
        return fitting + " ".repeat(Math.max(0, column.width - textWidth(fitting)))
      })
      .join("  ")
      .trimEnd()
  return [line(({ title }) => title), ...rows.map((_, row) => line(({ cells }) => cells[row] ?? ""))].join(
    "\n",
  )
}

/** Makes the columns fit, as far as they can. */
function fit(columns: Filled[], width: number): void {
  const least = (column: Filled) =>
    column.whole ? column.width : Math.min(column.width, column === columns[0] ? narrowestName : narrowest)
  const gaps = () => 2 * (columns.length - 1)
  while (columns.length > 2 && sum(columns.map(least)) + gaps() > width) columns.pop()
  const over = () => sum(columns.map((column) => column.width)) + gaps() - width
  while (over() > 0) {
    const widths = columns.map((column) => (column.width > least(column) ? column.width : 0))
    const widest = columns[widths.indexOf(Math.max(...widths))]
    if (widest === undefined || widest.width <= least(widest)) return
    widest.width--
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)

/** One row as names and values below each other; what is empty is left out. */
export function details(pairs: readonly [name: string, value: string | number | null][]): string {
  const shown = pairs.filter(([, value]) => value !== null && value !== "")
  const width = Math.max(0, ...shown.map(([name]) => textWidth(name)))
  return shown
    .map(([name, value]) => {
      const lines = String(value).split("\n").map(printable)
      return `${name.padEnd(width)}  ${lines.join(`\n${" ".repeat(width + 2)}`)}`
    })
    .join("\n")
}

/** An instant for people: to the minute, in UTC, and saying so. */
export const instant = (iso: string | null): string | null =>
  iso === null ? null : `${iso.slice(0, 10)} ${iso.slice(11, 16)}Z`
