import { makeUser } from "@alphas/db/factories"
import { users } from "@alphas/db/schema/users"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { eq, sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Names, peopleNumber } from "./names"

let database: TestDatabase
const statements: string[] = []
beforeAll(async () => {
  database = await testDatabase({ onQuery: (statement) => statements.push(statement) })
})
afterAll(() => database.drop())

const db = () => database.connection.db
const admin = { id: "0190a0a0-0000-7000-8000-000000000001", role: "admin" as const, clientId: null }

/** The number that a statement of rows would read now. */
async function numberNow(): Promise<number> {
  const [row] = await db().execute<{ people: number }>(sql`select ${peopleNumber}`)
  return row?.people ?? 0
}

test("names are read once and again after a change of one, in every process, and not after other changes", async () => {
  const [one, two] = [new Names(), new Names()]
  const person = await makeUser(db(), { name: "Before" })
  const nameBy = async (names: Names) => (await names.at(await numberNow(), admin, db()))(person.id)
  expect([await nameBy(one), await nameBy(two)]).toEqual(["Before", "Before"])
  const read = () => statements.filter((text) => text.includes("json_object_agg")).length
  const before = read()
  await db().update(users).set({ lastSeenAt: new Date().toISOString() }).where(eq(users.id, person.id))
  expect([await nameBy(one), await nameBy(two)]).toEqual(["Before", "Before"])
  expect(read()).toBe(before)
  await db().update(users).set({ name: "After" }).where(eq(users.id, person.id))
  expect([await nameBy(one), await nameBy(two)]).toEqual(["After", "After"])
  expect(read()).toBe(before + 2)
  const colleague = await makeUser(db(), { name: "New here" })
  expect((await one.at(await numberNow(), admin, db()))(colleague.id)).toBe("New here")
})

test("whoever does not see the directory sees nobody's name but their own", async () => {
  const [own, other] = [await makeUser(db(), { name: "Own" }), await makeUser(db(), { name: "Other" })]
  const viewer = { id: own.id, role: "client_viewer" as const, clientId: null }
  const nameOf = await new Names().at(await numberNow(), viewer, db())
  expect([nameOf(own.id), nameOf(other.id)]).toEqual(["Own", null])
})
