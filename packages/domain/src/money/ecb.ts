import { isDay } from "../days"
import { Currency } from "./currency"
import type { ExchangeRate } from "./exchange"

/** What of a file of the European Central Bank cannot be read. Lines count from 1. */
export class EcbProblem extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(`Line ${line}: ${message}`)
  }
}

const months = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
]

/** `2026-11-27`, as in the file of all days, or `27 November 2026`, as in that of one day. */
function dayFrom(text: string): string | null {
  if (isDay(text)) return text
  const [, day = "", month = "", year = ""] = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(text) ?? []
  const at = months.indexOf(month.toLowerCase()) + 1
  const made = `${year}-${String(at).padStart(2, "0")}-${day.padStart(2, "0")}`
  return at > 0 && isDay(made) ? made : null
}

/**
 * The rates of `eurofxref.csv` or `eurofxref-hist.csv`: a line with `Date` and currencies, then one line a day, each rate
 * being what one euro was worth. Cells without a rate (`N/A`, empty) are skipped, and so are currencies that we do not know.
 * Where a day stands twice, its later line counts.
 *
 * @throws EcbProblem
 */
export function readEcb(csv: string): ExchangeRate[] {
  const lines = csv.replace(/^\ufeff/, "").split(/\r\n|\n|\r/)
  const header = (lines[0] ?? "").split(",").map((cell) => cell.trim())
  if (header[0]?.toLowerCase() !== "date" || header.length < 2)
    throw new EcbProblem(1, 'this must begin with "Date" and currencies, as the files of the ECB do.')
  const currencies = header.map((cell, column) => {
    if (column === 0 || cell === "") return null
    if (!/^[A-Z]{3}$/.test(cell)) throw new EcbProblem(1, `"${cell.slice(0, 20)}" is not a currency.`)
    return Currency.safeParse(cell).success ? cell : null
  })
  const found = new Map<string, ExchangeRate>()
  lines.slice(1).forEach((text, index) => {
    if (text.trim() === "") return
    const line = index + 2
    const cells = text.split(",").map((cell) => cell.trim())
    const day = dayFrom(cells[0] ?? "")
    if (day === null) throw new EcbProblem(line, `"${(cells[0] ?? "").slice(0, 20)}" is not a day.`)
    cells.forEach((cell, column) => {
      const quote = currencies[column]
      if (quote == null || cell === "" || cell === "N/A") return
      const plain = /^0*(\d+(?:\.\d+)?)$/.exec(cell)?.[1]
      if (plain === undefined || plain.length > 30 || !/[1-9]/.test(plain))
        throw new EcbProblem(line, `"${cell.slice(0, 20)}" is not a rate.`)
      found.set(`${day} ${quote}`, { day, base: "EUR", quote, rate: plain, source: "ecb" })
    })
  })
  if (found.size === 0) throw new EcbProblem(1, "no rate stands in this file.")
  return [...found.values()]
}

/** A file in parts of so many characters at the most, each with its first line: what one call can carry. */
export function partsOfEcb(csv: string, size: number): string[] {
  const [header = "", ...lines] = csv.split(/\r\n|\n|\r/)
  const parts: string[] = []
  let part = header
  for (const line of lines) {
    if (part.length + line.length + 1 > size && part !== header) {
      parts.push(part)
      part = header
    }
    part += `\n${line}`
  }
  return [...parts, part]
}
