import { makeClient, makeMember, makeUser } from "@alphas/db/factories"
import { clients } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { AccessBook } from "./access"
import { Person } from "./subscriber"

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const open = () => new AccessBook(database.connection.sql, (id) => new Person(id))

test("people are found by role and by client as long as somebody listens for them", async () => {
  const { db } = database.connection
  const user = await makeUser(db, { role: "manager" })
  const client = await makeClient(db, { ownerId: user.id })
  const book = open()
  const [person, same] = await Promise.all([book.hold(user.id), book.hold(user.id)])
  expect(same).toBe(person)
  expect([...book.withRole("manager")]).toEqual([person])
  expect([...book.assignedTo(client.id)]).toEqual([person])
  book.release(user.id)
  expect(book.get(user.id)).toBe(person)
  book.release(user.id)
  expect([book.get(user.id), [...book.withRole("manager")], [...book.assignedTo(client.id)]]).toEqual([
    undefined,
    [],
    [],
  ])
})

test("refresh says whose access changed, and moves them in the index", async () => {
  const { db } = database.connection
  const [user, other] = [await makeUser(db, { role: "manager" }), await makeUser(db, { role: "manager" })]
  const client = await makeClient(db, { ownerId: user.id })
  const book = open()
  const [person, same] = [await book.hold(user.id), await book.hold(other.id)]
  expect(await book.refresh([user.id, other.id])).toEqual([])
  await db.update(clients).set({ ownerId: other.id }).where(eq(clients.id, client.id))
  expect(new Set(await book.refresh([user.id, other.id]))).toEqual(new Set([person, same]))
  expect([...book.assignedTo(client.id)]).toEqual([same])
  await db.update(users).set({ role: "finance" }).where(eq(users.id, user.id))
  expect(await book.refresh([user.id])).toEqual([person])
  expect([[...book.withRole("finance")], [...book.withRole("manager")]]).toEqual([[person], [same]])
  await db.update(users).set({ disabledAt: new Date().toISOString() }).where(eq(users.id, user.id))
  await book.refresh([user.id])
  expect([person.access, [...book.withRole("finance")]]).toEqual([null, []])
})

test("a look at some clients alone leaves the others as they were", async () => {
  const { db } = database.connection
  const user = await makeUser(db, { role: "team_member" })
  const [kept, lost, gained] = [
    await makeClient(db, { ownerId: user.id }),
    await makeClient(db, { ownerId: user.id }),
    await makeClient(db),
  ]
  const book = open()
  const person = await book.hold(user.id)
  await db.update(clients).set({ ownerId: null }).where(eq(clients.id, lost.id))
  await makeMember(db, { clientId: gained.id, userId: user.id })
  await db.update(clients).set({ ownerId: null }).where(eq(clients.id, kept.id))
  await book.refresh([user.id], [lost.id, gained.id])
  expect(person.access?.clients).toEqual(new Set([kept.id, gained.id]))
  await book.refresh([user.id])
  expect(person.access?.clients).toEqual(new Set([gained.id]))
})

test("a look at everything that a look at one client overtakes is not lost", async () => {
  const { db } = database.connection
  const user = await makeUser(db, { role: "manager" })
  const [kept, lost] = [
    await makeClient(db, { ownerId: user.id }),
    await makeClient(db, { ownerId: user.id }),
  ]
  let late: Promise<void> | undefined
  const sql = new Proxy(database.connection.sql, {
    apply(target, self, [text, ...values]) {
      const query = Reflect.apply(target, self, [text, ...values])
      const wait = late
      if (wait === undefined || !String(text).includes("from users u")) return query
      late = undefined
      return query.then((rows: unknown) => wait.then(() => rows))
    },
  })
  const book = new AccessBook(sql, (id) => new Person(id))
  const person = await book.hold(user.id)
  await db.update(clients).set({ ownerId: null }).where(eq(clients.id, lost.id))
  let arrive: () => void = () => undefined
  late = new Promise((resolve) => {
    arrive = resolve
  })
  const whole = book.refresh([user.id])
  await book.refresh([user.id], [kept.id])
  arrive()
  expect(await whole).toEqual([person])
  expect(person.access?.clients).toEqual(new Set([kept.id]))
})
