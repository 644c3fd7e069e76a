import { amountText } from "../amount-text"

/** What stands in a cell. A spreadsheet calculates with numbers, amounts and days; text it leaves as it is. */
export type Cell =
  | null
  | string
  | { kind: "number"; decimal: string }
  /** Minor units of a currency. */
  | { kind: "money"; minor: number; currency: string }
  /** `YYYY-MM-DD` */
  | { kind: "day"; day: string }

/** A cell as a text file has it: an amount in major units without its currency, a day as ISO 8601 writes it. */
export function cellText(cell: Cell): string {
  if (cell === null) return ""
  if (typeof cell === "string") return cell
  if (cell.kind === "money") return amountText(cell.minor, cell.currency)
  return cell.kind === "day" ? cell.day : cell.decimal
}
