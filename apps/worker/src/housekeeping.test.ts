import { makeUser } from "@alphas/db/factories"
import { idempotencyKeys } from "@alphas/db/schema/changes"
import { clientImportChunks, clientImports } from "@alphas/db/schema/clients"
import { passwordResets, sessions } from "@alphas/db/schema/users"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { newId } from "@alphas/domain/ids"
import { sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { keepHouse } from "./housekeeping"

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
const days = (count: number) => hours(count * 24)
const signal = new AbortController().signal

test("what is of no more use goes, and nothing else", async () => {
  const { db } = database.connection
  const user = await makeUser(db, { role: "manager" })
  const session = (idHash: string, expiresAt: string, endsAt: string) => ({
    idHash,
    name: newId(),
    userId: user.id,
    expiresAt,
    endsAt,
    device: "Firefox",
  })
  await db
    .insert(sessions)
    .values([
      session("live", days(7), days(30)),
      session("expired", hours(-1), days(20)),
      session("ended", days(1), hours(-1)),
    ])
  await db.insert(idempotencyKeys).values([
    { userId: user.id, key: "today", bodyHash: "x", createdAt: hours(-23) },
    { userId: user.id, key: "yesterday", bodyHash: "x", createdAt: hours(-25) },
  ])
  const reset = (tokenHash: string, expiresAt: string, usedAt: string | null) => ({
    userId: user.id,
    tokenHash,
    expiresAt,
    usedAt,
  })
  await db
    .insert(passwordResets)
    .values([
      reset("open", hours(1), null),
      reset("just expired", days(-6), null),
      reset("long expired", days(-8), null),
      reset("just used", days(-8), days(-6)),
      reset("long used", days(-9), days(-8)),
    ])
  const states = ["uploading", "reading", "mapping", "done", "failed"] as const
  for (const state of states) {
    const id = newId()
    await db.insert(clientImports).values({ id, userId: user.id, fileName: state, state })
    await db.insert(clientImportChunks).values({ importId: id, index: 0, content: Buffer.from(state) })
  }
  const abandoned = newId()
  await db
    .insert(clientImports)
    .values({ id: abandoned, userId: user.id, fileName: "abandoned", updatedAt: days(-8) })
  await db.insert(clientImportChunks).values({ importId: abandoned, index: 0, content: Buffer.from("a") })

  expect(await keepHouse(db, signal)).toEqual({
    sessions: 2,
    idempotency_keys: 1,
    password_resets: 2,
    client_import_chunks: 4,
  })

  const left = async (query: Promise<{ left: string }[]>) => (await query).map((row) => row.left).sort()
  expect(await left(db.select({ left: sessions.idHash }).from(sessions))).toEqual(["live"])
  expect(await left(db.select({ left: idempotencyKeys.key }).from(idempotencyKeys))).toEqual(["today"])
  expect(await left(db.select({ left: passwordResets.tokenHash }).from(passwordResets))).toEqual([
    "just expired",
    "just used",
    "open",
  ])
  const chunks = await db.execute<{ left: string }>(
    sql`select file_name as left from client_import_chunks join client_imports on id = import_id order by 1`,
  )
  expect([...chunks]).toEqual([{ left: "reading" }, { left: "uploading" }])
})

test("more than one batch goes in one round", async () => {
  const { db } = database.connection
  const user = await makeUser(db, { role: "manager" })
  await db.execute(sql`
    insert into idempotency_keys (user_id, key, body_hash, created_at)
    select ${user.id}, n::text, 'x', now() - interval '2 days' from generate_series(1, 10001) as n`)
  expect(await keepHouse(db, signal)).toMatchObject({ idempotency_keys: 10_001 })
})

test("a worker that stops breaks it off", async () => {
  const stopped = AbortSignal.abort(new Error("The worker stops."))
  await expect(keepHouse(database.connection.db, stopped)).rejects.toThrow("The worker stops.")
})
