import { setTimeout as sleep } from "node:timers/promises"
import { sql } from "drizzle-orm"
import postgres from "postgres"
import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { isConnectionLost } from "./lost-connections"
import { type TestDatabase, testDatabase } from "./testing"

let test: TestDatabase
const uncaught: unknown[] = []
const note = (error: unknown) => uncaught.push(error)

beforeAll(async () => {
  test = await testDatabase({ pool: 4, name: "victim" })
  await test.connection.sql`create table ledger (id serial primary key, run int not null, part int not null)`
  process.on("uncaughtException", note)
})
afterAll(async () => {
  process.off("uncaughtException", note)
  await test.drop()
})

it("a connection lost in a transaction is told to its caller, harms nobody else, and the pool recovers", async () => {
  const { db } = test.connection
  const admin = postgres(test.url, { max: 1 })
  let running = true
  const outcomes = { done: 0, lost: 0 }
  const writer = async (lane: number) => {
    for (let run = 0; running; run++) {
      const id = lane * 1_000_000 + run
      try {
        await db.transaction(async (tx) => {
          for (const part of [1, 2, 3]) {
            await tx.execute(sql`insert into ledger (run, part) values (${id}, ${part})`)
            await tx.transaction((inner) => inner.execute(sql`select pg_sleep(0.002)`))
          }
        })
        outcomes.done++
      } catch (error) {
        expect(isConnectionLost(error)).toBe(true)
        outcomes.lost++
      }
    }
  }
  const writers = [1, 2, 3, 4, 5, 6].map(writer)
  const until = Date.now() + 20_000
  for (let kill = 0; (outcomes.lost < 20 || outcomes.done < 20) && Date.now() < until; kill++) {
    await sleep(kill % 2 === 0 ? 25 : 200)
    await admin`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'victim' and datname = current_database() order by random() limit 2`
  }
  running = false
  await Promise.all(writers)
  expect(uncaught).toEqual([])
  expect(outcomes.lost).toBeGreaterThanOrEqual(20)
  expect(outcomes.done).toBeGreaterThanOrEqual(20)
  // Whole transactions or nothing: no statement of a lost one landed in another.
  const torn = await admin`select run from ledger group by run having count(*) <> 3`
  expect(torn).toEqual([])
  // The last one that was ended may hear of it only with its next statement.
  await vi.waitFor(() => Promise.all(Array.from({ length: 20 }, () => db.execute(sql`select 1`))))
  await admin.end()
}, 40_000)
