import type { UserRow } from "@alphas/db/factories"
import { makeClient, makeContact, makeMember, makeUser } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { clients } from "@alphas/db/schema/clients"
import { newId } from "@alphas/domain/ids"
import { sql } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { ImportDriver, joinPieces, startStep } from "./import-testing"

/** Set ALPHAS_IMPORT_ROWS=100000 for the big one; each job then has a process of its own, whose memory is measured. */
const measured = process.env.ALPHAS_IMPORT_ROWS !== undefined
const rows = Number(process.env.ALPHAS_IMPORT_ROWS ?? 2_000)

let full: TestApi
let empty: TestApi
/** The same people in both houses. */
let admin: UserRow
let owner: UserRow
let member: UserRow

const people = async (api: TestApi) => {
  const { db } = api.database.connection
  const ids = [admin?.id, owner?.id, member?.id].map((id) => (id === undefined ? {} : { id }))
  return [
    await makeUser(db, { ...ids[0], role: "admin", email: "admin@agency.example" }),
    await makeUser(db, { ...ids[1], role: "manager", email: "owner@agency.example" }),
    await makeUser(db, { ...ids[2], role: "team_member", email: "member@agency.example" }),
  ] as const
}

beforeAll(async () => {
  full = await testApi()
  ;[admin, owner, member] = await people(full)
  empty = await testApi()
  await people(empty)
})
afterAll(async () => {
  expect([...full.unguarded, ...empty.unguarded]).toEqual([])
  await full.close()
  await empty.close()
})

const exportAll = (api: TestApi, person: UserRow, filters: object = {}) =>
  joinPieces((cursor) => api.as(person).clients.export({ ...filters, cursor }))

describe("a CSV export", () => {
  it("imported into an empty house and exported again is the same file, byte for byte", async () => {
    const { db } = full.database.connection
    const nasty = [
      "=HYPERLINK(1)",
      "+49 30 1234",
      "-1",
      "@home",
      "'quoted",
      "'=1",
      'say "hi"',
      "a;b,c|d\te",
      "back\\slash",
      "ﷺ ™ Ω 漢字 🏳️‍🌈",
      "%PDF",
      "nobody",
    ]
    for (const [index, text] of nasty.entries()) {
      const client = await makeClient(db, {
        name: text.replace("\t", " "),
        industry: text.replace("\t", " "),
        website: index % 2 ? null : `https://n${index}.example/?a=1,2`,
        email: null,
        tags: index % 2 ? [] : nasty.map((tag) => tag.replace("\t", " ").slice(0, 40)),
        notes: `${text}\r\nsecond line\n\n"third", =4+4`,
        ownerId: index % 3 === 0 ? null : owner.id,
        archivedAt: index % 4 === 0 ? new Date().toISOString() : null,
        status: (["prospect", "active", "on_hold", "former"] as const)[index % 4] ?? "active",
        currency: index % 2 ? "USD" : "EUR",
      })
      if (index % 2) await makeMember(db, { clientId: client.id, userId: member.id })
      if (index % 4 === 1) await makeMember(db, { clientId: client.id, userId: owner.id })
      for (let count = 0; count < index; count++) {
        await makeContact(db, {
          clientId: client.id,
          name: `${text.replace("\t", " ")} ${count}`,
          email: count % 3 ? `contact.${count}@client.example` : null,
          // The primary one is not the oldest.
          isPrimary: count === 1 || index === 1,
          phone: count % 2 ? null : "+49 30 1",
          notes: count % 2 ? `${text}\nmore` : null,
        })
      }
    }
    // Clients of the same name keep their order.
    for (const city of ["A", "B", "C"]) await makeClient(db, { name: "Same Name", city, notes: null })

    const file = await exportAll(full, admin, { archived: "also" })
    const done = await new ImportDriver(empty, admin).import(file, { duplicates: "create", piece: 1_000 })
    expect(done).toMatchObject({ state: "done", rowsCreated: nasty.length + 3, rowsRefused: 0 })
    expect(await exportAll(empty, admin, { archived: "also" })).toBe(file)
  })

  it("names the team as the directory does to whoever sees no emails of it", async () => {
    const { db } = full.database.connection
    const named = await makeClient(db, { name: "Named Team", ownerId: owner.id })
    await makeMember(db, { clientId: named.id, userId: member.id })
    const finance = await makeUser(db, { role: "finance" })
    const [theirs, ours] = [
      await exportAll(full, finance, { text: "Named Team" }),
      await exportAll(full, admin, { text: "Named Team" }),
    ]
    for (const { name, email } of [owner, member]) {
      expect(theirs).toContain(name)
      expect(theirs).not.toContain(email)
      expect(ours).toContain(email)
    }
    await db.delete(clients).where(sql`${clients.id} = ${named.id}`)
  })

  it("imports again with hundreds of contacts, and with people who are disabled, who are noted", async () => {
    const { db } = full.database.connection
    const disabledAt = new Date().toISOString()
    const gone = await makeUser(db, { role: "manager", email: "gone@agency.example", disabledAt })
    await makeUser(empty.database.connection.db, {
      id: gone.id,
      role: "manager",
      email: gone.email,
      disabledAt,
    })
    const client = await makeClient(db, { name: "Wide Round Trip", ownerId: gone.id })
    await makeMember(db, { clientId: client.id, userId: gone.id })
    for (let count = 0; count < 250; count++) {
      await makeContact(db, { clientId: client.id, name: `Contact ${count}`, isPrimary: count === 0 })
    }
    const file = await exportAll(full, admin, { text: "Wide Round" })
    const driver = new ImportDriver(empty, admin)
    const done = await driver.import(file, { duplicates: "create" })
    expect(done).toMatchObject({ state: "done", rowsCreated: 1, rowsRefused: 0 })
    const sentence = "gone@agency.example is disabled and is kept on the client."
    expect((await driver.rows(done.id))[0]?.problems).toEqual({ owner: sentence, members: sentence })
    expect(await exportAll(empty, admin, { text: "Wide Round" })).toBe(file)
  })

  it("holds what the filters let pass and the person may export, and nothing else", async () => {
    const mine = await makeClient(full.database.connection.db, {
      name: "Zz Mine",
      ownerId: owner.id,
      tags: ["pick"],
    })
    await makeClient(full.database.connection.db, { name: "Zz Foreign", tags: ["pick"] })
    const file = await exportAll(full, owner, { tags: ["pick"] })
    expect(file).toContain(mine.name)
    expect(file).not.toContain("Zz Foreign")
    expect(await exportAll(full, admin, { text: "zz", archived: "only" })).not.toContain("Zz")
    await expect(full.as(member).clients.export({})).rejects.toMatchObject({ reason: "forbidden" })
    await expect(full.as(admin).clients.export({ cursor: "x" })).rejects.toMatchObject({ reason: "invalid" })
  })

  it(`of ${rows.toLocaleString("en")} clients makes the round trip, and undoing leaves nothing`, {
    timeout: 1_800_000,
  }, async () => {
    const [from, to] = [await testApi(), await testApi()]
    const seconds: Record<string, number> = {}
    const timed = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
      const begun = performance.now()
      const result = await work()
      seconds[name] = Math.round((performance.now() - begun) / 100) / 10
      return result
    }
    const peakMiB: Record<string, number> = {}
    try {
      for (const api of [from, to]) await people(api)
      await fill(from, rows)
      const file = await timed("export", () => exportAll(from, admin))
      const driver = new ImportDriver(to, admin)
      const id = await timed("upload", () => driver.upload(file))
      const step = async (name: "read" | "check" | "apply" | "undo") => {
        if (measured) {
          peakMiB[name] = (await timed(name, async () => (await startStep(to, name, id)).ended)).peakMiB
        } else await timed(name, () => driver.work(name, id))
        return driver.imports.get({ id })
      }
      const { mapping } = await step("read")
      await driver.imports.check({ id, mapping: mapping ?? {}, duplicates: "create" })
      expect(await step("check")).toMatchObject({ state: "ready", rowsNew: rows, rowsRefused: 0 })
      await driver.imports.run({ id })
      expect(await step("apply")).toMatchObject({ state: "done", rowsCreated: rows, rowsRefused: 0 })
      expect((await exportAll(to, admin)) === file).toBe(true)
      const { db } = to.database.connection
      expect(await db.$count(changes, sql`verb = 'clients.import' and entity = 'client'`)).toBe(rows)
      await driver.imports.undo({ id })
      expect(await step("undo")).toMatchObject({ state: "undone", rowsKept: 0 })
      expect(await db.$count(clients, sql`deleted_at is null`)).toBe(0)
      if (!measured) return
      process.stdout.write(`${JSON.stringify({ rows, characters: file.length, seconds, peakMiB })}\n`)
      expect(Math.max(...Object.values(peakMiB))).toBeLessThan(320)
    } finally {
      await from.close()
      await to.close()
    }
  })
})

/** Clients with two contacts each, as many as wanted, in a few statements. */
async function fill(api: TestApi, count: number): Promise<void> {
  const { db } = api.database.connection
  for (let from = 0; from < count; from += 5_000) {
    const until = Math.min(count, from + 5_000)
    const given = Array.from({ length: until - from }, (_, index) => ({ id: newId(), at: from + index }))
    await db.execute(sql`
      with given as (select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as x (id uuid, at int)),
      made as (
        insert into clients (id, name, currency, website, domain, email, phone, city, country, tags, notes, owner_id)
        select id, 'Company ' || at || ' GmbH', 'EUR', 'https://www.c' || at || '.example', 'c' || at || '.example',
          'info@c' || at || '.example', '+49 30 ' || at, 'Berlin', 'DE', array['t' || at % 10, 'all'],
          'Note on company ' || at, ${owner.id}::uuid
        from given
      )
      insert into contacts (id, client_id, name, email, job_title, is_primary)
      select gen_random_uuid(), id, 'Person ' || at || ' ' || n, 'p' || n || '@c' || at || '.example', 'Buyer', n = 1
      from given, generate_series(1, 2) as n`)
  }
}
