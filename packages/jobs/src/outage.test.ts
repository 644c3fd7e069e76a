import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { newId } from "@alphas/domain/ids"
import postgres from "postgres"
import { afterEach, beforeEach, expect, test } from "vitest"
import { installJobs } from "./install"
import { createJobs } from "./jobs"
import { waitingJobs } from "./testing"

let database: TestDatabase
let admin: postgres.Sql

beforeEach(async () => {
  database = await testDatabase()
  admin = postgres(process.env.ALPHAS_TEST_POSTGRES ?? "", { max: 1 })
})
afterEach(async () => {
  await admin.end()
  await database.drop()
})

/** Ends every connection to the database and lets nobody in until `back`. */
async function outage(): Promise<{ back: () => Promise<unknown> }> {
  const name = new URL(database.url).pathname.slice(1)
  await admin`alter database ${admin(name)} with allow_connections false`
  await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`
  return { back: () => admin`alter database ${admin(name)} with allow_connections true` }
}

/** A worker and what it logs; `said` resolves when a line was logged. */
function worker(timing: { maintenance?: number; alive?: number } = {}) {
  const lines: string[] = []
  let look = () => {}
  const write = (_fields: object, message: string) => {
    lines.push(message)
    look()
  }
  const jobs = createJobs({
    databaseUrl: database.url,
    db: database.connection.db,
    log: { info: write, warn: write, error: write },
    timing: { poll: 50, ...timing },
  })
  const said = (part: string) =>
    new Promise<void>((resolve) => {
      look = () => {
        if (lines.some((line) => line.includes(part))) resolve()
      }
      look()
    })
  return { jobs, lines, said }
}

const enqueue = (jobs: ReturnType<typeof worker>["jobs"], importId = newId()) =>
  database.connection.db.transaction((tx) => jobs.enqueue(tx, "clients.import.read", { importId }))

test("Postgres goes away while a job runs and comes back: the job ends once, the next one is run", async () => {
  const { jobs, lines, said } = worker()
  const seen: string[] = []
  let began = () => {}
  const running = new Promise<void>((resolve) => {
    began = resolve
  })
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  jobs.work("clients.import.read", async ({ importId }) => {
    seen.push(importId)
    began()
    await finished
  })
  await jobs.start()
  const [first, second] = [newId(), newId()]
  await enqueue(jobs, first)
  await running
  const { back } = await outage()
  finish()
  await said("cannot be reached")
  await back()
  await said("can be reached again")
  await said("Job done")
  await enqueue(jobs, second)
  await expect.poll(() => seen, { timeout: 15_000, interval: 50 }).toEqual([first, second])
  await jobs.stop()
  const states = await database.connection.sql`
    select state::text, retry_count from pgboss.job where name = 'clients.import.read'`
  expect([...states]).toEqual([
    { state: "completed", retry_count: 0 },
    { state: "completed", retry_count: 0 },
  ])
  expect(lines.filter((line) => line.includes("cannot be reached"))).toHaveLength(1)
})

test("a worker that starts while Postgres is away waits for it", async () => {
  const { jobs, said } = worker()
  let ran = () => {}
  const done = new Promise<void>((resolve) => {
    ran = resolve
  })
  jobs.work("clients.import.read", async () => ran())
  const { back } = await outage()
  await jobs.start()
  await said("cannot be reached")
  await back()
  await said("can be reached again")
  await enqueue(jobs)
  await done
  await jobs.stop()
})

test("a worker stops while Postgres is away", async () => {
  const { jobs, said } = worker()
  jobs.work("clients.import.read", async () => undefined)
  await jobs.start()
  const { back } = await outage()
  await said("cannot be reached")
  await jobs.stop()
  await back()
})

test("the first enqueue fails with its transaction while Postgres is away, and works after", async () => {
  const { jobs } = worker()
  const { back } = await outage()
  await expect(enqueue(jobs)).rejects.toThrow()
  await back()
  await enqueue(jobs)
  expect(await waitingJobs(database.connection.db, "clients.import.read")).toHaveLength(1)
})

/** A job as a worker leaves it that was killed two minutes ago. */
async function orphan(jobs: ReturnType<typeof worker>["jobs"]): Promise<void> {
  await installJobs(database.url)
  await enqueue(jobs)
  await database.connection.sql`
    update pgboss.job set state = 'active', started_on = now() - interval '2 minutes', retry_delay = 1`
}

test("what a killed worker was at goes to another one", async () => {
  const { jobs } = worker({ maintenance: 100 })
  let attempts = 0
  jobs.work("clients.import.read", async (_payload, { attempt }) => {
    attempts = attempt
  })
  await orphan(jobs)
  await jobs.start()
  await expect.poll(() => attempts, { timeout: 15_000, interval: 50 }).toBe(2)
  await jobs.stop()
})

test("a job that takes longer than the lease stays with its worker as long as that lives", async () => {
  const { jobs } = worker({ alive: 50 })
  let runs = 0
  let finish = () => {}
  const finished = new Promise<void>((resolve) => {
    finish = resolve
  })
  jobs.work("clients.import.read", async () => {
    runs++
    await finished
  })
  await jobs.start()
  await enqueue(jobs)
  await expect.poll(() => runs, { timeout: 15_000, interval: 50 }).toBe(1)
  await database.connection.sql`update pgboss.job set started_on = now() - interval '2 minutes'`
  const age = async () => {
    const [row] = await database.connection.sql<{ seconds: number }[]>`
      select extract(epoch from now() - started_on)::float as seconds
      from pgboss.job where name = 'clients.import.read'`
    return row?.seconds ?? Number.POSITIVE_INFINITY
  }
  await expect.poll(age, { timeout: 15_000, interval: 50 }).toBeLessThan(10)
  finish()
  await jobs.stop()
  expect(runs).toBe(1)
})
