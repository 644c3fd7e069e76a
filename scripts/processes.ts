import { type ChildProcess, spawn } from "node:child_process"
import { closeSync, mkdirSync, writeSync } from "node:fs"
import { get } from "node:http"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { setTimeout as sleep } from "node:timers/promises"
import { styleText } from "node:util"
import { openLog } from "@alphas/local/log-file"
import { endWithUs } from "@alphas/local/watcher"
import { readable } from "./console"

export interface ProcessOptions {
  name: string
  program: string
  args: string[]
  cwd: string
  env: NodeJS.ProcessEnv
  /** Ready when this address answers with a status below 400. */
  readyUrl?: string
  /** Which lines also go to the terminal, with the name before them. All others go to the log file alone. */
  shows: (line: string) => boolean
  /** Which lines hold a secret: they go to the terminal alone. */
  isSecret?: (line: string) => boolean
}

export interface Processes {
  /** Starts one and waits until it is ready. Throws, with its last lines, when it ends or takes over 180 s. */
  start(options: ProcessOptions): Promise<void>
  /** Rejects when a process ends that nobody stopped. Never resolves. */
  failure: Promise<never>
  /** Stops all, the last started first: SIGTERM, and SIGKILL after 15 seconds. */
  stop(): Promise<void>
}

interface Running {
  name: string
  child: ChildProcess
  lines: string[]
  gone: Promise<void>
  /** Everything that it printed was read. */
  drained: Promise<void>
}

const COLOURS = ["cyan", "magenta", "yellow", "green"] as const
const PATIENCE = 180_000

/**
 * Processes that live and die together: each in a group of its own (Ctrl-C reaches only us, who stop them in order)
 * and each ended, with all that it started, when this process dies without stopping it.
 */
export function processes(logFolder: string): Processes {
  mkdirSync(logFolder, { recursive: true })
  const running: Running[] = []
  let stopping: Promise<void> | undefined
  let fail: (error: Error) => void = () => {}
  const failure = new Promise<never>((_resolve, reject) => {
    fail = reject
  })
  // Whoever awaits it hears of it; nobody need to.
  failure.catch(() => {})
  return {
    failure,
    start: async (options) => {
      const colour = COLOURS[running.length % COLOURS.length] ?? "cyan"
      const one = launch(options, join(logFolder, `${options.name}.log`), colour)
      running.push(one)
      let early: Error | undefined
      one.child.once("exit", async (code, signal) => {
        // Its last words may still be on their way.
        await Promise.race([one.drained, sleep(300, undefined, { ref: false })])
        if (stopping) return
        early = ended(one, `ended by itself (${signal ?? `code ${code}`})`)
        fail(early)
      })
      one.child.once("error", (error) => {
        early = ended(one, `could not be started (${error.message})`)
        fail(early)
      })
      if (options.readyUrl === undefined) return
      for (const until = Date.now() + PATIENCE; !(await answers(options.readyUrl)); await sleep(50)) {
        if (early) throw early
        if (stopping) throw new Error(`${options.name} was stopped before it was ready.`)
        if (Date.now() > until)
          throw ended(one, `did not answer at ${options.readyUrl} within ${PATIENCE / 1000} s`)
      }
    },
    stop: () => {
      stopping ??= (async () => {
        for (const one of running.reverse()) await end(one)
      })()
      return stopping
    },
  }
}

function launch(options: ProcessOptions, logFile: string, colour: (typeof COLOURS)[number]): Running {
  const log = openLog(logFile)
  writeSync(log, `--- ${new Date().toISOString()} ${options.name}\n`)
  const child = spawn(options.program, options.args, {
    cwd: options.cwd,
    env: options.env,
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe"],
  })
  const lines: string[] = []
  const prefix = process.stdout.isTTY ? styleText(colour, options.name.padEnd(7)) : options.name.padEnd(7)
  const reading = [child.stdout, child.stderr].map((stream) => {
    const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
    reader.on("line", (line) => {
      const secret = options.isSecret?.(line) ?? false
      writeSync(log, secret ? "(a line that only the terminal shows)\n" : `${line}\n`)
      lines.push(line)
      if (lines.length > 40) lines.shift()
      if (secret || options.shows(line)) process.stdout.write(`${prefix} ${readable(line)}\n`)
    })
    return new Promise<void>((resolve) => reader.once("close", resolve))
  })
  if (child.pid !== undefined) endWithUs(child, "TERM", process.platform !== "win32")
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve())
    child.once("error", () => resolve())
  })
  const drained = Promise.all(reading).then(() => closeSync(log))
  return { name: options.name, child, lines, gone, drained }
}

function ended(one: Running, what: string): Error {
  const last = one.lines.slice(-15)
  const told =
    last.length > 0
      ? ` Its last lines:\n${last.map((line) => `  ${line}`).join("\n")}`
      : " It printed nothing."
  return new Error(`${one.name} ${what}.${told}`)
}

/** On a connection of its own: one that stayed open would hold up the server's end. */
function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: 30_000 }, (answer) => {
      answer.resume()
      resolve((answer.statusCode ?? 500) < 400)
    })
    request.once("timeout", () => request.destroy())
    request.once("error", () => resolve(false))
  })
}

/** SIGTERM goes to the process alone, which ends what it started; SIGKILL to all that is left of its group. */
async function end({ child, gone }: Running): Promise<void> {
  if (child.pid === undefined) return
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGTERM")
    await Promise.race([gone, sleep(15_000, undefined, { ref: false })])
  }
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL")
  } catch {
    // Nothing is left of it.
  }
  await gone
}
