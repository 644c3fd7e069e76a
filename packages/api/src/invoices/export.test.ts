import { makeInvoice } from "@alphas/db/money-factories"
import { expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { exportInvoices } from "./export"
import { type InvoiceWorld, invoiceWorld } from "./testing"

let api: TestApi
let world: InvoiceWorld
eachInWorld(invoiceWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

it("an export has every issued document as PDF and as e-invoice, and says which cannot be one", async () => {
  const first = await world.issued()
  const second = await world.issued()
  const voided = await world
    .invoices()
    .void({ id: second.id, version: second.version, reason: "Wrong client" })
  await world.draft()
  const nowhere = { street: null, postalCode: null, city: null, region: null, country: null }
  const { buyer, ...issued } = await makeInvoice(api.database.connection.db, { state: "issued" })
  if (buyer === null) throw new Error("What is issued has a buyer.")
  const old = await makeInvoice(api.database.connection.db, {
    state: "issued",
    buyer: { ...buyer, address: nowhere },
  })
  const files: string[] = []
  const problems: string[] = []
  for await (const { number, file, problem } of exportInvoices(api.services)) {
    if (file === null) problems.push(`${number}: ${problem}`)
    else files.push(file.name)
  }
  for (const { number } of [first, second, voided.creditNote, issued])
    for (const format of ["pdf", "xml"]) expect(files).toContain(`${number}.${format}`)
  expect(files).toContain(`${old.number}.pdf`)
  expect(problems).toEqual([`${old.number}: Set the country of the client's address.`])
  expect(files.some((name) => name.startsWith("draft"))).toBe(false)
})
