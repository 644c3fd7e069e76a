import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { makeClient, makeContact, makeMember, makeUser } from "./factories"
import { clients } from "./schema/clients"
import { type TestDatabase, testDatabase } from "./testing"

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test("rows made without a word are complete and never collide", async () => {
  const { db } = database.connection
  const people = await Promise.all(Array.from({ length: 40 }, () => makeUser(db)))
  const companies = await Promise.all(Array.from({ length: 40 }, () => makeClient(db)))
  expect(new Set(people.map((person) => person.email)).size).toBe(40)
  expect(new Set(companies.map((company) => company.domain)).size).toBe(40)
  expect(companies.every((company) => company.email?.endsWith(`@${company.domain}`))).toBe(true)
})

test("what is given stays as given, and the domain follows the website", async () => {
  const { db } = database.connection
  const company = await makeClient(db, { name: "Café Über", website: "https://www.cafe-ueber.example/menu" })
  expect(company).toMatchObject({ name: "Café Über", domain: "cafe-ueber.example", status: "active" })
  expect(await makeClient(db, { website: null })).toMatchObject({ website: null, domain: null, email: null })
  expect(await makeUser(db, { passwordHash: "$argon2id$x", role: "admin" })).toMatchObject({
    passwordHash: "$argon2id$x",
    role: "admin",
    clientId: null,
  })
})

test("what a row hangs on is made with it when it is not named", async () => {
  const { db } = database.connection
  const viewer = await makeUser(db, { role: "client_viewer" })
  const contact = await makeContact(db, { isPrimary: true })
  const member = await makeMember(db)
  for (const id of [viewer.clientId, contact.clientId, member.clientId]) {
    expect(
      await db
        .select()
        .from(clients)
        .where(eq(clients.id, id ?? "")),
    ).toHaveLength(1)
  }
})
