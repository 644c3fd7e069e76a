import { createInterface } from "node:readline"
import type { Readable } from "node:stream"
import { Writable } from "node:stream"
import { text } from "node:stream/consumers"
import { usage } from "./failure"

interface Terminal {
  input: Readable & { isTTY?: boolean }
  output: NodeJS.WritableStream
}

/**
 * Asks a person and returns what they typed; `hidden` shows nothing of it.
 * @throws Failure (usage) with `instead` when nobody is there to be asked, or the person breaks off.
 */
export function ask(
  question: string,
  { hidden = false, instead }: { hidden?: boolean; instead: string },
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
): Promise<string> {
  if (input.isTTY !== true) return Promise.reject(usage(instead))
  return new Promise((resolve, reject) => {
    let shows = true
    const shown = new Writable({
      write(chunk, _encoding, done) {
        if (shows) output.write(chunk)
        done()
      },
    })
    const reader = createInterface({ input, output: shown, terminal: true })
    let answered = false
    reader.question(question, (answer) => {
      answered = true
      reader.close()
      if (hidden) output.write("\n")
      resolve(answer)
    })
    shows = !hidden
    reader.on("close", () => {
      if (answered) return
      output.write("\n")
      reject(usage("Interrupted."))
    })
  })
}

/** Everything on the standard input. */
export const readStdin = (): Promise<string> => text(process.stdin)

/** The standard input as JSON. @throws Failure (usage) when it is none. */
export const readJson = async (): Promise<unknown> => parseJson(await readStdin(), "Standard input")

/** @throws Failure (usage) naming `what`. */
export function parseJson(source: string, what: string): unknown {
  try {
    return JSON.parse(source)
  } catch (error) {
    throw usage(`${what} is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
