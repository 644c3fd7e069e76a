import { styleText } from "node:util"

const began = Date.now()

export function dim(text: string): string {
  return process.stdout.isTTY ? styleText("dim", text) : text
}

export function bold(text: string): string {
  return process.stdout.isTTY ? styleText("bold", text) : text
}

/** A line with the seconds since the command began. */
export function say(text: string): void {
  process.stdout.write(`${dim(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s`)}  ${text}\n`)
}

/**
 * Runs `work` under a line that counts its seconds (on a terminal each second, elsewhere a new line every ten), and
 * ends with a line that `done` words.
 */
export async function step<T>(
  title: string,
  work: () => Promise<T>,
  done?: (result: T) => string,
): Promise<T> {
  const from = Date.now()
  const seconds = () => Math.round((Date.now() - from) / 1000)
  const tty = process.stdout.isTTY
  const show = () =>
    tty
      ? process.stdout.write(`\r\x1b[K${dim("      …   ")}${title} ${seconds()} s`)
      : say(`${title} ${seconds()} s`)
  const ticking = setInterval(show, tty ? 1000 : 10_000)
  try {
    const result = await work()
    clearLine(tty)
    say(done ? done(result) : title)
    return result
  } catch (error) {
    clearLine(tty)
    throw error
  } finally {
    clearInterval(ticking)
  }
}

function clearLine(tty: boolean): void {
  if (tty) process.stdout.write("\r\x1b[K")
}

/** Lines of cells, padded so that the columns stand below each other. */
export function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("   ")
      .trimEnd(),
  )
}

const SILENT = new Set(["level", "time", "pid", "hostname", "name", "msg"])

/** A line of a JSON log as a person reads it: the message, then what else it carries. Other lines stay as they are. */
export function readable(line: string): string {
  if (!line.startsWith("{")) return line
  let entry: unknown
  try {
    entry = JSON.parse(line)
  } catch {
    return line
  }
  if (typeof entry !== "object" || entry === null || !("msg" in entry)) return line
  const rest = Object.entries(entry).filter(([name]) => !SILENT.has(name))
  const level = "level" in entry && typeof entry.level === "number" ? entry.level : 30
  const mark = level >= 50 ? "error: " : level >= 40 ? "warning: " : ""
  const details = rest.map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  )
  return `${mark}${entry.msg} ${dim(details.join(" "))}`.trimEnd()
}

/** What went wrong, as a person reads it: sentences without a stack, unless it is a fault of the program. */
export function explain(error: unknown): string {
  if (error instanceof AggregateError && !error.message) return error.errors.map(explain).join("; ")
  if (!(error instanceof Error)) return String(error)
  const isFault =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof SyntaxError
  return isFault || process.env.DEBUG ? (error.stack ?? error.message) : error.message
}
