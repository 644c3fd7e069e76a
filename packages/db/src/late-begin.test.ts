import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import postgres from "postgres"
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest"
import { onBegin, sendAhead } from "./ahead"
import type { Tx } from "./connection"
import { type TestDatabase, testDatabase } from "./testing"

let test: TestDatabase
const asked: string[] = []

beforeAll(async () => {
  test = await testDatabase({ pool: 2, onQuery: (statement) => asked.push(statement) })
  await test.connection.sql`create table ledger (part text primary key, inside xid8 not null)`
})
afterAll(() => test.drop())
beforeEach(async () => {
  await test.connection.sql`truncate ledger`
  asked.length = 0
})

const insert = (part: string) => ({
  text: "insert into ledger (part, inside) values ($1, pg_current_xact_id())",
  params: [part],
})
/** As a transaction is closed: it writes, and fails when `divisor` is 0. */
const closing = (part: string, divisor = 1) => ({
  text: `with last as (${insert(part).text} returning part) select part, 1 / $2::int as kept from last`,
  params: [part, divisor],
})

async function run(work: (tx: Tx, sent: Promise<unknown>[]) => Promise<void>): Promise<unknown[]> {
  const sent: Promise<unknown>[] = []
  await test.connection.db.transaction((tx) => work(tx, sent))
  return Promise.all(sent)
}
const ahead = async (
  tx: Tx,
  sent: Promise<unknown>[],
  ...statements: ReturnType<typeof insert | typeof closing>[]
) => {
  for (const statement of statements) sent.push((await sendAhead(tx, statement)).answered)
}
const parts = async () =>
  (await test.connection.sql<{ part: string }[]>`select part from ledger order by part`).map(
    ({ part }) => part,
  )
const transactions = async () => (await test.connection.sql`select distinct inside from ledger`).length

it("a transaction in which nothing is asked is no statement", async () => {
  await run(async () => undefined)
  expect(asked).toEqual([])
})

it("a statement and what is written last are one statement, whole and with the answer of the last", async () => {
  const answers = await run((tx, sent) => ahead(tx, sent, insert("first"), closing("last")))
  expect(asked).toHaveLength(1)
  expect(answers[1]).toEqual([{ part: "last", kept: 1 }])
  expect([await parts(), await transactions()]).toEqual([["first", "last"], 1])
})

it("of one statement that fails nothing stays, and both tell why", async () => {
  for (const [statements, code] of [
    [[insert("first"), closing("last", 0)], "22012"],
    [[insert("same"), closing("same")], "23505"],
  ] as const) {
    const sent: Promise<unknown>[] = []
    await test.connection.db.transaction((tx) => ahead(tx, sent, ...statements))
    for (const { status, reason } of (await Promise.allSettled(sent)) as PromiseRejectedResult[]) {
      expect([status, reason]).toEqual(["rejected", expect.objectContaining({ code })])
    }
    expect(await parts()).toEqual([])
  }
})

it("what was sent ahead comes before what is asked, in one transaction with what follows", async () => {
  await run(async (tx, sent) => {
    await ahead(tx, sent, insert("first"))
    const [row] = await tx.execute<{ count: number }>(sql`select count(*)::int from ledger`)
    expect(row?.count).toBe(1)
    await ahead(tx, sent, closing("last"))
  })
  expect([await parts(), await transactions()]).toEqual([["first", "last"], 1])
})

it("two statements with what is written last, or two of which none is a with, are a transaction", async () => {
  await run((tx, sent) => ahead(tx, sent, insert("a"), insert("b"), closing("c")))
  expect([await parts(), await transactions()]).toEqual([["a", "b", "c"], 1])
  await expect(run((tx, sent) => ahead(tx, sent, insert("d"), insert("a")))).rejects.toMatchObject({
    code: "23505",
  })
  expect(await parts()).toEqual(["a", "b", "c"])
})

it("work that fails before anything is asked has sent nothing, and is the reason for all of it", async () => {
  const sent: Promise<unknown>[] = []
  const failing = test.connection.db.transaction(async (tx) => {
    await ahead(tx, sent, insert("first"))
    throw new Error("No.")
  })
  await expect(failing).rejects.toThrow("No.")
  await expect(sent[0]).rejects.toThrow("No.")
  expect(asked).toEqual([])
})

it("questions at the same moment begin one transaction, whose first statement is that of the beginning", async () => {
  await run(async (tx) => {
    await onBegin(tx, async (driver) => void (await driver.unsafe("select 'begun'")))
    const inside = sql`insert into ledger values (gen_random_uuid(), pg_current_xact_id())`
    await Promise.all([
      tx.execute(inside),
      tx.execute(inside),
      tx.transaction((inner) => inner.execute(inside)),
    ])
  })
  expect(asked.slice(0, 2)).toEqual([expect.stringMatching(/^begin/), "select 'begun'"])
  expect(asked.filter((statement) => statement.startsWith("begin"))).toHaveLength(1)
  expect([(await parts()).length, await transactions()]).toEqual([3, 1])
})

it("a part of a transaction has begun with it", async () => {
  await run(async (tx, sent) => {
    await tx.execute(sql`insert into ledger values ('whole', pg_current_xact_id())`)
    await tx.transaction(async (part) => {
      await onBegin(part, async (driver) => void (await driver.unsafe("select 'begun'")))
      await ahead(part, sent, insert("part"))
    })
  })
  expect(asked.filter((statement) => statement === "select 'begun'")).toHaveLength(1)
  expect([await parts(), await transactions()]).toEqual([["part", "whole"], 1])
})

it("of statements that are only sent once the work is done, one that fails leaves nothing waiting", async () => {
  const sent: Promise<unknown>[] = []
  const statements = [
    insert("same"),
    { text: `${insert("same").text} returning 1 /* new */`, params: ["same"] },
    closing("last"),
  ]
  await test.connection.db.transaction((tx) => ahead(tx, sent, ...statements)).catch(() => undefined)
  const outcomes = await Promise.allSettled(sent)
  expect(outcomes.some(({ status }) => status === "rejected")).toBe(true)
  expect(await parts()).toEqual([])
  const [idle] = await test.connection.sql<{ count: number }[]>`
    select count(*)::int from pg_stat_activity where datname = current_database() and state like 'idle in%'`
  expect(idle?.count).toBe(0)
})

it("what is asked or sent after the end of a transaction that needed none is refused", async () => {
  let late: Tx | undefined
  await run(async (tx) => {
    late = tx
  })
  await expect(late?.execute(sql`select 1`)).rejects.toThrow()
  await expect(late && sendAhead(late, insert("late"))).rejects.toThrow("The transaction is over.")
  expect(asked).toEqual([])
})

it("what is sent ahead on a connection that was lost meanwhile is told, and nothing goes unheard", async () => {
  const admin = postgres(test.url, { max: 1 })
  const sent: Promise<unknown>[] = []
  const failing = test.connection.db.transaction(async (tx) => {
    const [{ pid } = { pid: 0 }] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await admin`select pg_terminate_backend(${pid})`
    await sleep(100)
    await ahead(tx, sent, closing("last"))
  })
  await expect(failing).rejects.toThrow()
  await sleep(200)
  expect(await Promise.allSettled(sent)).toEqual([])
  expect(await parts()).toEqual([])
  await admin.end()
})

it("many at once on few connections lose nothing", async () => {
  const numbers = Array.from({ length: 200 }, (_, number) => number)
  const outcomes = await Promise.allSettled(
    numbers.map((number) =>
      run(async (tx, sent) => {
        await ahead(tx, sent, insert(`first ${number}`))
        if (number % 3 === 0) await tx.execute(sql`select 1`)
        await ahead(tx, sent, closing(`last ${number}`, number % 2))
      }),
    ),
  )
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(100)
  const [kept] = await test.connection.sql<{ rows: number; whole: number }[]>`
    select count(*)::int as rows, count(distinct inside)::int as whole from ledger`
  expect(kept).toEqual({ rows: 200, whole: 100 })
})
