import { makeUser } from "@alphas/db/factories"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { beginningOf, formatPosition } from "@alphas/domain/changes/position"
import { newId } from "@alphas/domain/ids"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Feed } from "./feed"
import { readHead } from "./log"
import { announcement, append, Inbox, openTransaction } from "./testing"

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const write = (id: string) => database.connection.db.transaction((tx) => append(tx, announcement(id)))

test("whoever goes on from where the log ended before they read misses nothing, whatever commits late", async () => {
  const admin = await makeUser(database.connection.db, { role: "admin" })
  await write(newId())
  const early = await openTransaction(database)
  const [late, committed, after] = [newId(), newId(), newId()]
  await append(early.tx, announcement(late))
  await write(committed)
  const head = await readHead(database.connection.sql)
  await early.commit()
  const feed = new Feed({ databaseUrl: database.url, redisUrl: null, pollEvery: 20 })
  const inbox = new Inbox()
  feed.subscribe(admin.id, formatPosition(head), inbox)
  await write(after)
  await inbox.until(({ ids }) => ids.includes(after))
  // Where a transaction of another database is open the log seems to end earlier, and some is told that was known.
  expect(inbox.ids.slice(-3)).toEqual([late, committed, after])
  expect(new Set(inbox.ids).size).toBe(inbox.ids.length)
  expect(inbox.kinds).not.toContain("ready")
  expect(inbox.kinds).not.toContain("reset")
  await feed.close()
  await early.close()
})

test("an empty log ends at its beginning, from where everything is told", async () => {
  const empty = await testDatabase()
  const admin = await makeUser(empty.connection.db, { role: "admin" })
  const head = await readHead(empty.connection.sql)
  expect(head).toEqual(beginningOf(head.epoch))
  const reader = new Feed({ databaseUrl: empty.url, redisUrl: null, pollEvery: 20 })
  const inbox = new Inbox()
  reader.subscribe(admin.id, formatPosition(head), inbox)
  const id = newId()
  await empty.connection.db.transaction((tx) => append(tx, announcement(id)))
  await inbox.until(({ ids }) => ids.includes(id))
  expect(inbox.kinds).not.toContain("reset")
  await reader.close()
  await empty.drop()
})
