import type { Command } from "commander"
import type { GlobalOptions } from "./connection"
import { type Column, table } from "./table"

/** Columns of the terminal; null when the output goes elsewhere and nothing needs to fit. */
const terminalWidth = (): number | null => (process.stdout.isTTY ? process.stdout.columns : null)

export const say = (text: string): void => void process.stdout.write(`${text}\n`)
/** For what is not the answer itself: notes and questions. */
export const note = (text: string): void => void process.stderr.write(`${text}\n`)

interface Shown<Answer> {
  /** The ids of what the answer is about, for `--quiet`. */
  ids: (answer: Answer) => string[]
  human: (answer: Answer) => string
}

/** Prints an answer as the options ask: a table or sentence for people, `--json` as the API gave it, `--quiet` ids. */
export function print<Answer>(command: Command, answer: Answer, { ids, human }: Shown<Answer>): void {
  const { json, quiet } = command.optsWithGlobals<GlobalOptions>()
  const text = json
    ? JSON.stringify(answer, null, process.stdout.isTTY ? 2 : 0)
    : quiet
      ? ids(answer).join("\n")
      : human(answer)
  if (text !== "") say(text)
}

export const tableOf = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string =>
  table(rows, columns, terminalWidth())
