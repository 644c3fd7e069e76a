import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { connect } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { freePort } from "./ports"
import { endWithUs } from "./watcher"

export interface Redis {
  /** With the password. */
  url: string
  port: number
  pid: number
  stop(): Promise<void>
}

/**
 * The machine's own `redis-server`, on 127.0.0.1, in memory only, with at most 256 MB of which the least recently
 * used is dropped first. Null when none is on the PATH. A wished-for port that is taken is replaced by a free one.
 * It asks for a password, for everybody on the machine reaches 127.0.0.1: a new one, or that of `url`, the address of a
 * Redis that has ended and comes back. It ends with this process, however that ends (not on Windows).
 */
export async function startRedis(options: { port?: number; url?: string } = {}): Promise<Redis | null> {
  const before = options.url === undefined ? undefined : new URL(options.url)
  const password = before?.password || randomBytes(24).toString("hex")
  const wanted = before === undefined ? options.port : Number(before.port)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(wanted)
    if (before !== undefined && port !== wanted) {
      // Whoever lost the other one looks for it there.
      if (attempt === 50) throw new Error(`Port ${wanted}, where Redis is to come back, stays taken.`)
      await sleep(100)
      continue
    }
    const child = launch(port, password)
    const failure = await untilReady(child, port, password)
    if (failure === undefined) return running(child, port, password)
    if (failure === "missing") return null
    if (attempt >= 5)
      throw new Error(`redis-server did not start: ${failure}. Try it by hand, or set REDIS_URL=none.`)
  }
}

function launch(port: number, password: string): ChildProcess {
  const settings = {
    requirepass: password,
    port: String(port),
    bind: "127.0.0.1",
    save: "",
    appendonly: "no",
    maxmemory: "256mb",
    "maxmemory-policy": "allkeys-lru",
    daemonize: "no",
  }
  const child = spawn("redis-server", ["-"], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  })
  child.unref()
  // Not as arguments, which everybody on the machine can read. One that is missing or dies at once reads nothing.
  child.stdin.on("error", () => {})
  child.stdin.end(
    Object.entries(settings)
      .map(([name, value]) => `${name} ${JSON.stringify(value)}\n`)
      .join(""),
  )
  return child
}

async function untilReady(child: ChildProcess, port: number, password: string): Promise<string | undefined> {
  let ended: string | undefined
  child.once("error", (error: NodeJS.ErrnoException) => {
    ended = error.code === "ENOENT" ? "missing" : error.message
  })
  child.once("exit", (code, signal) => {
    ended ??= `it ended at once (${code ?? signal})`
  })
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    if (ended !== undefined) return ended
    if (await answersAs(port, password, child.pid)) return undefined
    await sleep(20)
  }
  child.kill("SIGKILL")
  return `it did not answer on port ${port} within 10 seconds`
}

/** Asks for the process id as well, so that a foreign server that took the port is not mistaken for ours. */
function answersAs(port: number, password: string, pid: number | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" })
    let text = ""
    const finish = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1000, () => finish(false))
    socket.once("error", () => finish(false))
    socket.once("connect", () => socket.write(`AUTH ${password}\r\nINFO server\r\n`))
    socket.on("data", (chunk) => {
      text += chunk
      const found = /process_id:(\d+)/.exec(text)?.[1]
      if (found !== undefined) finish(Number(found) === pid)
      else if (text.startsWith("-")) finish(false)
    })
  })
}

function running(child: ChildProcess, port: number, password: string): Redis {
  endWithUs(child, "TERM")
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, "exit")
      child.ref()
      child.kill("SIGTERM")
      const impatience = setTimeout(() => child.kill("SIGKILL"), 5000)
      await gone
      clearTimeout(impatience)
    },
  }
}
