import { makeUser, type UserRow } from "@alphas/db/factories"
import { clients } from "@alphas/db/schema/clients"
import { newId } from "@alphas/domain/ids"
import { eq, sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestApi, testApi } from "./testing"
import { transact } from "./transact"

let api: TestApi
let admin: UserRow

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(api.services.db, { role: "admin" })
})
afterAll(() => api.close())

/** Adds a client without waiting for it, then asks something; of the second call of one id the insertion fails. */
const addAhead = (id: string, asks: boolean) =>
  transact(api.contextOf(admin), { path: "test.write", input: null }, async ({ tx, ahead, record }) => {
    await ahead(tx.insert(clients).values({ id, name: "Ahead", currency: "EUR" }))
    if (asks) await tx.execute(sql`select 1`)
    record({ entity: "client", id, clientId: id })
  })

test("a statement that was sent ahead and fails takes all back, and is the reason that is told", async () => {
  const { db } = api.database.connection
  for (const asks of [false, true]) {
    const id = newId()
    await addAhead(id, asks)
    await expect(addAhead(id, asks)).rejects.toMatchObject({ code: "23505" })
    expect(await db.$count(clients, eq(clients.id, id))).toBe(1)
    const logged = await api.database.connection.sql`select 1 from changes where entity_id = ${id}`
    expect(logged).toHaveLength(1)
  }
})

test("a statement that was sent ahead and nothing recorded of it is found, and stays out", async () => {
  const id = newId()
  const silent = transact(
    api.contextOf(admin),
    { path: "test.write", input: null },
    async ({ tx, ahead }) => {
      await ahead(tx.insert(clients).values({ id, name: "Silent", currency: "EUR" }))
    },
  )
  await expect(silent).rejects.toThrow("test.write changed clients and recorded nothing.")
  expect(await api.database.connection.db.$count(clients, eq(clients.id, id))).toBe(0)
})
