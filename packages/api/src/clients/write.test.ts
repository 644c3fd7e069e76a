import type { UserRow } from "@alphas/db/factories"
import { makeClient, makeContact, makeMember, makeUser } from "@alphas/db/factories"
import { changes, idempotencyKeys } from "@alphas/db/schema/changes"
import { clients, contacts } from "@alphas/db/schema/clients"
import { and, asc, eq, isNull, sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"

let api: TestApi
let admin: UserRow
let manager: UserRow
let member: UserRow
let finance: UserRow
let viewer: UserRow

beforeAll(async () => {
  api = await testApi()
  const { db } = api.database.connection
  admin = await makeUser(db, { role: "admin" })
  manager = await makeUser(db, { role: "manager" })
  member = await makeUser(db, { role: "team_member" })
  finance = await makeUser(db, { role: "finance" })
  viewer = await makeUser(db, { role: "client_viewer" })
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const logOf = (entityId: string) =>
  api.database.connection.db
    .select({
      verb: changes.verb,
      entity: changes.entity,
      fields: changes.fields,
      actorId: changes.actorId,
      people: changes.people,
    })
    .from(changes)
    .where(eq(changes.entityId, entityId))
    .orderBy(asc(changes.seq))

const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error) => error.reason ?? error.cause?.constructor?.name ?? error.code,
  )

describe("creating a client", () => {
  it("makes the creator its owner, fills the domain and the agency's currency, and is in the log", async () => {
    const { id } = await api
      .as(manager)
      .clients.create({ name: "Northwind", website: "https://www.Northwind.example/" })
    const client = await api.as(manager).clients.get({ id })
    expect(client).toMatchObject({
      name: "Northwind",
      domain: "northwind.example",
      currency: "EUR",
      version: 1,
    })
    expect(client.owner).toEqual({ id: manager.id, name: manager.name })
    expect(await logOf(id)).toMatchObject([
      {
        verb: "clients.create",
        entity: "client",
        actorId: manager.id,
        people: [manager.id],
        fields: { name: { after: "Northwind" } },
      },
    ])
  })

  it("takes members and contacts along, with exactly one primary contact", async () => {
    const { id } = await api.as(manager).clients.create({
      name: "Contoso",
      memberIds: [member.id],
      contacts: [{ name: "Ann" }, { name: "Ben", isPrimary: true }, { name: "Cleo", isPrimary: true }],
    })
    const client = await api.as(member).clients.get({ id })
    expect(client.members.map((person) => person.id)).toEqual([member.id])
    expect(client.contacts.filter((contact) => contact.isPrimary).map((contact) => contact.name)).toEqual([
      "Cleo",
    ])
  })

  it.each([
    [{ name: "" }, "name"],
    [{ name: "\u200b" }, "name"],
    [{ name: "x".repeat(201) }, "name"],
    [{ name: "A", website: "not a site" }, "website"],
    [{ name: "A", email: "nobody" }, "email"],
    [{ name: "A", country: "Germany" }, "country"],
    [{ name: "A", currency: "Euro" }, "currency"],
    [{ name: "A", status: "asleep" }, "status"],
    [{ name: "A", contacts: [{ name: "B", email: "@" }] }, "contacts.0.email"],
    [{ name: "A", colour: "red" }, "colour"],
  ])("refuses %j at the field", async (input, field) => {
    // The inputs are wrong on purpose, so they are not of the procedure's type.
    const error = await api
      .as(manager)
      .clients.create(input as { name: string })
      .catch((refused) => refused)
    expect(error.code).toBe("BAD_REQUEST")
    const issues = error.cause.issues as { path: (string | number)[]; keys?: string[] }[]
    expect(issues.map((issue) => [...issue.path, ...(issue.keys ?? [])].join("."))).toContain(field)
  })

  it.each(["team_member", "finance", "client_viewer"] as const)("is refused to a %s", async (role) => {
    const person = { team_member: member, finance, client_viewer: viewer }[role]
    expect(await reasonOf(api.as(person).clients.create({ name: "No" }))).toBe("forbidden")
  })

  it("is refused to nobody in particular", async () => {
    expect(await reasonOf(api.as(null).clients.create({ name: "No" }))).toBe("unauthenticated")
  })

  it("refuses an owner or member who is a client viewer, disabled or unknown, and leaves nothing behind", async () => {
    const disabled = await makeUser(api.database.connection.db, {
      role: "manager",
      disabledAt: new Date().toISOString(),
    })
    for (const id of [viewer.id, disabled.id, "0198f000-0000-7000-8000-000000000000"]) {
      expect(await reasonOf(api.as(admin).clients.create({ name: "Halfway", ownerId: id }))).toBe("invalid")
      expect(await reasonOf(api.as(admin).clients.create({ name: "Halfway", memberIds: [id] }))).toBe(
        "invalid",
      )
    }
    expect(
      await api.database.connection.db.select().from(clients).where(eq(clients.name, "Halfway")),
    ).toEqual([])
  })
})

describe("editing a client", () => {
  it("changes what is named, counts the version and records before and after", async () => {
    const client = await makeClient(api.database.connection.db, {
      ownerId: manager.id,
      name: "Before",
      city: "Bonn",
    })
    const saved = await api
      .as(manager)
      .clients.update({ id: client.id, version: 1, changes: { name: "After" } })
    expect(saved).toEqual({ id: client.id, version: 2 })
    expect(await api.as(manager).clients.get({ id: client.id })).toMatchObject({
      name: "After",
      city: "Bonn",
    })
    expect(await logOf(client.id)).toMatchObject([
      { verb: "clients.update", fields: { name: { before: "Before", after: "After" } } },
    ])
  })

  it("refuses a stale version with the client as it is now, and overwrites nothing", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id })
    await api.as(manager).clients.update({ id: client.id, version: 1, changes: { city: "Köln" } })
    const error = await api
      .as(admin)
      .clients.update({ id: client.id, version: 1, changes: { city: "Ulm" } })
      .catch((refused) => refused)
    expect(error).toMatchObject({
      reason: "stale_version",
      details: { current: { city: "Köln", version: 2 } },
    })
    expect(await api.as(admin).clients.get({ id: client.id })).toMatchObject({ city: "Köln" })
  })

  it("that two people do at once lets one win and tells the other", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id })
    const edits = ["Aachen", "Bremen", "Celle"].map((city) =>
      reasonOf(api.as(admin).clients.update({ id: client.id, version: 1, changes: { city } })),
    )
    expect((await Promise.all(edits)).sort()).toEqual(["accepted", "stale_version", "stale_version"])
  })

  it("of a client one may not see answers as if it did not exist", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: admin.id })
    const absent = "0198f000-0000-7000-8000-000000000000"
    const told = async (id: string) => {
      const error = await api
        .as(manager)
        .clients.update({ id, version: 1, changes: { city: "X" } })
        .catch((refused) => refused)
      return [error.code, error.message]
    }
    expect(await told(client.id)).toEqual(await told(absent))
  })

  it("gives an owner who is named the client, and takes it from the one before", async () => {
    const other = await makeUser(api.database.connection.db, { role: "manager" })
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id })
    await api.as(manager).clients.update({ id: client.id, version: 1, changes: { ownerId: other.id } })
    expect(await reasonOf(api.as(manager).clients.get({ id: client.id }))).toBe("not_found")
    expect((await api.as(other).clients.get({ id: client.id })).owner?.id).toBe(other.id)
    const [entry] = await logOf(client.id)
    expect(entry?.people.sort()).toEqual([manager.id, other.id].sort())
  })

  it("that changes nothing keeps the version and records nothing", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id, city: "Bonn" })
    expect(
      await api.as(manager).clients.update({ id: client.id, version: 1, changes: { city: "Bonn" } }),
    ).toEqual({
      id: client.id,
      version: 1,
    })
    expect(await logOf(client.id)).toEqual([])
  })
})

describe("archiving", () => {
  it("takes a client out of the list and restoring brings it back", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id, name: "Zephyr" })
    const found = async (archived: "no" | "only") =>
      (await api.as(manager).clients.list({ text: "zephyr", archived })).items.length
    await api.as(manager).clients.archive({ id: client.id, version: 1 })
    expect([await found("no"), await found("only")]).toEqual([0, 1])
    expect(await reasonOf(api.as(manager).clients.archive({ id: client.id, version: 2 }))).toBe("workflow")
    await api.as(manager).clients.restore({ id: client.id, version: 2 })
    expect([await found("no"), await found("only")]).toEqual([1, 0])
  })
})

describe("members", () => {
  it("see the client while they are members and no longer", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id })
    expect(await reasonOf(api.as(member).clients.get({ id: client.id }))).toBe("not_found")
    await api.as(manager).clients.addMember({ id: client.id, userId: member.id })
    await api.as(manager).clients.addMember({ id: client.id, userId: member.id })
    expect((await api.as(member).clients.get({ id: client.id })).id).toBe(client.id)
    await api.as(manager).clients.removeMember({ id: client.id, userId: member.id })
    expect(await reasonOf(api.as(member).clients.get({ id: client.id }))).toBe("not_found")
    expect((await logOf(client.id)).map((entry) => entry.verb)).toEqual([
      "clients.addMember",
      "clients.removeMember",
    ])
  })

  it("cannot change the client unless their role may", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id })
    await makeMember(api.database.connection.db, { clientId: client.id, userId: member.id })
    expect(
      await reasonOf(api.as(member).clients.update({ id: client.id, version: 1, changes: { city: "X" } })),
    ).toBe("forbidden")
  })
})

describe("contacts", () => {
  const primaries = (clientId: string) =>
    api.database.connection.db
      .select({ name: contacts.name })
      .from(contacts)
      .where(and(eq(contacts.clientId, clientId), contacts.isPrimary, isNull(contacts.deletedAt)))

  it("always have exactly one primary, whatever is added, promoted or removed", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id })
    const as = api.as(manager)
    const ann = await as.clients.contacts.create({ clientId: client.id, contact: { name: "Ann" } })
    const ben = await as.clients.contacts.create({ clientId: client.id, contact: { name: "Ben" } })
    expect(await primaries(client.id)).toEqual([{ name: "Ann" }])
    await as.clients.contacts.update({ id: ben.id, version: 1, changes: { isPrimary: true } })
    expect(await primaries(client.id)).toEqual([{ name: "Ben" }])
    await as.clients.contacts.remove({ id: ben.id, version: 2 })
    expect(await primaries(client.id)).toEqual([{ name: "Ann" }])
    const { version } = (await as.clients.get({ id: client.id })).contacts[0] ?? { version: 0 }
    await as.clients.contacts.update({ id: ann.id, version, changes: { isPrimary: false } })
    expect(await primaries(client.id)).toEqual([{ name: "Ann" }])
  })

  it("made primary by many people at once leave one primary and no deadlock", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: manager.id })
    const made = await Promise.all(
      ["A", "B", "C", "D"].map((name) =>
        api.as(manager).clients.contacts.create({ clientId: client.id, contact: { name } }),
      ),
    )
    const { contacts: now } = await api.as(manager).clients.get({ id: client.id })
    const results = await Promise.all(
      now.map(({ id, version }) =>
        reasonOf(api.as(manager).clients.contacts.update({ id, version, changes: { isPrimary: true } })),
      ),
    )
    expect(made).toHaveLength(4)
    expect(results.every((result) => result === "accepted" || result === "stale_version")).toBe(true)
    expect(await primaries(client.id)).toHaveLength(1)
  })

  it("of a client one may not see cannot be reached by their own id", async () => {
    const client = await makeClient(api.database.connection.db, { ownerId: admin.id })
    const contact = await makeContact(api.database.connection.db, { clientId: client.id })
    const as = api.as(manager)
    expect(
      await reasonOf(as.clients.contacts.update({ id: contact.id, version: 1, changes: { name: "X" } })),
    ).toBe("not_found")
    expect(await reasonOf(as.clients.contacts.remove({ id: contact.id, version: 1 }))).toBe("not_found")
    expect(await reasonOf(as.clients.contacts.create({ clientId: client.id, contact: { name: "X" } }))).toBe(
      "not_found",
    )
  })
})

describe("a mutation", () => {
  it("an edit that is sent again with its key is answered as before, although its version is stale by then", async () => {
    const { id } = await api.as(manager).clients.create({ name: "Edited once" })
    const edit = () =>
      api
        .as(manager, { idempotencyKey: "edit-1" })
        .clients.update({ id, version: 1, changes: { city: "Ulm" } })
    const answers = await Promise.all([edit(), edit(), edit()])
    expect([...answers, await edit()]).toEqual(Array(4).fill({ id, version: 2 }))
    expect((await logOf(id)).map(({ verb }) => verb)).toEqual(["clients.create", "clients.update"])
    const other = api.as(manager, { idempotencyKey: "edit-1" }).clients
    expect(await reasonOf(other.update({ id, version: 1, changes: { city: "Bonn" } }))).toBe(
      "idempotency_mismatch",
    )
    // What is refused takes no key: it may be sent again when it is right.
    const refused = api.as(manager, { idempotencyKey: "edit-2" }).clients
    expect(await reasonOf(refused.update({ id, version: 9, changes: { city: "Bonn" } }))).toBe(
      "stale_version",
    )
    expect(await refused.update({ id, version: 2, changes: { city: "Bonn" } })).toEqual({ id, version: 3 })
  })

  it("called again with its idempotency key answers the same and has no second effect", async () => {
    const idempotencyKey = "retry-1"
    const first = await api.as(manager, { idempotencyKey }).clients.create({ name: "Once" })
    const second = await api.as(manager, { idempotencyKey }).clients.create({ name: "Once" })
    expect(second).toEqual(first)
    expect(
      await api.database.connection.db.select().from(clients).where(eq(clients.name, "Once")),
    ).toHaveLength(1)
  })

  it("called ten times at once with one key has one effect", async () => {
    const idempotencyKey = "retry-2"
    const calls = Array.from({ length: 10 }, () =>
      api.as(manager, { idempotencyKey }).clients.create({ name: "Once only" }),
    )
    expect(new Set((await Promise.all(calls)).map((answer) => answer.id)).size).toBe(1)
    expect(
      await api.database.connection.db.select().from(clients).where(eq(clients.name, "Once only")),
    ).toHaveLength(1)
  })

  it("with a key that was used for something else is refused", async () => {
    const idempotencyKey = "retry-3"
    await api.as(manager, { idempotencyKey }).clients.create({ name: "One thing" })
    expect(await reasonOf(api.as(manager, { idempotencyKey }).clients.create({ name: "Another" }))).toBe(
      "idempotency_mismatch",
    )
    expect(await reasonOf(api.as(admin, { idempotencyKey }).clients.create({ name: "Another" }))).toBe(
      "accepted",
    )
  })

  it("that failed leaves its key free", async () => {
    const idempotencyKey = "retry-4"
    const as = api.as(manager, { idempotencyKey })
    expect(await reasonOf(as.clients.create({ name: "X", ownerId: viewer.id }))).toBe("invalid")
    expect(
      await api.database.connection.db
        .select()
        .from(idempotencyKeys)
        .where(eq(idempotencyKeys.key, idempotencyKey)),
    ).toEqual([])
    expect(await reasonOf(as.clients.create({ name: "X", ownerId: manager.id }))).toBe("accepted")
  })

  it("cannot rewrite the log", async () => {
    const { id } = await api.as(manager).clients.create({ name: "Logged" })
    await expect(api.database.connection.db.delete(changes).where(eq(changes.entityId, id))).rejects.toThrow()
    await expect(
      api.database.connection.db.update(changes).set({ verb: "x" }).where(sql`true`),
    ).rejects.toThrow()
  })
})
