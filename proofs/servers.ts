import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { connect } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { freePort } from "@alphas/local/ports"
import { endWithUs } from "@alphas/local/watcher"

/** A server in a process of its own. */
export interface Server {
  port: number
  pid: number
  /** Resident memory in bytes. */
  memory(): Promise<number>
  kill(): Promise<void>
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>
}

const root = fileURLToPath(new URL("..", import.meta.url))
const running = new Set<ChildProcess>()
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL")
})

/**
 * Starts a program of the workspace (its path from the root) as production does, through tsx, and waits until it
 * listens. `port` is made known to it by `give`; `wanted` is that of a server that was killed; the pages are `built` and
 * need no tsx. With ALPHAS_PROFILE set to a folder, each leaves a CPU profile there.
 */
async function startServer(
  program: string,
  give: (port: number) => { args?: string[]; env?: Record<string, string>; built?: boolean },
  wanted?: number,
): Promise<Server> {
  const port = wanted ?? (await freePort())
  const { args = [], env = {}, built = false } = give(port)
  const folder = process.env.ALPHAS_PROFILE
  const profile = folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`]
  const child = spawn(
    process.execPath,
    [...profile, ...(built ? [] : ["--import", "tsx"]), program, ...args],
    {
      cwd: built ? join(root, "apps/web") : root,
      env: { ...process.env, NODE_ENV: "production", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  )
  running.add(child)
  endWithUs(child, "TERM")
  let said = ""
  const note = (data: Buffer) => {
    said = (said + data.toString()).slice(-4_000)
  }
  child.stdout.on("data", note)
  child.stderr.on("data", note)
  const gone = once(child, "exit").finally(() => running.delete(child))
  for (const until = Date.now() + 60_000; !(await listens(port)); await sleep(20)) {
    if (child.exitCode !== null || Date.now() > until) {
      child.kill("SIGKILL")
      throw new Error(`${program} does not listen on port ${port}. It said:\n${said}`)
    }
  }
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    const impatience = setTimeout(() => child.kill("SIGKILL"), 15_000)
    await gone
    clearTimeout(impatience)
  }
  const pid = child.pid ?? 0
  return {
    port,
    pid,
    memory: () => memoryOf(pid),
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  }
}

/** A baseline: takes its port and the database's URL as arguments. */
export const startBaseline = (name: string, databaseUrl: string): Promise<Server> =>
  startServer(`proofs/baselines/${name}.ts`, (port) => ({ args: [String(port), databaseUrl] }))

/** Where our pages would be: what a browser's `Origin` says. */
export const webOrigin = "http://localhost:3000"

/** Runs `work` with a way to start servers, and stops them all after it. */
export async function withServers<T>(
  work: (start: (server: Promise<Server>) => Promise<Server>) => Promise<T>,
): Promise<T> {
  const started: Server[] = []
  try {
    return await work(async (server) => {
      const up = await server
      started.push(up)
      return up
    })
  } finally {
    await Promise.all(started.map((server) => server.stop()))
  }
}

const ours = (databaseUrl: string, redisUrl: string | undefined): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl ?? "",
  WEB_URL: webOrigin,
  ALPHAS_SECRET: "a secret that is only good for measuring",
  LOG_LEVEL: "warn",
})

/** Our own server for scripts and sockets, with Redis when its URL is given. */
export const startAlphas = (
  databaseUrl: string,
  redisUrl: string | undefined,
  env: Record<string, string> = {},
  wantedPort?: number,
): Promise<Server> =>
  startServer(
    "apps/ws/src/main.ts",
    (port) => ({
      env: { ...ours(databaseUrl, redisUrl), WS_PORT: String(port), ...env },
    }),
    wantedPort,
  )

/** The pages as `npm start` builds and runs them, which mount the same API. Builds them when their sources are others. */
export async function startPages(databaseUrl: string, redisUrl: string | undefined): Promise<Server> {
  const building = spawn(process.execPath, ["--import", "tsx", "scripts/build-pages.ts"], {
    cwd: root,
    stdio: "inherit",
  })
  const [code] = await once(building, "exit")
  if (code !== 0) throw new Error("The pages could not be built; it says above why.")
  const next = createRequire(join(root, "apps/web/package.json")).resolve("next/dist/bin/next")
  return startServer(next, (port) => ({
    built: true,
    args: ["start", "--port", String(port), "--hostname", "127.0.0.1"],
    env: ours(databaseUrl, redisUrl),
  }))
}

/** Resident memory of a process in bytes. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8")
  return Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" })
    socket.once("connect", () => {
      socket.destroy()
      resolve(true)
    })
    socket.once("error", () => resolve(false))
  })
}
