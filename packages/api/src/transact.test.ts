import { makeUser, type UserRow } from "@alphas/db/factories"
import { clients } from "@alphas/db/schema/clients"
import { newId } from "@alphas/domain/ids"
import { eq } from "drizzle-orm"
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

const add = (id: string, recorded: boolean) =>
  transact(api.contextOf(admin), { path: "clients.update", input: null }, async ({ tx, record }) => {
    await tx.insert(clients).values({ id, name: "Added", currency: "EUR" })
    if (recorded) record({ entity: "client", id, clientId: id })
  })

test("a statement that fails takes all back, and is the reason that is told", async () => {
  const { db } = api.database.connection
  const id = newId()
  await add(id, true)
  await expect(add(id, true)).rejects.toMatchObject({ cause: { code: "23505" } })
  expect(await db.$count(clients, eq(clients.id, id))).toBe(1)
  const logged = await api.database.connection.sql`select 1 from changes where entity_id = ${id}`
  expect(logged).toHaveLength(1)
})

test("a change of which nothing is recorded is found, and stays out", async () => {
  const id = newId()
  await expect(add(id, false)).rejects.toThrow("clients.update changed clients and recorded nothing.")
  expect(await api.database.connection.db.$count(clients, eq(clients.id, id))).toBe(0)
})
