import { digitsOf } from "@alphas/domain/money/currency"

/** Indexes of the formats that every workbook has. */
export const fixed = { plain: 0, head: 1, day: 2, number: 3, quoted: 4 }

/** Numbers of built-in formats: 0 General, 14 a day as the reader's country writes it. */
const builtIn = { general: 0, day: 14 }
/** Numbers of one's own begin here. */
const firstFormat = 164

/** The formats of a workbook's cells: fixed ones, and one for each currency that is met. */
export class Styles {
  private readonly currencies = new Map<string, number>()

  /** The format of amounts in a currency. */
  money(currency: string): number {
    const known = this.currencies.get(currency)
    if (known !== undefined) return known
    const index = Object.keys(fixed).length + this.currencies.size
    this.currencies.set(currency, index)
    return index
  }

  /** What `xl/styles.xml` holds. */
  xml(): string {
    const formats = [...this.currencies.keys()].map((currency, at) => {
      const digits = digitsOf(currency)
      const code = `#,##0${digits === 0 ? "" : `.${"0".repeat(digits)}`}\\ [$${currency}]`
      return `<numFmt numFmtId="${firstFormat + at}" formatCode="${code}"/>`
    })
    const cell = (format: number, more = "") =>
      `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"${more}/>`
    const cells = [
      cell(builtIn.general),
      `<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>`,
      cell(builtIn.day),
      cell(builtIn.general),
      // Text that begins like a formula stays text when somebody edits the cell.
      cell(builtIn.general, ' quotePrefix="1"'),
      ...[...this.currencies.keys()].map((_, at) => cell(firstFormat + at)),
    ]
    const font = (bold: boolean) => `<font>${bold ? "<b/>" : ""}<sz val="11"/><name val="Calibri"/></font>`
    return (
      `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
      (formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join("")}</numFmts>` : "") +
      `<fonts count="2">${font(false)}${font(true)}</fonts>` +
      `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
      `<borders count="1"><border/></borders>` +
      `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
      `<cellXfs count="${cells.length}">${cells.join("")}</cellXfs></styleSheet>`
    )
  }
}
