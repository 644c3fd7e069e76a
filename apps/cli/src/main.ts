import { CommanderError } from "commander"
import { codeOf, explain } from "./failure"
import { program } from "./program"

/** Runs the command that the process was started with, and sets its exit code. */
export async function main(): Promise<void> {
  // A reader that has enough (`alphas watch | head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error
    process.exit(0)
  })
  const alphas = program()
  try {
    await alphas.parseAsync()
  } catch (error) {
    // Commander has said what was wrong, or shown the help that was asked for.
    if (!(error instanceof CommanderError)) {
      process.stderr.write(explain(error, alphas.opts<{ json?: boolean }>().json === true))
    }
    process.exitCode = codeOf(error)
  }
}
