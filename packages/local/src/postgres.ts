import { type ChildProcess, spawn } from "node:child_process"
import { closeSync } from "node:fs"
import { mkdir, readFile } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { withConnection } from "./database"
import { openLog } from "./log-file"
import { freePort } from "./ports"
import { type Account, chooseAccount, dataFolder } from "./postgres-account"
import { type Binaries, findBinaries } from "./postgres-binaries"
import { reachablePrograms } from "./postgres-copy"
import {
  forgetDeadServer,
  isAlive,
  passwordOf,
  prepareFolder,
  runningServer,
  SUPERUSER,
  serverEnvironment,
} from "./postgres-folder"
import { endWithUs } from "./watcher"

export interface PostgresOptions {
  /** The data folder, made when it is not there. The server's own log is `<folder>.log` beside it. */
  folder: string
  /** The wished-for port; another free one is taken, and said, when something listens there. */
  port?: number
  /** `false` for tests: nothing waits for the disk, and a power cut may destroy the data. */
  durable?: boolean
  /**
   * What to do when a server already runs on this folder: `reuse` it (the default; `stop` then leaves it
   * running), or `restart` it, for a caller who knows that nobody else uses it, such as after a crash of its own.
   */
  ifRunning?: "reuse" | "restart"
  /** Called when the server that was started here ends without `stop`, with what it ended by. */
  onCrash?: (how: string) => void
  /** Gets sentences for the user, such as that another port was taken. */
  log?: (line: string) => void
}

export interface Postgres {
  /** The superuser's URL of the database `postgres`. */
  url: string
  port: number
  /** True when the server was there before and belongs to another process. */
  reused: boolean
  /** Ends open connections and stops the server (a fast shutdown); returns when it is gone. */
  stop(): Promise<void>
}

/**
 * A private PostgreSQL on 127.0.0.1. Throws a sentence that says what to do when it cannot be had.
 *
 * If this process ends without calling `stop`, even by SIGKILL, a watcher shuts the server down (not on Windows,
 * where it stays and the next start reuses or restarts it). If the server itself is killed, the next start
 * recovers what was committed.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const folder = resolve(options.folder)
  const log = options.log ?? (() => {})
  await mkdir(dirname(folder), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `The folder ${dirname(folder)} cannot be made (${error.code}). Check who may write there.`,
    )
  })
  const account = await chooseAccount(folder)
  const binaries = await reachablePrograms(await findBinaries(), account)
  if ((await prepareFolder(folder, binaries, account)) === "old") {
    const running = await runningServer(folder)
    if (running && options.ifRunning === "restart") {
      log(`A PostgreSQL left behind by an earlier run (process ${running.pid}) is stopped first.`)
      await end(running.pid)
    } else if (running) {
      const reused = await reuse(folder, await passwordOf(folder, binaries, account), log)
      if (reused) return reused
    }
    await forgetDeadServer(folder)
  }
  const password = await passwordOf(folder, binaries, account)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(options.port)
    const child = launch(folder, port, options.durable ?? true, binaries, account)
    const failure = await untilReady(child, folder, log)
    if (failure === undefined) {
      if (options.port !== undefined && port !== options.port) {
        log(`Port ${options.port} is taken by another program, so PostgreSQL listens on ${port}.`)
      }
      return { url: urlOf(password, port), port, reused: false, stop: stopper(child, options.onCrash) }
    }
    const passing = /Address already in use|pre-existing shared memory block/.test(failure)
    if (!passing || attempt === 10) throw new Error(explain(folder, failure))
    await sleep(300)
  }
}

function urlOf(password: string, port: number): string {
  return `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`
}

/**
 * The server that runs on the folder, once it answers. Undefined when it turns out to be ending: one that was killed
 * or is shutting down is still in the list of processes for a moment.
 */
async function reuse(
  folder: string,
  password: string,
  log: (line: string) => void,
): Promise<Postgres | undefined> {
  let server = await runningServer(folder)
  for (
    const until = Date.now() + 30_000;
    server && Date.now() < until;
    server = await runningServer(folder)
  ) {
    const { pid, port, ready } = server
    const url = urlOf(password, port)
    if (ready && (await answers(url))) {
      log(`PostgreSQL already runs on ${folder} (process ${pid}, port ${port}) and is used as it is.`)
      return { url, port, reused: true, stop: async () => {} }
    }
    await sleep(100)
  }
  if (!server) return undefined
  throw new Error(
    `A PostgreSQL (process ${server.pid}) uses ${folder} and does not answer. See ${folder}.log, or end it: kill -INT ${server.pid}`,
  )
}

async function answers(url: string): Promise<boolean> {
  return withConnection(url, (sql) => sql`select 1`).then(
    () => true,
    () => false,
  )
}

function launch(
  folder: string,
  port: number,
  durable: boolean,
  binaries: Binaries,
  account: Account,
): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    // Only TCP: the path of a socket may be at most 107 bytes long, which a checkout's folder easily passes.
    unix_socket_directories: "",
    shared_buffers: "256MB",
    max_connections: "200",
    jit: "off",
    lc_messages: "C",
    // A short log too: the folder may lie in memory.
    ...(durable
      ? {}
      : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_wal_size: "256MB" }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const { cwd, data } = dataFolder(folder, account)
  const logFile = openLog(`${folder}.log`)
  // Detached: Ctrl-C in the terminal is for us, who stop the server last.
  const child = spawn(binaries.postgres, ["-D", data, ...flags], {
    ...account,
    cwd,
    env: serverEnvironment(),
    detached: true,
    stdio: ["ignore", logFile, logFile],
  })
  closeSync(logFile)
  child.unref()
  return child
}

/** Undefined when the server accepts connections, else the last lines that it wrote before it ended. */
async function untilReady(
  child: ChildProcess,
  folder: string,
  log: (line: string) => void,
): Promise<string | undefined> {
  let ended: string | undefined
  child.once("error", (error) => {
    ended = error.message
  })
  child.once("exit", (code, signal) => {
    ended ??= `exit ${code ?? signal}`
  })
  const from = Date.now()
  let told = from
  while (ended === undefined) {
    const server = await runningServer(folder)
    if (server?.pid === child.pid && server?.ready) return undefined
    if (Date.now() - told > 5000) {
      told = Date.now()
      log(`PostgreSQL is recovering its data (${Math.round((told - from) / 1000)} s).`)
    }
    await sleep(20)
  }
  const text = await readFile(`${folder}.log`, "utf8").catch(() => "")
  return [...text.trimEnd().split("\n").slice(-8), ended].join("\n")
}

function explain(folder: string, failure: string): string {
  const advice = /No space left/.test(failure)
    ? "The disk is full: make room and start again."
    : /Permission denied|invalid permissions|wrong ownership/.test(failure)
      ? `Check that ${folder} belongs to the account that starts it.`
      : `The whole log is ${folder}.log.`
  return `PostgreSQL could not start on ${folder}. ${advice} Its last words:\n${failure}`
}

function stopper(child: ChildProcess, onCrash?: (how: string) => void): () => Promise<void> {
  endWithUs(child, "INT")
  let stopping: Promise<void> | undefined
  child.once("exit", (code, signal) => {
    if (stopping === undefined) onCrash?.(signal ?? `exit ${code}`)
  })
  return () => {
    stopping ??= (async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        await end(child.pid)
    })()
    return stopping
  }
}

/** A fast shutdown; an immediate one, which costs a recovery at the next start, after 20 seconds. */
async function end(pid: number): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ["SIGINT", 20_000],
    ["SIGQUIT", 10_000],
  ]
  for (const [signal, patience] of steps) {
    if (isAlive(pid)) process.kill(pid, signal)
    for (const until = Date.now() + patience; Date.now() < until; ) {
      if (!isAlive(pid)) return
      await sleep(20)
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop. End it by hand: kill -QUIT ${pid}`)
}
