import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { newId } from "@alphas/domain/ids"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest"
import { installJobs } from "./install"
import { createJobs, type Jobs } from "./jobs"
import { rules } from "./names"
import { waitingJobs } from "./testing"

let database: TestDatabase
let jobs: Jobs
let dead: { name: string; id: string; error: unknown }[]
let died: () => void

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())
beforeEach(() => {
  dead = []
  died = () => undefined
  jobs = createJobs({
    databaseUrl: database.url,
    db: database.connection.db,
    timing: { poll: 50 },
    onDead: (job) => {
      dead.push(job)
      died()
    },
  })
})
afterEach(async () => {
  await jobs.stop()
  await installJobs(database.url)
  await database.connection.sql`truncate pgboss.job, pgboss.archive`
})

const inTransaction: (work: Parameters<typeof database.connection.db.transaction>[0]) => Promise<unknown> = (
  work,
) => database.connection.db.transaction(work)

/** A promise with its handle, for events that a test waits for. */
function event<T = void>() {
  let happen: (value: T) => void = () => undefined
  const happened = new Promise<T>((resolve) => {
    happen = resolve
  })
  return { happen, happened }
}

const states = () =>
  database.connection.sql<{ name: string; state: string }[]>`
    select name, state::text from pgboss.job where name <> 'housekeeping' and name not like '\\_\\_%'`

const settledStates = async (wanted: object[]) => {
  await expect.poll(async () => [...(await states())], { timeout: 15_000, interval: 50 }).toEqual(wanted)
}

test("a job of a transaction that is rolled back never was", async () => {
  const work = inTransaction(async (tx) => {
    await jobs.enqueue(tx, "email.password_changed", { email: "a@example.com", name: "Ada" })
    expect(await waitingJobs(tx, "email.password_changed")).toHaveLength(1)
    throw new Error("The verb failed.")
  })
  await expect(work).rejects.toThrow("The verb failed.")
  expect(await waitingJobs(database.connection.db, "email.password_changed")).toEqual([])
})

test("a job of a transaction that is committed is run once, and its token is kept by nobody", async () => {
  const invitation = {
    email: "b@example.com",
    name: 'Bo "the" O\'Neil $1',
    invitedBy: "Ada",
    agencyName: "Löwe & Söhne",
    token: "secret",
  }
  const runs: unknown[] = []
  const ran = event()
  jobs.work("email.invitation", async (payload, { attempt, last }) => {
    runs.push([payload, attempt, last])
    ran.happen()
  })
  await jobs.start()
  await inTransaction((tx) => jobs.enqueue(tx, "email.invitation", invitation))
  await ran.happened
  await settledStates([])
  expect(runs).toEqual([[invitation, 1, false]])
})

test("a hundred jobs before two workers are each run once", async () => {
  const seen: string[] = []
  const all = event()
  const other = createJobs({ databaseUrl: database.url, db: database.connection.db })
  for (const worker of [jobs, other]) {
    worker.work("email.password_changed", async ({ name }) => {
      seen.push(name)
      if (seen.length >= 100) all.happen()
    })
  }
  const names = Array.from({ length: 100 }, (_, index) => `Person ${index}`)
  await inTransaction(async (tx) => {
    for (const name of names) {
      await jobs.enqueue(tx, "email.password_changed", { email: "a@example.com", name })
    }
  })
  await Promise.all([jobs.start(), other.start()])
  await all.happened
  await settledStates([])
  await other.stop()
  expect(seen.toSorted()).toEqual(names.toSorted())
})

test("a wrong payload is refused where it is enqueued", async () => {
  const wrong = inTransaction((tx) => jobs.enqueue(tx, "clients.import.read", { importId: "7" }))
  await expect(wrong).rejects.toThrow(/payload of the job clients.import.read is invalid: .*importId/s)
})

test("a wrong payload never reaches the handler", async () => {
  let reached = false
  jobs.work("clients.import.read", async () => {
    reached = true
  })
  await inTransaction((tx) => jobs.enqueue(tx, "clients.import.read", { importId: newId() }))
  await database.connection.sql`update pgboss.job set data = '{"importId": 7}'`
  await jobs.start()
  await settledStates([{ name: "clients.import.read", state: "retry" }])
  expect(reached).toBe(false)
})

test("a job that fails is tried again later, each time after about twice as long", async () => {
  const attempts: number[] = []
  const second = event()
  jobs.work("clients.import.check", async (_payload, { attempt }) => {
    attempts.push(attempt)
    if (attempt === 1) throw new Error("Broken \0 \ud800 once")
    second.happen()
  })
  await inTransaction((tx) => jobs.enqueue(tx, "clients.import.check", { importId: newId() }))
  await jobs.start()
  await settledStates([{ name: "clients.import.check", state: "retry" }])
  const [waiting] = await database.connection.sql<{ seconds: number; output: { message: string } }[]>`
    select extract(epoch from start_after - now())::float as seconds, output from pgboss.job where state = 'retry'`
  expect(waiting?.output.message).toBe("Broken \uFFFD \uFFFD once")
  expect(waiting?.seconds).toBeGreaterThan(rules["clients.import.check"].retryDelay - 2)
  expect(waiting?.seconds).toBeLessThanOrEqual(2 * rules["clients.import.check"].retryDelay)
  await database.connection.sql`update pgboss.job set start_after = now() - interval '1 second'`
  await second.happened
  await settledStates([{ name: "clients.import.check", state: "completed" }])
  expect(attempts).toEqual([1, 2])
  expect(dead).toEqual([])
})

test("a job that failed for the last time is told, and stays visible without its token", async () => {
  const told = event()
  died = told.happen
  const lasts: boolean[] = []
  jobs.work("email.password_reset", async (_payload, { last }) => {
    lasts.push(last)
    throw new Error("No email server.")
  })
  await inTransaction((tx) =>
    jobs.enqueue(tx, "email.password_reset", { email: "a@example.com", name: "Ada", token: "secret" }),
  )
  await database.connection.sql`update pgboss.job set retry_limit = 0`
  await jobs.start()
  await told.happened
  expect(lasts).toEqual([true])
  expect(dead).toMatchObject([{ name: "email.password_reset", error: new Error("No email server.") }])
  const [row] = await database.connection
    .sql`select state, data, output from pgboss.job where state = 'failed'`
  expect(row).toEqual({ state: "failed", data: {}, output: { message: "No email server." } })
})

test("of jobs with the same key only one waits; without a key each does", async () => {
  const importId = newId()
  const added = await inTransaction(async (tx) => [
    await jobs.enqueue(tx, "clients.import.read", { importId }, { singletonKey: importId }),
    await jobs.enqueue(tx, "clients.import.read", { importId }, { singletonKey: importId }),
    await jobs.enqueue(tx, "clients.import.read", { importId }),
    await jobs.enqueue(tx, "clients.import.read", { importId }),
  ])
  expect(added).toEqual([true, false, true, true])
  expect(await waitingJobs(database.connection.db, "clients.import.read")).toHaveLength(3)
})

test("a job that is to start later waits", async () => {
  await inTransaction((tx) =>
    jobs.enqueue(tx, "clients.import.read", { importId: newId() }, { startAfterSeconds: 90 }),
  )
  const [row] = await database.connection.sql<{ seconds: number }[]>`
    select extract(epoch from start_after - created_on)::int as seconds from pgboss.job`
  expect(row?.seconds).toBe(90)
})

test("stopping waits for the running job and takes no other", async () => {
  const began = event()
  const finish = event()
  const ended: string[] = []
  jobs.work("email.password_changed", async ({ name }) => {
    began.happen()
    await finish.happened
    ended.push(name)
  })
  await jobs.start()
  await inTransaction((tx) =>
    jobs.enqueue(tx, "email.password_changed", { email: "a@example.com", name: "first" }),
  )
  await began.happened
  const stopped = jobs.stop()
  await inTransaction((tx) =>
    jobs.enqueue(tx, "email.password_changed", { email: "a@example.com", name: "second" }),
  )
  finish.happen()
  await stopped
  expect(ended).toEqual(["first"])
  expect(await waitingJobs(database.connection.db, "email.password_changed")).toMatchObject([
    { name: "second" },
  ])
})

test("stopping tells a long job, and one that does not listen goes back to the queue", async () => {
  const began = event()
  const finish = event()
  let told = false
  await jobs.stop()
  jobs = createJobs({
    databaseUrl: database.url,
    db: database.connection.db,
    timing: { poll: 50, drain: 300 },
  })
  jobs.work("clients.import.apply", async (_payload, { signal }) => {
    signal.addEventListener("abort", () => {
      told = true
    })
    began.happen()
    await finish.happened
  })
  await jobs.start()
  await inTransaction((tx) => jobs.enqueue(tx, "clients.import.apply", { importId: newId() }))
  await began.happened
  const started = performance.now()
  await jobs.stop()
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(told).toBe(true)
  expect(await states()).toEqual([{ name: "clients.import.apply", state: "retry" }])
  finish.happen()
})

test("stopping uses up no retry, whether the job breaks off by itself or is left", async () => {
  const runs: [attempt: number, last: boolean][] = []
  const done = event()
  await inTransaction((tx) => jobs.enqueue(tx, "clients.import.apply", { importId: newId() }))
  await database.connection.sql`update pgboss.job set retry_limit = 1`
  for (const breaksOff of [true, false, true]) {
    const began = event()
    const worker = createJobs({
      databaseUrl: database.url,
      db: database.connection.db,
      timing: { poll: 50, drain: 300 },
    })
    worker.work("clients.import.apply", async (_payload, { attempt, last, signal }) => {
      runs.push([attempt, last])
      began.happen()
      await new Promise((_, reject) => {
        if (breaksOff) signal.addEventListener("abort", () => reject(signal.reason))
      })
    })
    await worker.start()
    await began.happened
    await worker.stop()
  }
  jobs.work("clients.import.apply", async (_payload, { attempt, last }) => {
    runs.push([attempt, last])
    done.happen()
  })
  await jobs.start()
  await done.happened
  await settledStates([{ name: "clients.import.apply", state: "completed" }])
  expect(runs).toEqual(Array(4).fill([1, false]))
})

test("housekeeping comes by the clock, once a day however many workers there are", async () => {
  const ran = event()
  let runs = 0
  const other = createJobs({ databaseUrl: database.url, db: database.connection.db })
  for (const worker of [jobs, other]) {
    worker.work("housekeeping", async () => {
      runs++
      ran.happen()
    })
  }
  await Promise.all([jobs.start(), other.start()])
  await ran.happened
  await other.stop()
  await jobs.stop()
  const again = createJobs({ databaseUrl: database.url, db: database.connection.db })
  const marker = event()
  again.work("housekeeping", async () => {
    runs++
  })
  again.work("email.password_changed", async () => marker.happen())
  await inTransaction((tx) =>
    jobs.enqueue(tx, "email.password_changed", { email: "a@example.com", name: "Ada" }),
  )
  await again.start()
  await marker.happened
  await again.stop()
  const [row] = await database.connection.sql<{ count: number }[]>`
    select count(*)::int as count from pgboss.job where name = 'housekeeping'`
  expect([row?.count, runs]).toEqual([1, 1])
})
