import { protectionColumn } from "./csv-protection"
import { type CsvRecord, CsvTokenizer, type Delimiter, delimiters } from "./csv-tokenizer"

/** Excel's way to say it: a first line such as `sep=;`. */
export function declaredDelimiter(text: string): { delimiter: Delimiter; length: number } | null {
  const line = /^sep=([,;|\t])(?:\r\n|\r|\n)/i.exec(text)
  const delimiter = delimiters.find((each) => each === line?.[1])
  return line === null || delimiter === undefined ? null : { delimiter, length: line[0].length }
}

/**
 * The delimiter under which the header ends in the column that only our own files have; else the one under which the
 * first rows fall best into columns: most rows as wide as the header, and among those that do equally well, the one
 * that gives most columns. A comma when the file has one column.
 */
export function guessDelimiter(head: string, whole: boolean): Delimiter {
  const ours = delimiters.find((delimiter) => endsOurs(head, whole, delimiter))
  if (ours !== undefined) return ours
  let best: Delimiter = ","
  let bestScore = 0
  for (const delimiter of delimiters) {
    const score = scoreOf(head, whole, delimiter)
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

function endsOurs(head: string, whole: boolean, delimiter: Delimiter): boolean {
  const [header] = records(head, whole, delimiter) ?? []
  return header !== undefined && header.cells.length > 1 && header.cells.at(-1) === protectionColumn
}

function scoreOf(head: string, whole: boolean, delimiter: Delimiter): number {
  const header = widths(head.split(/[\r\n]/, 1)[0] ?? "", true, delimiter)?.[0] ?? 1
  const rows = widths(head, whole, delimiter)
  // Quotes that make no sense under this delimiter speak against it; it is left when no other one is in the header.
  if (rows === null) return header > 1 ? 0.0001 : 0
  const [width = 1] = rows
  if (width < 2) return 0
  const agreeing = rows.filter((other) => other === width).length / rows.length
  return agreeing + Math.min(0.5, width / 1_000)
}

/** How many cells each row has; null when the quotes make no sense. */
function widths(text: string, whole: boolean, delimiter: Delimiter): number[] | null {
  const found = records(text, whole, delimiter)
  if (found === null) return null
  const filled = found.filter((record) => !record.blank).map((record) => record.cells.length)
  // A file of empty cells only is empty under its own delimiter, and not text under another one.
  return filled.length > 0 ? filled : [found.reduce((most, { cells }) => Math.max(most, cells.length), 1)]
}

function records(text: string, whole: boolean, delimiter: Delimiter): CsvRecord[] | null {
  const tokenizer = new CsvTokenizer(delimiter, { cell: Infinity, columns: Infinity })
  try {
    const found = tokenizer.push(text)
    if (whole || found.length === 0) found.push(...tokenizer.end())
    return found
  } catch {
    // A CsvProblem, which is told when the file is read.
    return null
  }
}
