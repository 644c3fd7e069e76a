import { spawn } from "node:child_process"
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { type AddressInfo, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { pathToFileURL } from "node:url"
import postgres from "postgres"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { type Postgres, type PostgresOptions, startPostgres } from "./postgres"
import { isAlive, runningServer } from "./postgres-folder"
import { keepPostgres } from "./postgres-kept"

let base: string
let folder: string
const servers: Postgres[] = []
const said: string[] = []

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "alphas-postgres-"))
  await chmod(base, 0o711)
  folder = join(base, "not", "yet", "there")
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop()
  said.length = 0
})
afterAll(() => rm(base, { recursive: true, force: true }))

async function start(options: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const server = await startPostgres({ folder, durable: false, log: (line) => said.push(line), ...options })
  servers.push(server)
  return server
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return [...(await sql.unsafe(text))]
  } finally {
    await sql.end()
  }
}

test("makes its folder, asks for a password, listens on loopback and has what the schema needs", async () => {
  const { url } = await start()
  const [row] = await query(
    url,
    "select current_setting('listen_addresses') as at, current_setting('jit') as jit",
  )
  expect(row).toEqual({ at: "127.0.0.1", jit: "off" })
  await query(
    url,
    "create extension pg_trgm; create extension citext; create extension unaccent; drop extension citext",
  )
  const wrong = new URL(url)
  wrong.password = "guess"
  await expect(query(wrong.href, "select 1")).rejects.toThrow("password authentication failed")
})

test("keeps its data over a stop and a start", async () => {
  const first = await start()
  await query(first.url, "create table kept (n int); insert into kept values (7)")
  await first.stop()
  const second = await start()
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 7 }])
})

test("killed without warning, the next start recovers what was committed", async () => {
  const first = await start({ durable: true })
  await query(first.url, "create table survivor (n int); insert into survivor values (8)")
  const running = await runningServer(folder)
  process.kill(running?.pid ?? 0, "SIGKILL")
  const second = await start()
  expect(second.reused).toBe(false)
  expect(await query(second.url, "select n from survivor")).toEqual([{ n: 8 }])
})

test("a lock file whose number now belongs to another process is no server", async () => {
  const first = await start()
  const lock = await readFile(join(folder, "postmaster.pid"), "utf8")
  await first.stop()
  await writeFile(join(folder, "postmaster.pid"), lock.replace(/^\d+/, String(process.pid)))
  expect((await start()).reused).toBe(false)
})

test("a second start on the same folder uses the running server, or restarts it when told to", async () => {
  const first = await start()
  const second = await start()
  expect(second).toMatchObject({ reused: true, url: first.url })
  expect(said.join()).toContain("already runs on")
  await second.stop()
  expect(await query(first.url, "select 1 as one")).toEqual([{ one: 1 }])
  const third = await start({ ifRunning: "restart" })
  expect(third.reused).toBe(false)
  expect(said.join()).toContain("left behind by an earlier run")
})

test("a wished-for port that is taken is replaced and said", async () => {
  const squatter = createServer().listen(0, "127.0.0.1")
  await new Promise((resolve) => squatter.once("listening", resolve))
  const { port } = squatter.address() as AddressInfo
  const server = await start({ port })
  expect(server.port).not.toBe(port)
  expect(said).toEqual([`Port ${port} is taken by another program, so PostgreSQL listens on ${server.port}.`])
  squatter.close()
})

test("a lost password file is made anew", async () => {
  await (await start()).stop()
  await rm(join(folder, "alphas-password"))
  const server = await start()
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }])
})

test("one that is kept comes back on the same port after it was killed, with what was committed", async () => {
  const told: string[] = []
  const server = await keepPostgres({
    folder: join(base, "kept"),
    log: (line) => told.push(line),
  })
  try {
    await query(server.url, "create table kept as select 1 as one")
    const running = await runningServer(join(base, "kept"))
    process.kill(running?.pid ?? 0, "SIGKILL")
    await expect.poll(() => told.at(-1), { timeout: 20_000 }).toBe("PostgreSQL is back.")
    expect(await query(server.url, "select one from kept")).toEqual([{ one: 1 }])
  } finally {
    await server.stop()
  }
  expect(await runningServer(join(base, "kept"))).toBeUndefined()
  expect(told[0]).toContain("(SIGKILL)")
})

test("refuses data of another major version and touches nothing", async () => {
  const old = join(base, "old")
  await mkdir(old)
  await writeFile(join(old, "PG_VERSION"), "15\n")
  await expect(start({ folder: old })).rejects.toThrow(
    /made by PostgreSQL 15, and this is PostgreSQL 18.*pg_dump/s,
  )
  expect(await readFile(join(old, "PG_VERSION"), "utf8")).toBe("15\n")
})

test("refuses a folder that holds something else", async () => {
  const photos = join(base, "photos")
  await mkdir(photos)
  await writeFile(join(photos, "cat.jpg"), "")
  await expect(start({ folder: photos })).rejects.toThrow("is not empty and is no PostgreSQL data folder")
})

test("says why a damaged folder does not start", async () => {
  const broken = join(base, "broken")
  await (await start({ folder: broken })).stop()
  await rm(join(broken, "global", "pg_control"))
  await expect(start({ folder: broken })).rejects.toThrow(/could not start on .*broken.*pg_control/s)
})

test("when its parent is killed, the server shuts down by itself", async () => {
  const other = join(base, "orphan")
  const script = `
    import { startPostgres } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, "postgres.ts")).href)}
    const server = await startPostgres({ folder: ${JSON.stringify(other)}, durable: false })
    console.log("ready")
    setInterval(() => server, 1000)`
  const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  await new Promise((resolve) => parent.stdout.once("data", resolve))
  const running = await runningServer(other)
  expect(running?.ready).toBe(true)
  parent.kill("SIGKILL")
  const pid = running?.pid ?? 0
  for (let tries = 0; isAlive(pid) && tries < 250; tries++) await sleep(20)
  expect(isAlive(pid)).toBe(false)
})
