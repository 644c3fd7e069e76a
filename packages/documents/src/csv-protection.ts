/**
 * Spreadsheet programs take a cell that begins with one of these for a formula, and run it; and a phone number such as
 * `+49 30 1234` for a sum. (OWASP, "CSV Injection"; the wide forms are what East Asian keyboards type.)
 */
const formula = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

/**
 * The name of a last, empty column that every file of ours has. It says that an apostrophe before what looks like a
 * formula is ours and no part of the text. It stands in the header because that survives a spreadsheet program.
 */
export const protectionColumn = "Alphas export"

/**
 * The cell with an apostrophe before it if it looks like a formula, also after apostrophes of its own: so taking one
 * away again gives back every text exactly.
 */
export const protect = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)

/** Takes away what `protect` put before a cell. */
export const unprotect = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
