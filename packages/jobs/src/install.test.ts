import { spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { testDatabase } from "@alphas/db/testing"
import { bundle } from "@alphas/local/bundle"
import { expect, test } from "vitest"
import { checkInstalled, installJobs } from "./install"
import { createJobs } from "./jobs"
import { jobNames } from "./names"
import { waitingJobs } from "./testing"

const enqueueOne = `
  import { connect } from "@alphas/db/connection"
  import { createJobs } from "./src/jobs"
  const databaseUrl = process.argv[2]
  const connection = connect(databaseUrl, { pool: 1 })
  const jobs = createJobs({ databaseUrl, db: connection.db })
  await connection.db.transaction((tx) =>
    jobs.enqueue(tx, "email.password_changed", { email: "a@example.com", name: "Ada" }))
  await jobs.stop()
  await connection.close()`

/** A process that opens the queue and enqueues one email; its exit code and what it said. */
async function enqueueInProcess(url: string): Promise<{ code: number | null; said: string }> {
  const program = await bundle(fileURLToPath(new URL("..", import.meta.url)), enqueueOne)
  const child = spawn(process.execPath, [program, url], { stdio: ["ignore", "pipe", "pipe"] })
  let said = ""
  child.stdout.on("data", (chunk) => (said += chunk))
  child.stderr.on("data", (chunk) => (said += chunk))
  const [code] = await once(child, "exit")
  return { code, said }
}

test("three processes that are the first at the same time set the queue up once, and none loses its job", async () => {
  const database = await testDatabase()
  const ended = await Promise.all([1, 2, 3].map(() => enqueueInProcess(database.url)))
  expect(ended).toEqual([1, 2, 3].map(() => ({ code: 0, said: "" })))
  expect(await waitingJobs(database.connection.db, "email.password_changed")).toHaveLength(3)
  const queues = await database.connection.sql`select name from pgboss.queue`
  expect(queues.map((row) => row.name).toSorted()).toEqual(jobNames.toSorted())
  await database.drop()
})

test("setting up again changes nothing; other rules of a queue are brought up to date", async () => {
  const database = await testDatabase()
  expect(await checkInstalled(database.connection.db)).toBe(false)
  await installJobs(database.url)
  expect(await checkInstalled(database.connection.db)).toBe(true)
  await installJobs(database.url)
  await database.connection.sql`comment on schema pgboss is 'other rules'`
  await database.connection.sql`update pgboss.queue set retry_limit = 99 where name = 'email.invitation'`
  await installJobs(database.url)
  const [queue] = await database.connection.sql`
    select policy, retry_limit from pgboss.queue where name = 'email.invitation'`
  expect(queue).toEqual({ policy: "short", retry_limit: 8 })
  await database.drop()
})

test("setting up does not wait for who seeds the demo agency", async () => {
  const database = await testDatabase()
  await database.connection.sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(4172027)` // the seed's, in packages/db/src/seed/demo.ts
    await installJobs(database.url)
  })
  expect(await checkInstalled(database.connection.db)).toBe(true)
  await database.drop()
})

test("a process that only enqueues leaves no connection and nothing that goes on", async () => {
  const database = await testDatabase()
  const jobs = createJobs({ databaseUrl: database.url, db: database.connection.db })
  await jobs.start()
  await database.connection.db.transaction((tx) =>
    jobs.enqueue(tx, "email.password_changed", { email: "a@example.com", name: "Ada" }),
  )
  const others = await database.connection.sql`
    select application_name from pg_stat_activity
    where datname = current_database() and application_name like 'alphas jobs%'`
  expect([...others]).toEqual([])
  await jobs.stop()
  await database.drop()
})
