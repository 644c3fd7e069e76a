import { hashPassword } from "@alphas/auth/passwords"
import { makeClient, makeUser, type UserRow } from "@alphas/db/factories"
import { newId } from "@alphas/domain/ids"
import { roles } from "@alphas/domain/permissions"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { callerOf } from "../router"
import { type TestApi, testApi } from "../testing"
import { Browser, loggedAs } from "./testing"

const password = "a password for everybody"
let passwordHash: string
let api: TestApi
let admin: UserRow
let next = 0

beforeAll(async () => {
  api = await testApi()
  passwordHash = await hashPassword(password)
})
afterAll(() => api.close())
beforeEach(async () => {
  await api.database.connection.sql`truncate users, clients cascade`
  admin = await person({ role: "admin", name: "Ada Arnold" })
})

const person = (values: Partial<UserRow> = {}) =>
  makeUser(api.database.connection.db, { passwordHash, ...values })
const signedIn = (user: UserRow) =>
  new Browser(api, { address: `192.0.2.${++next}` }).signIn(user.email, password)
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: { reason?: string }) => error.reason,
  )

test("people are listed by name, a page at a time, each exactly once, with filters and a count", async () => {
  for (let n = 0; n < 12; n++) {
    const role = n % 2 ? "finance" : "manager"
    await person({ name: `Person ${n % 3}`, email: `person${n}@agency.example`, role })
  }
  await person({ name: "Gone", disabledAt: new Date().toISOString() })
  const caller = api.as(admin)
  const seen: { id: string; name: string }[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof caller.users.list>> = await caller.users.list({
      limit: 5,
      cursor,
      count: true,
    })
    expect(page.total).toBe(13)
    seen.push(...page.items)
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(seen).toHaveLength(13)
  expect(new Set(seen.map(({ id }) => id)).size).toBe(13)
  expect(seen.map(({ name }) => name)).toEqual(seen.map(({ name }) => name).sort())
  expect((await caller.users.list({ role: ["finance"] })).items).toHaveLength(6)
  expect((await caller.users.list({ text: "person 1" })).items).toHaveLength(4)
  expect((await caller.users.list({ text: "PERSON11@" })).items).toHaveLength(1)
  expect((await caller.users.list({ text: "100%\u0000" })).items).toHaveLength(0)
  expect((await caller.users.list({ state: "disabled" })).items.map(({ name }) => name)).toEqual(["Gone"])
  expect((await caller.users.list({ state: "all", count: true })).total).toBe(14)
  for (const broken of [
    "nonsense",
    Buffer.from('["x","------------------------------------"]').toString("base64url"),
  ]) {
    expect(await refusal(caller.users.list({ cursor: broken }))).toBe("invalid")
  }
})

test("who may read people, and no answer holds a hash or a secret", async () => {
  const others = await Promise.all(roles.map((role) => person({ role })))
  for (const user of others) {
    const may = user.role === "admin" || user.role === "manager"
    expect(await refusal(api.as(user).users.list({}))).toBe(may ? "no refusal" : "forbidden")
    expect(await refusal(api.as(user).users.get({ id: admin.id }))).toBe(may ? "no refusal" : "forbidden")
  }
  const answers = [await api.as(admin).users.list({}), await api.as(admin).users.get({ id: admin.id })]
  expect(JSON.stringify(answers)).not.toMatch(/argon2|passwordHash|totp/)
  expect(await refusal(api.as(admin).users.get({ id: newId() }))).toBe("not_found")
})

test("a manager sees the name of a viewer's client only where they may see the client", async () => {
  const { connection } = api.database
  const manager = await person({ role: "manager" })
  const [own, foreign] = [
    await makeClient(connection.db, { ownerId: manager.id }),
    await makeClient(connection.db),
  ]
  const [mine, theirs] = [
    await person({ role: "client_viewer", clientId: own.id }),
    await person({ role: "client_viewer", clientId: foreign.id }),
  ]
  expect((await api.as(manager).users.get({ id: mine.id })).clientName).toBe(own.name)
  expect((await api.as(manager).users.get({ id: theirs.id })).clientName).toBeNull()
})

test("the directory names active staff to the agency's roles, and nobody to client viewers", async () => {
  const [viewer, gone, staff] = [
    await person({ role: "client_viewer" }),
    await person({ disabledAt: new Date().toISOString() }),
    await person({ name: "Thea Hansen" }),
  ]
  const directory = await api.as(staff).users.directory({})
  expect(directory).toContainEqual({ id: staff.id, name: "Thea Hansen" })
  expect(directory.map(({ id }) => id)).not.toContain(viewer.id)
  expect(directory.map(({ id }) => id)).not.toContain(gone.id)
  expect(await api.as(staff).users.directory({ text: "thea" })).toHaveLength(1)
  const clerk = await person({ role: "finance", name: "Thea Holm" })
  const named = async (doesTasks: boolean) =>
    (await api.as(staff).users.directory({ text: "thea", doesTasks })).map(({ id }) => id)
  expect(await named(false)).toEqual([staff.id, clerk.id])
  expect(await named(true)).toEqual([staff.id])
  expect(await refusal(api.as(viewer).users.directory({}))).toBe("forbidden")
})

test("another role is in force on the next call of a running session, and the log names the person", async () => {
  const user = await person({ role: "manager" })
  const one = await signedIn(user)
  expect(await refusal((await one.go()).users.list({}))).toBe("no refusal")
  const changed = await api.as(admin).users.changeRole({ id: user.id, version: 1, role: "finance" })
  expect(changed).toMatchObject({ role: "finance", version: 2 })
  expect(await refusal((await one.go()).users.list({}))).toBe("forbidden")
  const [logged] = (await loggedAs(api, "users.changeRole")).filter((row) => row.entityId === user.id)
  expect(logged).toMatchObject({
    actorId: admin.id,
    people: [user.id],
    fields: { role: { before: "manager", after: "finance" } },
  })
})

test("a viewer is given a client that exists; a stale version shows the person as they are now", async () => {
  const user = await person()
  const client = await makeClient(api.database.connection.db)
  const change = (values: { version: number; clientId: string | null }) =>
    api.as(admin).users.changeRole({ id: user.id, role: "client_viewer", ...values })
  expect(await refusal(change({ version: 1, clientId: newId() }))).toBe("invalid")
  expect(await change({ version: 1, clientId: client.id })).toMatchObject({ clientName: client.name })
  const stale = await change({ version: 1, clientId: client.id }).catch((error: unknown) => error)
  expect(stale).toMatchObject({ reason: "stale_version", details: { current: { id: user.id, version: 2 } } })
  expect(JSON.stringify(stale)).not.toContain("argon2")
})

test("an admin says how long somebody works a day; the log says what it was, and a stale version is refused", async () => {
  const user = await person()
  const set = (as: UserRow, version: number, dailyMinutes: number) =>
    api.as(as).users.setHours({ id: user.id, version, dailyMinutes })
  expect(await set(admin, 1, 360)).toMatchObject({ dailyMinutes: 360, version: 2 })
  expect(await set(admin, 2, 360), "nothing changes").toMatchObject({ version: 2 })
  expect(await refusal(set(admin, 1, 300))).toBe("stale_version")
  await expect(set(admin, 2, -1)).rejects.toThrow(/cannot be negative/)
  await expect(set(admin, 2, 0.5)).rejects.toThrow(/whole minutes/)
  await expect(set(admin, 2, 1_441)).rejects.toThrow(/24 hours/)
  expect(await set(admin, 2, 0)).toMatchObject({ dailyMinutes: 0, version: 3 })
  expect(await refusal(set(await person({ role: "manager" }), 3, 480))).toBe("forbidden")
  const logged = (await loggedAs(api, "users.setHours")).filter((row) => row.entityId === user.id)
  expect(logged.map(({ people, fields }) => ({ people, ...fields.dailyMinutes }))).toEqual([
    { people: [user.id], before: 480, after: 360 },
    { people: [user.id], before: 360, after: 0 },
  ])
})

test("a disabled person is out at once: sessions end, tokens do nothing; enabled again, the tokens work", async () => {
  const user = await person()
  const one = await signedIn(user)
  const { secret } = await (await one.go()).account.createToken({ name: "script", scope: "read" })
  const script = async () => {
    const identity = await api.services.auth.identify({ cookies: "", authorization: `Bearer ${secret}` })
    return refusal(callerOf(api.contextOf(null, { identity })).account.me())
  }
  expect(await script()).toBe("no refusal")
  await api.as(admin).users.disable({ id: user.id, version: 1 })
  expect([await one.isSignedIn(), await script()]).toEqual([false, "unauthenticated"])
  const [logged] = (await loggedAs(api, "users.disable")).filter((row) => row.entityId === user.id)
  expect(logged?.people).toEqual([user.id])
  expect(logged?.fields.sessions?.before).toHaveLength(1)
  await api.as(admin).users.enable({ id: user.id, version: 2 })
  expect([await one.isSignedIn(), await script()]).toEqual([false, "no refusal"])
})

test("the last active admin stays one", async () => {
  await person({ role: "admin", disabledAt: new Date().toISOString() })
  const caller = api.as(admin)
  expect(await refusal(caller.users.changeRole({ id: admin.id, version: 1, role: "manager" }))).toBe(
    "workflow",
  )
  expect(await refusal(caller.users.disable({ id: admin.id, version: 1 }))).toBe("workflow")
})

test("two admins who demote or disable each other at the same time leave one, every time", async () => {
  const count = async () => {
    const [row] = await api.database.connection.sql<{ count: number }[]>`
      select count(*)::int as count from users where role = 'admin' and disabled_at is null`
    return row?.count
  }
  for (let round = 0; round < 8; round++) {
    const [one, two] = [await person({ role: "admin" }), await person({ role: "admin" })]
    await api.database.connection
      .sql`delete from users where role = 'admin' and id not in (${one.id}, ${two.id})`
    const attack = (by: UserRow, on: UserRow) =>
      round % 2
        ? api.as(by).users.disable({ id: on.id, version: 1 })
        : api.as(by).users.changeRole({ id: on.id, version: 1, role: "finance" })
    const outcomes = await Promise.all([refusal(attack(one, two)), refusal(attack(two, one))])
    expect(outcomes.sort()).toEqual(["no refusal", "workflow"])
    expect(await count()).toBe(1)
    await api.database.connection.sql`truncate users cascade`
  }
})

test("an admin sees and revokes the API tokens of others; a stranger's token is nobody's to revoke", async () => {
  const [user, other] = [await person(), await person()]
  const one = await signedIn(user)
  const { token, secret } = await (await one.go()).account.createToken({ name: "script", scope: "read" })
  expect(await api.as(admin).users.tokens({ id: user.id })).toMatchObject([
    { id: token.id, prefix: token.prefix },
  ])
  expect(await refusal(api.as(other).users.tokens({ id: user.id }))).toBe("forbidden")
  expect(await refusal(api.as(other).account.revokeToken({ id: token.id }))).toBe("not_found")
  expect(await refusal(api.as(other).users.revokeTokenOf({ id: token.id }))).toBe("forbidden")
  await api.as(admin).users.revokeTokenOf({ id: token.id })
  const identity = await api.services.auth.identify({ cookies: "", authorization: `Bearer ${secret}` })
  expect(identity).toBeNull()
  expect(await refusal(api.as(admin).users.revokeTokenOf({ id: token.id }))).toBe("not_found")
})

test("only admins change roles, disable and enable", async () => {
  const target = await person()
  for (const role of ["manager", "team_member", "finance", "client_viewer"] as const) {
    const caller = api.as(await person({ role }))
    const seen = { id: target.id, version: 1 }
    const attempts = [
      caller.users.changeRole({ ...seen, role: "admin" }),
      caller.users.disable(seen),
      caller.users.enable(seen),
    ]
    expect(await Promise.all(attempts.map(refusal))).toEqual(["forbidden", "forbidden", "forbidden"])
  }
})

test("every read went through visibility", () => {
  expect(api.unguarded).toEqual([])
})

test("membership, owner and role of the same two rows change at once without anybody failing", async () => {
  const { db } = api.database.connection
  for (let round = 0; round < 12; round++) {
    const [client, colleague] = [await makeClient(db), await person({ role: "manager" })]
    const as = api.as(admin)
    const outcomes = await Promise.allSettled([
      as.clients.addMember({ id: client.id, userId: colleague.id }),
      as.users.changeRole({ id: colleague.id, version: 1, role: "client_viewer", clientId: client.id }),
      as.clients.update({ id: client.id, version: 1, changes: { ownerId: colleague.id } }),
      as.clients.addMember({ id: client.id, userId: admin.id }),
    ])
    const failed = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []))
    // Whoever is a client viewer by then cannot be assigned; nothing else goes wrong.
    expect(failed.filter(({ reason }) => reason !== "invalid")).toEqual([])
  }
})

test("nobody is left with a client that is merged away in the same moment", async () => {
  const { db } = api.database.connection
  for (let round = 0; round < 12; round++) {
    const [keep, away, viewer] = [
      await makeClient(db),
      await makeClient(db),
      await person({ role: "finance" }),
    ]
    const as = api.as(admin)
    await Promise.allSettled([
      as.users.changeRole({ id: viewer.id, version: 1, role: "client_viewer", clientId: away.id }),
      as.clients.merge({
        clients: [
          { id: keep.id, version: 1 },
          { id: away.id, version: 1 },
        ],
        keepId: keep.id,
      }),
    ])
    expect((await as.users.get({ id: viewer.id })).clientId).not.toBe(away.id)
  }
})
