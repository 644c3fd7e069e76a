import type { UserRow } from "@alphas/db/factories"
import { makeClient, makeContact, makeUser } from "@alphas/db/factories"
import type { ClientRow } from "@alphas/domain/clients/dto"
import { type ClientSort, clientSorts, clientStatuses } from "@alphas/domain/clients/words"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"

let api: TestApi
let admin: UserRow
let manager: UserRow
let viewer: UserRow

beforeAll(async () => {
  api = await testApi()
  const { db } = api.database.connection
  admin = await makeUser(db, { role: "admin", name: "Zoe Admin" })
  manager = await makeUser(db, { role: "manager", name: "ada manager" })
  for (let index = 0; index < 60; index++) {
    await makeClient(db, {
      // Names that differ only in case, and repeat, so that the order needs the id.
      name:
        index % 3 === 0
          ? `Same ${index % 6}`
          : `${index % 2 ? "b" : "B"}rand ${String(index).padStart(2, "0")}`,
      status: clientStatuses[index % 4] ?? "active",
      industry: index % 5 === 0 ? null : `Industry ${index % 7}`,
      ownerId: index % 4 === 0 ? null : index % 2 ? admin.id : manager.id,
      tags: index % 2 ? ["retail", "key"] : ["retail"],
      createdAt: new Date(Date.UTC(2026, 0, 1 + (index % 10))).toISOString(),
    })
  }
  const own = await makeClient(db, { name: "Viewed", notes: "secret", tags: ["internal"], ownerId: admin.id })
  await makeContact(db, { clientId: own.id, name: "Pat", isPrimary: true, notes: "hush" })
  viewer = await makeUser(db, { role: "client_viewer", clientId: own.id })
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const keyOf: Record<ClientSort, (row: ClientRow) => string | number> = {
  name: (row) => row.name.toLowerCase(),
  status: (row) => clientStatuses.indexOf(row.status),
  industry: (row) => row.industry?.toLowerCase() ?? "",
  owner: (row) => row.owner?.name.toLowerCase() ?? "",
  createdAt: (row) => row.createdAt,
  updatedAt: (row) => row.updatedAt,
}

describe("the list of clients", () => {
  it.each(clientSorts.flatMap((sort) => [["asc", sort] as const, ["desc", sort] as const]))(
    "by keyset, %s by %s, shows every row once and in order",
    async (direction, sort) => {
      const rows: ClientRow[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<ReturnType<typeof api.as>["clients"]["list"]>> = await api
          .as(admin)
          .clients.list({ sort, direction, cursor, limit: 7, count: true })
        expect(page.total).toBe(61)
        rows.push(...page.items)
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(new Set(rows.map((row) => row.id)).size).toBe(61)
      const collated = new Intl.Collator("en")
      for (const [index, row] of rows.slice(1).entries()) {
        const before = keyOf[sort](rows[index] ?? row)
        const after = keyOf[sort](row)
        const order =
          typeof before === "string" && sort !== "name" && sort !== "owner" && sort !== "industry"
            ? before.localeCompare(String(after))
            : typeof before === "number"
              ? before - Number(after)
              : collated.compare(String(before), String(after))
        expect(direction === "asc" ? order <= 0 : order >= 0, `${before} then ${after}`).toBe(true)
      }
    },
  )

  it("refuses a cursor of another order, or a made-up one, and searches for text that Postgres does not know", async () => {
    const { clients, changes } = api.as(admin)
    const made = (value: unknown) =>
      Buffer.from(JSON.stringify([value, "00000000-0000-7000-8000-000000000001"])).toString("base64url")
    for (const sort of clientSorts) {
      for (const cursor of [made(null), made(7), made("\0"), "-".repeat(36), "garbage"]) {
        await expect(clients.list({ sort, cursor })).rejects.toMatchObject({ reason: "invalid" })
      }
    }
    const wrong: [ClientSort, string][] = [
      ["status", "zzz"],
      ["createdAt", "zzz"],
      ["createdAt", "2026-13-01 00:00:00+00"],
      ["updatedAt", "99999999-01-01"],
    ]
    for (const [sort, value] of wrong) {
      await expect(clients.list({ sort, cursor: made(value) })).rejects.toMatchObject({ reason: "invalid" })
    }
    const odd = "a\0b"
    expect((await clients.list({ text: odd, industry: [odd], tags: [odd] })).items).toEqual([])
    expect((await changes.audit({ verb: odd })).items).toEqual([])
    for (const from of [
      "0000-01-01T00:00:00Z",
      "10000-01-01T00:00:00Z",
      `2026-05-01T08:00:00.${"1".repeat(500)}Z`,
    ]) {
      await expect(changes.audit({ from })).rejects.toMatchObject({ code: "BAD_REQUEST" })
    }
    expect(
      (await changes.audit({ from: "2026-05-01T08:00:00+23:59", to: "2026-05-01T08:00:00-16:00" })).items,
    ).toEqual([])
  })

  it("filters by status, industry, tags, owner and text, together", async () => {
    const list = (input: Parameters<ReturnType<typeof api.as>["clients"]["list"]>[0]) =>
      api.as(admin).clients.list({ limit: 200, ...input })
    const all = (await list({})).items
    expect((await list({ status: ["active", "former"] })).items).toEqual(
      all.filter((row) => row.status === "active" || row.status === "former"),
    )
    expect((await list({ industry: ["industry 3"] })).items).toEqual(
      all.filter((row) => row.industry === "Industry 3"),
    )
    expect((await list({ tags: ["retail", "key"] })).items).toEqual(
      all.filter((row) => row.tags.includes("key")),
    )
    expect((await list({ ownerId: [manager.id, null] })).items).toEqual(
      all.filter((row) => row.owner === null || row.owner.id === manager.id),
    )
    expect((await list({ text: "BRAND 1", status: ["active"] })).items).toEqual(
      all.filter((row) => row.name.toLowerCase().includes("brand 1") && row.status === "active"),
    )
  })

  it.each(["%", "_", "\\", "'", '"; drop table clients'])("takes %j in a search for itself", async (text) => {
    expect((await api.as(admin).clients.list({ text })).items).toEqual([])
  })

  it("shows a manager their own and those they are a member of, and counts only these", async () => {
    const page = await api.as(manager).clients.list({ limit: 200, count: true })
    expect(page.items.length).toBe(page.total)
    expect(page.items.every((row) => row.owner?.id === manager.id)).toBe(true)
    expect(page.items.length).toBeGreaterThan(0)
  })

  it("shows a client viewer their client without what is internal, and no way to filter for it", async () => {
    const page = await api.as(viewer).clients.list({})
    expect(page.items.map((row) => [row.name, row.tags, row.owner])).toEqual([["Viewed", [], null]])
    expect((await api.as(viewer).clients.list({ tags: ["internal"] })).items).toEqual([])
    for (const ownerId of [[admin.id], [null]]) {
      const asked = await api.as(viewer).clients.list({ ownerId, count: true })
      expect(asked).toEqual({ items: [], nextCursor: null, total: 0 })
    }
    await expect(api.as(viewer).clients.list({ sort: "owner" })).rejects.toMatchObject({
      reason: "forbidden",
      details: { fields: { sort: expect.any(Array) } },
    })
    expect(Object.keys(page.items[0] ?? {}).filter((name) => /sort|owner./i.test(name))).toEqual([])
    const client = await api.as(viewer).clients.get({ id: page.items[0]?.id ?? "" })
    expect([client.notes, client.members, client.contacts.map((contact) => contact.notes)]).toEqual([
      null,
      [],
      [null],
    ])
    expect((await api.as(viewer).clients.facets()).tags).toEqual([])
  })

  it.each(["x", "bnVsbA", Buffer.from('["a","b"]').toString("base64url")])(
    "refuses the cursor %j with a sentence",
    async (cursor) => {
      await expect(api.as(admin).clients.list({ cursor })).rejects.toThrow(
        "This cursor is not from this list. Use `nextCursor` of the page before.",
      )
    },
  )
})
