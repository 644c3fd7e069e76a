import { CsvProblem } from "./csv-problem"

export const delimiters = [",", ";", "\t", "|"] as const
export type Delimiter = (typeof delimiters)[number]

export interface CsvLimits {
  /** UTF-16 units in one cell. */
  cell: number
  /** Cells in one row. */
  columns: number
}

export interface CsvRecord {
  /** The line on which it begins, from 1. */
  line: number
  cells: string[]
  /** Nothing but white space, and no quotes: a line that somebody left empty. */
  blank: boolean
}

const quote = 0x22
const space = 0x20
const tab = 0x09
const cr = 0x0d
const lf = 0x0a

const stopAt: Record<Delimiter, RegExp> = {
  ",": /[,\r\n]/g,
  ";": /[;\r\n]/g,
  "\t": /[\t\r\n]/g,
  "|": /[|\r\n]/g,
}

/**
 * Cuts text into rows and cells as RFC 4180 says, and tells the line on which each row begins. CRLF, LF and CR end a
 * row, also mixed. Where there is only one way to read it, it takes more than the RFC: a quote in the middle of a cell
 * without quotes (`5" disk`) is a quote, and blanks around a cell in quotes are nothing.
 *
 * Ours and not csv-parse, which counts a line end inside quotes twice, takes every broken quote or none, and does not
 * tell an empty cell from `""`; the tests compare the two wherever both can read a file.
 */
export class CsvTokenizer {
  /** The line that is being read. */
  line = 1
  private state: "start" | "plain" | "quoted" | "closed" = "start"
  private cells: string[] = []
  private cell = ""
  private rowLine = 1
  private quoteLine = 1
  private quoted = false
  /** The last thing read was a CR, which already counted: an LF now belongs to it. */
  private afterCr = false
  /** White space was read after a closing quote. */
  private trailing = false
  private readonly delimiterCode: number
  private readonly stop: RegExp

  constructor(
    delimiter: Delimiter,
    private readonly limits: CsvLimits,
  ) {
    this.delimiterCode = delimiter.charCodeAt(0)
    this.stop = stopAt[delimiter]
  }

  /** The text begins after the first line of the file. */
  skipLine(): void {
    this.line++
    this.rowLine++
  }

  /**
   * The rows that end within `text`; what is left waits for more.
   * @throws CsvProblem with the line, when quotes cannot be understood or a limit is passed.
   */
  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = []
    let at = 0
    while (at < text.length) {
      if (this.state === "quoted") {
        const close = text.indexOf('"', at)
        const piece = text.slice(at, close === -1 ? text.length : close)
        this.append(piece)
        this.countLines(piece)
        if (close === -1) break
        this.state = "closed"
        this.trailing = false
        at = close + 1
        continue
      }
      const code = text.charCodeAt(at)
      if (this.state === "start") {
        const rest = this.afterCr && code === lf
        this.afterCr = false
        if (rest) {
          at++
          continue
        }
        if (code === quote) {
          this.open()
          at++
          continue
        }
        if (code === space) {
          this.append(" ")
          at++
          continue
        }
        this.state = "plain"
      }
      if (this.state === "plain") {
        this.stop.lastIndex = at
        const end = this.stop.exec(text)?.index ?? text.length
        this.append(text.slice(at, end))
        at = end
      } else if (code === quote && !this.trailing) {
        this.append('"')
        this.state = "quoted"
        this.afterCr = false
        at++
        continue
      } else if ((code === space || code === tab) && code !== this.delimiterCode) {
        this.trailing = true
        at++
        continue
      } else if (code !== this.delimiterCode && code !== cr && code !== lf) {
        throw new CsvProblem(
          "there is text after a closing quote. Double the quotes inside a cell.",
          this.line,
        )
      }
      if (at === text.length) break
      const end = text.charCodeAt(at)
      this.endCell()
      if (end !== this.delimiterCode) records.push(this.endRow(end))
      at++
    }
    return records
  }

  /**
   * The last row, when no line end follows it.
   * @throws CsvProblem when a quote is still open.
   */
  end(): CsvRecord[] {
    if (this.state === "quoted") {
      throw new CsvProblem("a quote opens here and is never closed.", this.quoteLine)
    }
    if (this.cells.length === 0 && this.cell === "" && !this.quoted) return []
    this.endCell()
    return [this.endRow(lf)]
  }

  private open(): void {
    this.cell = ""
    this.state = "quoted"
    this.quoted = true
    this.quoteLine = this.line
    this.afterCr = false
  }

  private append(piece: string): void {
    if (this.cell.length + piece.length > this.limits.cell) {
      const sentence = `a cell has more than ${this.limits.cell.toLocaleString("en")} characters.`
      throw this.state === "quoted"
        ? new CsvProblem(`${sentence} Check for a missing closing quote.`, this.quoteLine)
        : new CsvProblem(sentence, this.rowLine)
    }
    this.cell += piece
  }

  private endCell(): void {
    if (this.cells.length >= this.limits.columns) {
      throw new CsvProblem(
        `this row has more than ${this.limits.columns.toLocaleString("en")} columns.`,
        this.rowLine,
      )
    }
    this.cells.push(this.cell)
    this.cell = ""
    this.state = "start"
  }

  private endRow(end: number): CsvRecord {
    const record = {
      line: this.rowLine,
      cells: this.cells,
      blank: !this.quoted && this.cells.every((cell) => cell.trim() === ""),
    }
    this.line++
    this.rowLine = this.line
    this.cells = []
    this.quoted = false
    this.afterCr = end === cr
    return record
  }

  private countLines(piece: string): void {
    if (piece === "") return
    const joined = this.afterCr && piece.charCodeAt(0) === lf ? -1 : 0
    this.line += lineEnds(piece) + joined
    this.afterCr = piece.charCodeAt(piece.length - 1) === cr
  }
}

/** How many line ends a text holds; CRLF is one. */
export function lineEnds(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === cr) {
      count++
      if (text.charCodeAt(at + 1) === lf) at++
    } else if (code === lf) count++
  }
  return count
}
