import { makeUser, type UserRow } from "@alphas/db/factories"
import { makeInvoice } from "@alphas/db/money-factories"
import { expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { handleInvoiceFile } from "./file-http"
import { type InvoiceWorld, invoiceWorld } from "./testing"

let api: TestApi
let world: InvoiceWorld
eachInWorld(invoiceWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

async function get(path: string, user: UserRow | null, headers: Record<string, string> = {}, method = "GET") {
  const { identity } = api.contextOf(user)
  const services = { ...api.services, auth: { ...api.services.auth, identify: async () => identity } }
  const {
    status,
    headers: answered,
    body,
  } = await handleInvoiceFile(services, {
    ...{ method, path, address: "192.0.2.7" },
    header: (name) => headers[name],
  })
  return { status, headers: new Map(answered), body: Buffer.from(body) }
}

it("an issued invoice is a PDF and an e-invoice, to be saved, for whoever may read it", async () => {
  const { id, number } = await world.issued()
  const { finance, manager, viewer } = world
  for (const user of [finance, manager, viewer]) {
    const pdf = await get(`${id}.pdf`, user)
    expect([pdf.status, pdf.body.subarray(0, 5).toString()]).toEqual([200, "%PDF-"])
    expect(pdf.headers.get("content-type")).toBe("application/pdf")
    expect(pdf.headers.get("content-disposition")).toContain(`attachment; filename="${number}.pdf"`)
    expect(pdf.headers.get("x-content-type-options")).toBe("nosniff")
    expect(pdf.headers.get("content-length")).toBe(String(pdf.body.length))
    const xml = await get(`${id}.xml`, user)
    expect([xml.status, xml.headers.get("content-type")]).toEqual([200, "application/xml"])
    expect(xml.body.toString()).toContain(`<cbc:ID>${number}</cbc:ID>`)
    expect(xml.body.toString()).toContain('<cbc:PayableAmount currencyID="EUR">119.00<')
  }
})

it("nobody else gets it, and a draft only who may prepare it", async () => {
  const { id } = await world.issued()
  const { db } = api.database.connection
  const [member, other] = [
    await makeUser(db, { role: "team_member" }),
    await makeUser(db, { role: "manager" }),
  ]
  expect((await get(`${id}.pdf`, null)).status).toBe(401)
  expect((await get(`${id}.pdf`, member)).status).toBe(403)
  expect((await get(`${id}.xml`, other)).status).toBe(404)
  const draft = await world.draft()
  expect((await get(`${draft.id}.pdf`, world.viewer)).status).toBe(404)
  expect((await get(`${draft.id}.pdf`, world.manager)).status).toBe(200)
  const refused = await get(`${draft.id}.xml`, world.manager)
  expect(refused.status).toBe(400)
  expect(JSON.parse(refused.body.toString()).error.message).toBe(
    "Issue the invoice first: a draft has no number.",
  )
})

it("another client's viewer does not get it", async () => {
  const { id } = await world.issued()
  const stranger = await makeInvoice(api.database.connection.db, {}, {})
  expect((await get(`${stranger.id}.pdf`, world.viewer)).status).toBe(404)
  expect((await get(`${id}.pdf`, world.viewer)).status).toBe(200)
})

it("another site's page, another method and another path get nothing", async () => {
  const { id } = await world.issued()
  const foreign = {
    "sec-fetch-site": "cross-site",
    "sec-fetch-mode": "no-cors",
    origin: "https://evil.example",
  }
  expect((await get(`${id}.pdf`, world.finance, foreign)).status).toBe(403)
  expect((await get(`${id}.pdf`, world.finance, {}, "POST")).status).toBe(415)
  for (const path of ["", id, `${id}.exe`, `${id}.pdf.xml`, "x.pdf", "../../etc/passwd.pdf"])
    expect((await get(path, world.finance)).status).toBe(404)
})
