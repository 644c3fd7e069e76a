import { readdir } from "node:fs/promises"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { receipts } from "@alphas/db/schema/expenses"
import { users } from "@alphas/db/schema/users"
import type { Receipt } from "@alphas/domain/expenses/receipt"
import { eq, sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { handleReceipt, type ReceiptRequest } from "./receipt-http"
import { sweepUploads } from "./receipt-store"
import { type ExpenseWorld, expenseWorld } from "./testing"

let api: TestApi
let world: ExpenseWorld
eachInWorld(expenseWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const pdf = Buffer.from("%PDF-1.4\n%%EOF\n")
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
)

interface Sent {
  user?: UserRow | null
  method?: string
  headers?: Record<string, string>
  scope?: "read" | "read_write"
}

/** Sends a request as somebody who is signed in, without a browser's headers. */
async function send(path: string, name: string, bytes: Iterable<Uint8Array>, sent: Sent = {}) {
  const { user = world.member, method = "POST", headers = {}, scope } = sent
  const { identity } = api.contextOf(user)
  const via = scope === undefined ? {} : { via: { kind: "token" as const, id: user?.id ?? "", scope } }
  const known = identity === null ? null : { ...identity, ...via }
  const services = { ...api.services, auth: { ...api.services.auth, identify: async () => known } }
  const all: Record<string, string> = { "content-type": "application/octet-stream", ...headers }
  const request: ReceiptRequest = {
    ...{ method, path, query: new URLSearchParams({ name }), address: "192.0.2.7" },
    header: (each) => all[each],
    bytes: (async function* () {
      yield* bytes
    })(),
  }
  const { status, headers: answered, body } = await handleReceipt(services, request)
  if (typeof body === "string") return { status, headers: new Map(answered), text: body, bytes: null }
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return { status, headers: new Map(answered), text: "", bytes: Buffer.concat(chunks) }
}

const upload = async (name: string, bytes: Uint8Array, sent: Sent = {}): Promise<Receipt> => {
  const { status, text } = await send("", name, [bytes], sent)
  expect([status, text]).toEqual([200, expect.any(String)])
  return JSON.parse(text)
}
const refusal = async (name: string, bytes: Iterable<Uint8Array>, sent: Sent = {}) => {
  const { status, text } = await send("", name, bytes, sent)
  const { error } = JSON.parse(text)
  return { status, message: error.message, reason: error.data.reason }
}
const download = (id: string, user: UserRow, headers: Record<string, string> = {}) =>
  send(id, "", [], { user, method: "GET", headers })
const left = async () => {
  const folder = api.services.environment.FILES_DIR
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names.filter((name) => /[0-9a-f-]{36}/.test(name))
}

describe("a receipt", () => {
  it("is uploaded, hangs on an expense, and is read where its expense is, to be saved only", async () => {
    const receipt = await upload("Quittung\u200b Zürich.pdf", pdf)
    expect(receipt).toMatchObject({ name: "Quittung Zürich.pdf", type: "application/pdf", size: pdf.length })
    const { member, manager, finance, other, stranger } = world
    expect((await download(receipt.id, member)).bytes).toEqual(pdf)
    expect((await download(receipt.id, finance)).status).toBe(404)
    const id = await world.enter({ receiptIds: [receipt.id] })
    for (const user of [member, manager, finance]) {
      const { status, headers, bytes } = await download(receipt.id, user)
      expect([user.role, status, bytes]).toEqual([user.role, 200, pdf])
      expect(headers.get("content-disposition")).toBe(
        `attachment; filename="Quittung Z_rich.pdf"; filename*=UTF-8''Quittung%20Z%C3%BCrich.pdf`,
      )
      expect(headers.get("x-content-type-options")).toBe("nosniff")
      expect(headers.get("content-security-policy")).toContain("sandbox")
    }
    for (const user of [other, stranger]) expect((await download(receipt.id, user)).status).toBe(404)
    expect((await download("../../etc/passwd", finance)).status).toBe(404)
    const away = { cookie: "session=1", "sec-fetch-site": "cross-site" }
    expect((await download(receipt.id, member, away)).status).toBe(403)
    await world.expenses().remove({ id, version: 1 })
    expect((await download(receipt.id, member)).status).toBe(404)
  })

  it("that is not what its name says is refused, and nothing is kept of it", async () => {
    const before = await left()
    const html = Buffer.from("<!doctype html><script>alert(1)</script>".padEnd(200, " "))
    const refused: [string, Iterable<Uint8Array>, RegExp][] = [
      ["receipt.png", [pdf], /named like a PNG and is a PDF/],
      ["receipt.pdf", [png], /named like a PDF and is a PNG/],
      ["receipt.jpg", [html], /named like a JPEG and is none/],
      ["receipt.heic", [Buffer.from("....ftypmp42")], /named like a HEIC and is none/],
      ["receipt.svg", [html], /files of these kinds: PDF, PNG, JPEG, WebP or HEIC/],
      ["receipt", [pdf], /files of these kinds/],
      ["receipt.pdf.html", [pdf], /files of these kinds/],
      ["receipt.pdf", [], /empty/],
      ["..\\receipt.pdf", [pdf], /no slashes/],
      ["a\nb.pdf", [pdf], /single line/],
      ["", [pdf], /required/],
      [`${"x".repeat(300)}.pdf`, [pdf], /At most 200/],
    ]
    for (const [name, bytes, sentence] of refused)
      expect([name, await refusal(name, bytes)]).toEqual([
        name,
        { status: 400, reason: "invalid", message: expect.stringMatching(sentence) },
      ])
    expect(await left()).toEqual(before)
    expect(await api.database.connection.db.select().from(receipts)).toEqual([])
  })

  it("of more than 15 MB is refused as soon as that is seen, whatever its length is said to be", async () => {
    const before = await left()
    let sent = 0
    function* endless() {
      yield pdf
      for (;;) yield Buffer.alloc(1024 * 1024, ++sent)
    }
    expect(await refusal("receipt.pdf", endless())).toMatchObject({ reason: "limit", status: 413 })
    expect(sent).toBe(15)
    const long = { headers: { "content-length": String(15 * 1024 * 1024 + 1) } }
    expect(await refusal("receipt.pdf", [pdf], long)).toMatchObject({ reason: "limit" })
    expect(await left()).toEqual(before)
  })

  it("is taken of nobody else than whoever enters expenses, and from no other page", async () => {
    const viewer = await makeUser(api.database.connection.db, { role: "client_viewer" })
    expect(await refusal("a.pdf", [pdf], { user: null })).toMatchObject({ reason: "unauthenticated" })
    expect(await refusal("a.pdf", [pdf], { user: viewer })).toMatchObject({ reason: "forbidden" })
    expect(await refusal("a.pdf", [pdf], { scope: "read" })).toMatchObject({ reason: "read_only_token" })
    await upload("a.pdf", pdf, { scope: "read_write" })
    for (const type of ["multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded"])
      expect(await refusal("a.pdf", [pdf], { headers: { "content-type": type } })).toMatchObject({
        reason: "content_type",
      })
    const cookie = { cookie: "session=1" }
    for (const headers of [
      { ...cookie, origin: "https://elsewhere.example" },
      { ...cookie, "sec-fetch-site": "cross-site" },
      { ...cookie, "sec-fetch-site": "same-site" },
      cookie,
    ] as Record<string, string>[])
      expect(await refusal("a.pdf", [pdf], { headers })).toMatchObject({ reason: "foreign_origin" })
    expect(await refusal("a.pdf", [pdf], { method: "PUT" })).toMatchObject({ reason: "content_type" })
  })

  it("whose row cannot be written leaves no bytes, unless another receipt has the same", async () => {
    const gone = { user: await makeUser(api.database.connection.db), headers: {} }
    await api.database.connection.db.delete(users).where(eq(users.id, gone.user.id))
    const other = Buffer.concat([pdf, Buffer.from("% of nobody\n")])
    expect(await refusal("a.pdf", [other], gone)).toMatchObject({ reason: "internal" })
    expect(await api.services.files.get(await hashOf(other))).toBeNull()
    const { id } = await upload("a.pdf", pdf)
    expect(await refusal("b.pdf", [pdf], gone)).toMatchObject({ reason: "internal" })
    expect((await download(id, world.member)).bytes).toEqual(pdf)
  })

  it("may be the twentieth that waits for its expense, and no further one", async () => {
    for (let n = 0; n < 20; n++) await upload(`${n}.pdf`, pdf)
    expect(await refusal("20.pdf", [pdf])).toMatchObject({ reason: "limit" })
  })

  it("that hangs on nothing is swept after a day, with its bytes unless another one has the same", async () => {
    const { db } = api.database.connection
    const [used, lost, fresh] = [
      await upload("a.pdf", pdf),
      await upload("b.pdf", pdf),
      await upload("c.png", png),
    ]
    await world.enter({ receiptIds: [used.id] })
    const sweep = () => sweepUploads(api.services.db, api.services.files, new AbortController().signal)
    expect(await sweep()).toBe(0)
    await db.update(receipts).set({ addedAt: sql`now() - interval '25 hours'` })
    expect(await sweep()).toBe(2)
    expect((await db.select().from(receipts)).map((row) => row.id)).toEqual([used.id])
    expect((await download(used.id, world.member)).bytes).toEqual(pdf)
    for (const { id } of [lost, fresh]) expect((await download(id, world.member)).status).toBe(404)
    expect(await api.services.files.get(await hashOf(png))).toBeNull()
  })
})

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))
  return Buffer.from(digest).toString("hex")
}
