import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { makeInvoice, makeSeller } from "@alphas/db/money-factories"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let invoice: Awaited<ReturnType<typeof makeInvoice>>
beforeAll(async () => {
  alphas = await TestAlphas.start()
  const { db } = alphas.database.connection
  await makeSeller(db)
  invoice = await makeInvoice(db, { state: "issued" })
  await alphas.login(await alphas.person({ name: "Fin Moll", role: "finance" }))
})
afterAll(() => alphas.close())

test("an invoice is written as PDF and as e-invoice, named by its number or its id", async () => {
  const pdf = join(alphas.home, "invoice.pdf")
  const written = await alphas.run(["invoices", "pdf", String(invoice.number), "--out", pdf])
  expect([written.code, written.err]).toEqual([0, expect.stringContaining(`The PDF is in ${pdf}.`)])
  expect((await readFile(pdf)).subarray(0, 5).toString()).toBe("%PDF-")
  const xml = await alphas.run(["invoices", "xml", invoice.id])
  expect(xml.out).toContain(`<cbc:ID>${invoice.number}</cbc:ID>`)
})

test("an invoice is sent to whom the client's billing names, or to others", async () => {
  const nobody = await alphas.run(["invoices", "send", String(invoice.number)])
  expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining("Write an email address")])
  const sent = await alphas.run(["invoices", "send", invoice.id, "--to", "a@x.example,b@x.example"])
  expect([sent.code, sent.out]).toEqual([0, `${invoice.id} is on its way to a@x.example, b@x.example.\n`])
})

test("an invoice that is not there, or cannot be one, is said to be so, and no file is left", async () => {
  const none = await alphas.run(["invoices", "pdf", "INV-1999-0001", "--out", join(alphas.home, "none.pdf")])
  expect([none.code, none.err]).toEqual([1, expect.stringContaining("There is no invoice INV-1999-0001")])
  await expect(readFile(join(alphas.home, "none.pdf"))).rejects.toThrow("ENOENT")
  const draft = await makeInvoice(alphas.database.connection.db)
  const refused = await alphas.run(["invoices", "xml", draft.id])
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("a draft has no number")])
})
