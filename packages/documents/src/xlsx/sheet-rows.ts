import { dayNumberOf } from "@alphas/domain/days"
import { amountText } from "../amount-text"
import type { Cell } from "./cell"
import { fixed, Styles } from "./styles"

/** Characters that a cell holds; Excel repairs a file that has more, and throws them away. */
const mostCharacters = 32_767
/** Excel's day 0, 30 December 1899: it counts a 29 February 1900 that never was, which matters only before March 1900. */
const dayZero = dayNumberOf("1899-12-30")
const firstDay = "1900-03-01"

/** What a spreadsheet program would run as a formula if it were typed into a cell. */
const formula = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/
/** What has a meaning in XML, has none, or looks like an escape (ECMA-376, 22.9.2.19). */
const special = /[&<>\p{Cc}\p{Cs}\uFFFE\uFFFF]|_x[\dA-Fa-f]{4}_/u
const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" }

/** Rows of a sheet as XML, numbered from 1. */
export class SheetRows {
  readonly styles = new Styles()
  count = 0
  private readonly letters: string[]

  constructor(private readonly columns: number) {
    this.letters = Array.from({ length: columns }, (_, at) => lettersOf(at))
  }

  head(titles: readonly string[]): string {
    this.count++
    return this.wrapped(
      titles.map((title, at) => this.text(this.letters[at] ?? "", title, fixed.head)).join(""),
    )
  }

  /** @throws Error when it is not as wide as the head. */
  row(cells: readonly Cell[]): string {
    if (cells.length !== this.columns)
      throw new Error(`A row has ${cells.length} cells, the header has ${this.columns}.`)
    this.count++
    let text = ""
    for (let at = 0; at < cells.length; at++) text += this.cell(this.letters[at] ?? "", cells[at] ?? null)
    return this.wrapped(text)
  }

  private wrapped(cells: string): string {
    return `<row r="${this.count}">${cells}</row>`
  }

  private cell(letters: string, cell: Cell): string {
    if (cell === null || cell === "") return ""
    if (typeof cell === "string")
      return this.text(letters, cell, formula.test(cell) ? fixed.quoted : fixed.plain)
    switch (cell.kind) {
      case "number":
        return this.number(letters, cell.decimal, fixed.number)
      case "money":
        return this.number(letters, amountText(cell.minor, cell.currency), this.styles.money(cell.currency))
      case "day":
        return cell.day < firstDay
          ? this.text(letters, cell.day, fixed.plain)
          : this.number(letters, String(dayNumberOf(cell.day) - dayZero), fixed.day)
    }
  }

  private number(letters: string, value: string, style: number): string {
    return `<c r="${letters}${this.count}" s="${style}"><v>${value}</v></c>`
  }

  private text(letters: string, text: string, style: number): string {
    const shown = special.test(text) ? escaped(text) : text
    const cut = shown.length <= mostCharacters ? shown : escaped(shortened(text))
    return `<c r="${letters}${this.count}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cut}</t></is></c>`
  }
}

const shortened = (text: string): string =>
  text.length <= mostCharacters
    ? text
    : `${text.slice(0, mostCharacters - 1).replace(/[\uD800-\uDBFF]$/, "")}…`

const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/(?![\t\n])\p{Cc}|[\p{Cs}\uFFFE\uFFFF]/gu, "")
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, "_x005F_")
    .replace(/[&<>]/g, (each) => entities[each] ?? each)

/** 0 is A, 25 Z, 26 AA. */
function lettersOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26))
  return column < 26 ? last : lettersOf(Math.floor(column / 26) - 1) + last
}
