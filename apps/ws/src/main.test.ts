import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { createAuth } from "@alphas/auth/auth"
import { connect } from "@alphas/db/connection"
import { makeUser } from "@alphas/db/factories"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { readEnvironment } from "@alphas/domain/environment"
import { bundle } from "@alphas/local/bundle"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { RawSocket } from "./testing"

const folder = fileURLToPath(new URL("../../../", import.meta.url))
const running: ChildProcess[] = []
let database: TestDatabase
let cookie: string

const variables = () => ({
  NODE_ENV: "test",
  DATABASE_URL: database.url,
  ALPHAS_SECRET: "a secret that is only good for tests",
  WS_PORT: "0",
})

beforeAll(async () => {
  database = await testDatabase()
  const { db, sql } = database.connection
  const person = await makeUser(db, { role: "admin" })
  const auth = createAuth({ db, sql, redis: null, environment: readEnvironment(variables()) })
  const started = await db.transaction((tx) =>
    auth.sessions.start(tx, { userId: person.id, device: "t", address: null }),
  )
  cookie = started.cookie.split(";")[0] ?? ""
})
afterEach(async () => {
  for (const process of running.splice(0)) {
    if (process.exitCode === null && process.signalCode === null) {
      process.kill("SIGKILL")
      await once(process, "exit")
    }
  }
})
afterAll(() => database.drop())

/** A process of its own, and the port that it listens on. */
async function start(extra: Record<string, string> = {}): Promise<{ process: ChildProcess; port: number }> {
  const program = await bundle(join(folder, "apps/ws"), 'import "./src/main"')
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...variables(), ...extra },
    stdio: ["ignore", "pipe", "inherit"],
  })
  running.push(child)
  let text = ""
  for await (const chunk of child.stdout ?? []) {
    text += chunk
    const port = /"port":(\d+),"msg":"listening"/.exec(text)?.[1]
    if (port !== undefined) return { process: child, port: Number(port) }
  }
  throw new Error(`The process ended before it listened: ${text}`)
}

test("on SIGTERM sockets are sent elsewhere, a call that runs is answered, and the process ends in time", async () => {
  const { process: server, port } = await start()
  const [idle, busy] = [
    await RawSocket.open(`ws://127.0.0.1:${port}`, { origin: "http://localhost:3000", cookie }),
    await RawSocket.open(`ws://127.0.0.1:${port}`, { origin: "http://localhost:3000", cookie }),
  ]
  idle.follow(1)
  await idle.until(({ result }) => result?.type === "data")
  // The call waits for a lock that is held here, until the process has begun to end.
  const lock = await lockClients()
  try {
    busy.send({
      id: 7,
      method: "mutation",
      params: { path: "clients.create", input: { name: "Late", currency: "EUR" } },
    })
    await expect
      .poll(() => database.connection.sql`select from pg_locks where not granted`, { timeout: 10_000 })
      .not.toHaveLength(0)
    const began = Date.now()
    const exited = once(server, "exit")
    server.kill("SIGTERM")
    expect(await idle.until(({ method }) => method === "reconnect")).toMatchObject({ id: null })
    expect(await idle.closed).toBe(1012)
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow()
    await lock.release()
    expect((await busy.until(({ id }) => id === 7)).result?.data).toMatchObject({ version: 1 })
    expect(await busy.closed).toBe(1012)
    expect(await exited).toEqual([0, null])
    expect(Date.now() - began).toBeLessThan(10_000)
  } finally {
    await lock.release()
  }
})

/** Holds up every statement on clients until it is released. */
async function lockClients(): Promise<{ release(): Promise<void> }> {
  const holder = connect(database.url, { pool: 1 })
  let release: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await new Promise<void>((locked, failed) => {
    holder.sql
      .begin(async (tx) => {
        await tx`lock table clients in access exclusive mode`
        locked()
        await released
      })
      .catch(failed)
  })
  return {
    async release() {
      release()
      await holder.close()
    },
  }
}

test("/health says how the process is, and calls are answered over HTTP below / and /api/trpc", async () => {
  const { port } = await start()
  await expect
    .poll(async () => (await fetch(`http://127.0.0.1:${port}/health`)).json())
    .toMatchObject({ ok: true, database: "up", redis: "none", feed: { following: true, lag: 0 } })
  for (const mount of ["", "/api/trpc"]) {
    const answer = await fetch(`http://127.0.0.1:${port}${mount}/account.me`, { headers: { cookie } })
    expect([answer.status, await answer.json()]).toMatchObject([200, { result: { data: { role: "admin" } } }])
  }
})

test("a wrong environment is a sentence and exit 1, not a stack", async () => {
  // From the sources, as the product starts it.
  const child = spawn(process.execPath, ["--import", "tsx", "apps/ws/src/main.ts"], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...variables(), WS_PORT: "many" },
    stdio: ["ignore", "ignore", "pipe"],
  })
  let said = ""
  child.stderr.on("data", (chunk) => {
    said += chunk
  })
  expect((await once(child, "exit"))[0]).toBe(1)
  expect(said).toContain("WS_PORT is wrong")
  expect(said).not.toContain("at ")
})
