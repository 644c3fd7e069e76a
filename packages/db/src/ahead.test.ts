import { sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, it } from "vitest"
import { sendAhead } from "./ahead"
import { type TestDatabase, testDatabase } from "./testing"

let test: TestDatabase

beforeAll(async () => {
  test = await testDatabase({ pool: 3 })
  await test.connection.sql`create table ledger (run int not null, part text not null, inside xid8 not null)`
})
afterAll(() => test.drop())

const insert = (part: string) =>
  `insert into ledger (run, part, inside) values ($1, '${part}', pg_current_xact_id())`

async function run(number: number, divisor = 1, ownText = ""): Promise<void> {
  let last: { answered: Promise<unknown> } | undefined
  await test.connection.db.transaction(async (tx) => {
    await tx.execute(sql`insert into ledger values (${number}, 'first', pg_current_xact_id())`)
    const text = `with kept as (${insert("last")} returning 1) select 1 / $2::int from kept ${ownText}`
    last = await sendAhead(tx, { text, params: [number, divisor] })
  })
  await last?.answered
}

it("what is sent last is in the transaction that it ends, however many are under way", async () => {
  const runs = Array.from({ length: 300 }, (_, number) => number)
  // Some texts are new, and have to be prepared before the commit.
  await Promise.all(runs.map((number) => run(number, 1, number % 10 === 0 ? `/* ${number} */` : "")))
  const [kept] = await test.connection.sql<{ whole: number; torn: number }[]>`
    select count(*) filter (where parts = 2 and transactions = 1)::int as whole,
      count(*) filter (where parts <> 2 or transactions <> 1)::int as torn
    from (select run, count(*) as parts, count(distinct inside) as transactions from ledger group by run) as runs`
  expect(kept).toEqual({ whole: runs.length, torn: 0 })
})

it("a last statement that fails takes the transaction back, is told, and leaves the connection in order", async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, number) => run(1_000 + number, number % 2)),
  )
  expect(outcomes.map(({ status }) => status)).toEqual(
    outcomes.map((_, number) => (number % 2 === 0 ? "rejected" : "fulfilled")),
  )
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "22012" })
  }
  const rows = await test.connection.sql<{ run: number }[]>`
    select run from ledger where run >= 1000 group by run having count(*) = 2 order by run`
  expect(rows.map((row) => row.run)).toEqual(Array.from({ length: 20 }, (_, number) => 1_001 + number * 2))
})
