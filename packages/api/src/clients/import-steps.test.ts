import type { UserRow } from "@alphas/db/factories"
import { makeClient, makeContact, makeUser } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { clientImportChunks, clientImportRows, clients } from "@alphas/db/schema/clients"
import { newId } from "@alphas/domain/ids"
import { waitingJobs } from "@alphas/jobs/testing"
import { and, eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { readImport } from "./import-jobs"
import { csvOf, ImportDriver, joinPieces } from "./import-testing"

let api: TestApi
let admin: UserRow
let manager: UserRow
let byAdmin: ImportDriver
let byManager: ImportDriver

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(db(), { role: "admin" })
  manager = await makeUser(db(), { role: "manager", email: "manager@agency.example" })
  byAdmin = new ImportDriver(api, admin)
  byManager = new ImportDriver(api, manager)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const reasonOf = (call: Promise<unknown>) =>
  call.then(
    () => "accepted",
    (error) => error.reason ?? error.cause?.constructor?.name ?? error.code,
  )
const piece = (text: string) => Buffer.from(text).toString("base64")

describe("the upload", () => {
  it("takes pieces in any order and twice, and reads them in theirs", async () => {
    const { id } = await byAdmin.imports.start({ fileName: "pieces.csv" })
    await byAdmin.imports.append({ id, index: 1, content: piece("cme\nOther\n") })
    await byAdmin.imports.append({ id, index: 0, content: piece("oops") })
    await byAdmin.imports.append({ id, index: 0, content: piece("Name\nA") })
    expect(await reasonOf(byAdmin.imports.finish({ id, pieces: 3 }))).toBe("invalid")
    await expect(byAdmin.imports.finish({ id, pieces: 4 })).rejects.toThrow(/are missing: 2, 3/)
    await byAdmin.imports.finish({ id, pieces: 2 })
    expect(await waitingJobs(db(), "clients.import.read")).toContainEqual({ importId: id })
    expect(await reasonOf(byAdmin.imports.append({ id, index: 2, content: piece("x") }))).toBe("workflow")
    await readImport(api.services, { importId: id })
    expect((await byAdmin.rows(id)).map((row) => [row.line, row.values])).toEqual([
      [2, ["Acme"]],
      [3, ["Other"]],
    ])
    expect(await db().select().from(clientImportChunks).where(eq(clientImportChunks.importId, id))).toEqual(
      [],
    )
  })

  it("says how the file is written, and guesses its columns", async () => {
    const text = "Firma;Straße;E-Mail\r\nMüller;Am Fluß 1;x@mueller.example\r\n"
    const read = await byAdmin.read(Buffer.from(text, "latin1"), { piece: 7 })
    expect(read).toMatchObject({
      state: "mapping",
      delimiter: ";",
      encoding: "windows-1252",
      header: ["Firma", "Straße", "E-Mail"],
      mapping: { name: 0, street: 1, email: 2 },
      rowsTotal: 1,
      progress: null,
      problem: null,
    })
  })
})

describe("the dry run", () => {
  it("creates nothing and says of every row what would become of it, and why", async () => {
    const existing = await makeClient(db(), {
      name: "Müller & Söhne GmbH",
      website: "https://mueller.example",
    })
    const reached = await makeClient(db(), { name: "Reached", website: null, email: null })
    await makeContact(db(), { clientId: reached.id, email: "eva@reached.example" })
    const before = await db().$count(clients)
    const checked = await byAdmin.check(
      csvOf([
        { name: "Brand New", email: "info@brandnew.example" },
        { name: "MULLER und SOHNE" },
        { name: "Elsewhere", website: "www.mueller.example/shop" },
        { name: "Quite Other", contact1Name: "Eva", contact1Email: "Eva@reached.example" },
        { name: "brand-new Ltd" },
        { name: "", country: "Utopia", email: "x@" },
        { name: "By Mail", email: "shop@mueller.example" },
      ]),
    )
    expect(checked).toMatchObject({
      state: "ready",
      rowsNew: 1,
      rowsDuplicate: 5,
      rowsRefused: 1,
      rowsTotal: 7,
    })
    const rows = await byAdmin.rows(checked.id)
    expect(rows.map((row) => [row.outcome, row.duplicateOf?.name ?? null, row.duplicateOfLine])).toEqual([
      ["new", null, null],
      ["duplicate", existing.name, null],
      ["duplicate", existing.name, null],
      ["duplicate", "Reached", null],
      ["duplicate", null, 2],
      ["refused", null, null],
      ["duplicate", existing.name, 4],
    ])
    expect(rows[5]?.problems).toEqual({
      name: "This field is required.",
      email: "This is not an email address.",
      country: "This country is not known. Enter its English name or two letters, like DE (ISO 3166-1).",
    })
    expect(await db().$count(clients)).toBe(before)
  })

  it("finds duplicates only among the clients that the person may see", async () => {
    await makeClient(db(), { name: "Foreign Affairs" })
    const checked = await byManager.check(csvOf([{ name: "Foreign Affairs" }]))
    expect(checked).toMatchObject({ rowsNew: 1, rowsDuplicate: 0 })
  })

  it("can be done again with other columns", async () => {
    const file = "One,Two\nAcme Again,Beta Again\n"
    const { id } = await byAdmin.read(file)
    expect((await byAdmin.checkAgain(id, { mapping: { name: 0 } })).rowsNew).toBe(1)
    const again = await byAdmin.checkAgain(id, { mapping: { name: 1, city: 0 } })
    expect(again).toMatchObject({
      state: "ready",
      rowsNew: 1,
      rowsDuplicate: 0,
      mapping: { name: 1, city: 0 },
    })
    await expect(byAdmin.imports.check({ id, mapping: { name: 2 } })).rejects.toThrow(
      /the file has 2 columns/,
    )
  })
})

describe("applying an import", () => {
  it("creates the clients with contacts, owner, members and their own lines in the log", async () => {
    const lead = await makeUser(db(), { role: "team_member", email: "lead@agency.example" })
    const done = await byManager.import(
      csvOf([
        {
          name: "Imported One",
          website: "https://one.example",
          status: "active",
          tags: "a; b",
          contact1Name: "First",
          contact2Name: "Second",
          owner: "LEAD@agency.example",
          members: "lead@agency.example",
        },
        { name: "Imported Two", archived: "yes" },
        { name: "Imported Three", owner: "nobody" },
        { name: "Imported Four", owner: "stranger@agency.example" },
      ]),
    )
    expect(done).toMatchObject({ state: "done", rowsCreated: 3, rowsRefused: 1, problem: null })
    const rows = await byManager.rows(done.id)
    expect(rows[3]?.problems.owner).toMatch(/Nobody at the agency/)
    const [one, two, three] = await Promise.all(
      rows.slice(0, 3).map((row) => api.as(manager).clients.get({ id: row.clientId ?? "" })),
    )
    expect(one).toMatchObject({
      domain: "one.example",
      currency: "EUR",
      tags: ["a", "b"],
      owner: { id: lead.id },
      version: 1,
    })
    expect(one?.contacts.map((contact) => [contact.name, contact.isPrimary])).toEqual([
      ["First", true],
      ["Second", false],
    ])
    // A manager sees what they are assigned to, and so what they have imported.
    expect(one?.members.map((member) => member.id).sort()).toEqual([lead.id, manager.id].sort())
    expect(two).toMatchObject({ owner: { id: manager.id } })
    expect(two?.archivedAt).not.toBeNull()
    expect(three).toMatchObject({ owner: null })
    const log = await db()
      .select()
      .from(changes)
      .where(eq(changes.entityId, one?.id ?? ""))
    expect(log).toHaveLength(1)
    expect(log[0]).toMatchObject({
      verb: "clients.import",
      channel: "job",
      actorId: manager.id,
      clientId: one?.id,
      fields: { name: { after: "Imported One" }, importId: { after: done.id } },
    })
    expect(log[0]?.people.sort()).toEqual([lead.id, manager.id].sort())
    const told = await db()
      .select()
      .from(changes)
      .where(and(eq(changes.entity, "client_import"), eq(changes.entityId, done.id)))
    expect(told.every((row) => row.people.join() === manager.id)).toBe(true)
    expect(told.filter((row) => row.fields.state).map((row) => row.fields.state?.after)).toEqual([
      "reading",
      "mapping",
      "checking",
      "ready",
      "importing",
      "done",
    ])
  })

  it("leaves duplicates out, or creates them too where the person says so", async () => {
    await makeClient(db(), { name: "Twice There", ownerId: manager.id })
    const file = csvOf([{ name: "Twice There" }, { name: "Only Once" }])
    expect(await byManager.import(file)).toMatchObject({ rowsCreated: 1 })
    expect(await byManager.import(file, { duplicates: "create" })).toMatchObject({ rowsCreated: 2 })
  })

  it("hands out the refused rows as a file that imports again once it is corrected", async () => {
    const done = await byAdmin.import(
      csvOf([
        { name: "Fine" },
        { name: "=Wrong()", email: "at" },
        { name: "Wrong, too", vatId: "x".repeat(41) },
      ]),
    )
    const refused = await joinPieces((cursor) => byAdmin.imports.refused({ id: done.id, cursor }))
    expect(refused.charCodeAt(0)).toBe(0xfeff)
    expect(refused).toContain("Email: This is not an email address.")
    const again = await byAdmin.check(refused.replace(",at,", ",a@wrong.example,"))
    expect(again).toMatchObject({
      rowsTotal: 2,
      rowsNew: 1,
      rowsRefused: 1,
      header: ["Name", "Email", "VAT ID", "Line", "Problem"],
    })
    const [first, second] = await byAdmin.rows(again.id)
    expect(first?.values.slice(0, 4)).toEqual(["=Wrong()", "a@wrong.example", "", "3"])
    expect(second?.values[4]).toBe("VAT ID: At most 40 characters.")
  })
})

describe("an import", () => {
  it("is its person's own, whatever the other's role", async () => {
    const checked = await byManager.check(csvOf([{ name: "Mine Alone" }]))
    const { id } = checked
    const calls = [
      byAdmin.imports.get({ id }),
      byAdmin.imports.rows({ id }),
      byAdmin.imports.refused({ id }),
      byAdmin.imports.run({ id }),
      byAdmin.imports.cancel({ id }),
      byAdmin.imports.undo({ id }),
      byAdmin.imports.check({ id, mapping: { name: 0 } }),
      byAdmin.imports.append({ id, index: 0, content: "AAAA" }),
      byAdmin.imports.finish({ id, pieces: 1 }),
      byManager.imports.get({ id: newId() }),
    ]
    expect(new Set(await Promise.all(calls.map(reasonOf)))).toEqual(new Set(["not_found"]))
    expect((await byAdmin.imports.list({})).items.map((each) => each.id)).not.toContain(id)
    expect((await byManager.imports.list({ limit: 1 })).items.map((each) => each.id)).toEqual([id])
    const member = await makeUser(db(), { role: "team_member" })
    expect(await reasonOf(api.as(member).clients.imports.start({ fileName: "x.csv" }))).toBe("forbidden")
  })

  it("takes no step that does not follow, and says where it stands", async () => {
    const { id } = await byAdmin.check(csvOf([{ name: "In Order" }]))
    await expect(byAdmin.imports.undo({ id })).rejects.toThrow(
      "This import is waiting to be started, so it cannot be undone now.",
    )
    await byAdmin.apply(id)
    const calls = [
      byAdmin.imports.run({ id }),
      byAdmin.imports.cancel({ id }),
      byAdmin.imports.finish({ id, pieces: 1 }),
      byAdmin.imports.check({ id, mapping: { name: 0 } }),
    ]
    expect(new Set(await Promise.all(calls.map(reasonOf)))).toEqual(new Set(["workflow"]))
    await byAdmin.undo(id)
    await expect(byAdmin.imports.undo({ id })).rejects.toThrow(/was undone/)
  })

  it("that is cancelled before it created anything forgets the file, and its job does nothing more", async () => {
    const id = await byAdmin.upload(csvOf([{ name: "Never" }]))
    expect(await byAdmin.imports.cancel({ id })).toMatchObject({ state: "cancelled", progress: null })
    await readImport(api.services, { importId: id })
    expect((await byAdmin.imports.get({ id })).state).toBe("cancelled")
    const checked = await byAdmin.check(csvOf([{ name: "Never" }]))
    await byAdmin.imports.cancel({ id: checked.id })
    expect(
      await db().select().from(clientImportRows).where(eq(clientImportRows.importId, checked.id)),
    ).toEqual([])
  })
})
