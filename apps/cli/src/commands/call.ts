import { type Alphas, AlphasError } from "@alphas/client"
import type { Command } from "commander"
import { connect, type GlobalOptions } from "../connection"
import { usage } from "../failure"
import { say } from "../output"
import { parseJson, readJson } from "../terminal"

interface CallOptions {
  stdin?: boolean
  idempotencyKey?: string
}

export function addCallCommand(alphas: Command): void {
  alphas
    .command("call")
    .description("Call any API procedure and print the answer as JSON.")
    .argument("<procedure>", "path, such as clients.list")
    .argument("[input]", "input as JSON")
    .option("--stdin", "read the input from standard input")
    .option("--idempotency-key <key>", "repeated calls with the same key and input take effect once")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas call clients.list '{"limit":5}'
  $ alphas call users.directory '{}' | jq -r '.[].name'
  $ alphas call clients.create --stdin < client.json`,
    )
    .action(call)
}

async function call(
  path: string,
  given: string | undefined,
  options: CallOptions,
  command: Command,
): Promise<void> {
  if (!/^[a-zA-Z]\w*(\.[a-zA-Z]\w*)+$/.test(path)) {
    throw usage(`${JSON.stringify(path)} is not the path of a procedure. Enter it like clients.list.`)
  }
  if (options.stdin && given !== undefined)
    throw usage("Give the input as an argument or with --stdin, not both.")
  const input = options.stdin
    ? await readJson()
    : given === undefined
      ? undefined
      : parseJson(given, "The input")
  const context = options.idempotencyKey === undefined ? {} : { idempotencyKey: options.idempotencyKey }
  const answer = await callAny(await connect(command), path, input, context)
  const { json } = command.optsWithGlobals<GlobalOptions>()
  say(JSON.stringify(answer ?? null, null, json || !process.stdout.isTTY ? 0 : 2))
}

interface AnyProcedure {
  query(input: unknown, options: object): Promise<unknown>
  mutate(input: unknown, options: object): Promise<unknown>
}

/**
 * Calls a query or, if there is none of that name, a mutation: only the server knows which it is, and asking for a
 * query changes nothing.
 */
async function callAny(alphas: Alphas, path: string, input: unknown, context: object): Promise<unknown> {
  let at: unknown = alphas
  // The client answers to every path and leaves it to the server whether there is something.
  for (const name of path.split(".")) at = (at as Record<string, unknown>)[name]
  const procedure = at as AnyProcedure
  try {
    return await procedure.query(input, { context })
  } catch (error) {
    if (!isUnknown(error)) throw error
  }
  try {
    return await procedure.mutate(input, { context })
  } catch (error) {
    if (!isUnknown(error)) throw error
    throw usage(`There is no query or mutation ${path}. To print live changes, run: alphas watch`)
  }
}

/** Whether there is no such path, or it is one of another kind. */
const isUnknown = (error: unknown) => error instanceof AlphasError && error.reason === "no_procedure"
