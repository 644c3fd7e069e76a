import type { Command } from "commander"
import { usage } from "../failure"
import { print } from "../output"
import { readJson } from "../terminal"
import { whole } from "./options"

/** Options of every command that creates or changes a row. */
export interface SavingOptions {
  stdin?: boolean
  idempotencyKey?: string
}

export const addSaving = (command: Command): Command =>
  command
    .option("--stdin", "read more fields as JSON from standard input")
    .option("--idempotency-key <key>", "repeated calls with the same key and content take effect once")

export const addVersion = (command: Command): Command =>
  command.option(
    "--if-version <number>",
    "change it only if it still has this version",
    whole(1, Number.MAX_SAFE_INTEGER),
  )

/** What the standard input says of the fields of `what`, if it is to be read. @throws Failure when that is no object. */
export async function givenFields({ stdin }: SavingOptions, what: string): Promise<object> {
  const given = stdin ? await readJson() : {}
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw usage(`Standard input must be a JSON object with the fields of ${what}.`)
  }
  return given
}

export const contextOf = ({ idempotencyKey }: SavingOptions) => ({
  context: idempotencyKey === undefined ? {} : { idempotencyKey },
})

export const printSaved = (command: Command, saved: { id: string; version: number }, sentence: string) =>
  print(command, saved, { ids: ({ id }) => [id], human: ({ id }) => `${sentence} (${id}).` })
