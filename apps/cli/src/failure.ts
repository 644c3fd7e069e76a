import { AlphasError } from "@alphas/client"
import { CommanderError } from "commander"
import { printable } from "./table"

/** What the process ends with; scripts branch on it, so the numbers stay. */
export const exitCodes = { ok: 0, refused: 1, usage: 2, notSignedIn: 3, unreachable: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A command that cannot be carried out for a reason that the command line itself found. */
export class Failure extends Error {
  override name = "Failure"

  constructor(
    readonly code: ExitCode,
    message: string,
  ) {
    super(message)
  }
}

export const usage = (message: string): Failure => new Failure(exitCodes.usage, message)
export const notSignedIn = (message = "You are not signed in. Sign in with: alphas login"): Failure =>
  new Failure(exitCodes.notSignedIn, message)

/** The exit code that belongs to what was thrown. */
export function codeOf(error: unknown): ExitCode {
  if (error instanceof Failure) return error.code
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  if (error instanceof AlphasError) {
    if (error.reason === "unauthenticated") return exitCodes.notSignedIn
    if (error.reason === "unreachable" || error.reason === "unavailable") return exitCodes.unreachable
  }
  return exitCodes.refused
}

/** What was thrown, for people to read, or as one line of JSON for scripts. Ends in a line break. */
export function explain(error: unknown, json: boolean): string {
  const message = messageOf(error)
  if (json) {
    const { reason, fields, requestId, current, retryAfter } =
      error instanceof AlphasError
        ? error
        : { reason: reasonOf(error), fields: {}, requestId: "", current: undefined, retryAfter: null }
    return `${JSON.stringify({ error: { reason, message, fields, requestId, retryAfter, current } })}\n`
  }
  const lines = [`alphas: ${message.split("\n").map(printable).join("\n")}`]
  if (error instanceof AlphasError) {
    const fields = Object.entries(error.fields).map(
      ([name, sentences]) => `  ${name}: ${sentences.join(" ")}`,
    )
    // The message of a single wrong field is that field's sentence.
    if (fields.length > 1 || !lines[0]?.includes(fields[0]?.trim() ?? ""))
      lines.push(...fields.map(printable))
    if (error.reason === "unauthenticated") lines.push("Sign in with: alphas login")
    if (error.reason === "unconfirmed") lines.push("Confirm it with: --yes")
    if (error.requestId !== "") lines.push(`(request ${error.requestId})`)
  }
  return `${lines.join("\n")}\n`
}

/** A mistake of the program itself comes with where it happened. */
function messageOf(error: unknown): string {
  if (error instanceof Failure || error instanceof AlphasError) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function reasonOf(error: unknown): string {
  const code = codeOf(error)
  return code === exitCodes.usage ? "usage" : code === exitCodes.notSignedIn ? "unauthenticated" : "failed"
}
