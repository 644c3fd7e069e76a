import { protect, protectionColumn } from "./csv-protection"

export interface CsvWriteOptions {
  /** A byte order mark before the file: Excel takes UTF-8 for its own encoding without one. */
  bom?: boolean
  /** Only the rows: the text goes on where an earlier piece of the same file ended. */
  continues?: boolean
}

/** Characters after which a piece of the file is handed on. */
const piece = 65_536

/**
 * A table as CSV after RFC 4180: commas, CRLF, quotes where they are needed. What looks like a formula is protected
 * against spreadsheet programs by an apostrophe, and a last empty column named `Alphas export` says so; `readCsv`
 * gives back every text exactly. Text that a database holds: no NUL, no half surrogate pairs.
 * @throws Error when a row is not as wide as the header.
 */
export async function* writeCsv(
  header: readonly string[],
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  options: CsvWriteOptions = {},
): AsyncIterable<string> {
  let text = options.continues
    ? ""
    : `${options.bom ? "\uFEFF" : ""}${header.map(cellOf).join(",")},${protectionColumn}\r\n`
  for await (const row of rows) {
    if (row.length !== header.length) {
      throw new Error(`A row has ${row.length} cells, the header has ${header.length}.`)
    }
    // A row of nothing would be taken for a blank line.
    const cells = row.every((cell) => cell.trim() === "") ? row.map(quoted) : row.map(cellOf)
    text += `${cells.join(",")},\r\n`
    if (text.length >= piece) {
      yield text
      text = ""
    }
  }
  if (text !== "") yield text
}

/**
 * Quotes: around whatever has a meaning in CSV under any delimiter, blanks at an end, control characters, and what at
 * the start of a file would make it look like another kind of file.
 */
const special = /[",;|\p{Cc}]|^\s|\s$|^[%\uFEFF]/u

const quoted = (cell: string): string => `"${protect(cell).replaceAll('"', '""')}"`
const cellOf = (cell: string): string => (special.test(cell) ? quoted(cell) : protect(cell))
