import { makeClient, type UserRow } from "@alphas/db/factories"
import { makeInvoice, makeSeller } from "@alphas/db/money-factories"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let finance: UserRow
let clientId: string
beforeAll(async () => {
  alphas = await TestAlphas.start()
  finance = await alphas.person({ role: "finance" })
  const { db } = alphas.database.connection
  await makeSeller(db)
  clientId = (await makeClient(db, { name: "Northwind" })).id
  await alphas.login(finance)
})
afterAll(() => alphas.close())

interface Issued {
  id: string
  number: string
}

test("a draft is listed, shown, issued, paid in parts, and what was paid is listed", async () => {
  const { db } = alphas.database.connection
  const draft = await makeInvoice(db, { clientId })
  const [head, row] = (await alphas.run(["invoices", "list", "--state", "draft"])).out.trimEnd().split("\n")
  expect(head).toMatch(/^NUMBER +CLIENT +STATE +PAYABLE +ID$/)
  expect(row).toMatch(/^\(draft\) +Northwind +Draft +119\.00 EUR +[0-9a-f-]{36}$/)
  const issued = await alphas.json<Issued>(["invoices", "issue", draft.id])
  expect(issued).toMatchObject({ id: draft.id, number: expect.stringMatching(/^INV-\d{4}-0001$/) })
  const again = await alphas.run(["invoices", "issue", draft.id])
  expect([again.code, again.err]).toEqual([1, expect.stringContaining("is not possible for an invoice")])

  const pay = (amount: string, ...more: string[]) =>
    alphas.run(["payments", "add", amount, "--invoice", issued.number.toLowerCase(), ...more])
  expect((await pay("100", "--reference", "Statement 4")).out).toContain("Recorded 100.00 EUR (")
  expect((await pay("20")).out).toContain("Recorded 20.00 EUR, 1.00 EUR of it as the client's credit")
  expect(await pay("1")).toMatchObject({ code: 2 })
  expect(await pay("1e3")).toMatchObject({ code: 2 })
  const shown = (await alphas.run(["invoices", "show", issued.number])).out
  expect(shown).toMatch(/State +Paid/)
  expect(shown).toMatch(/Work +1 pieces +100 +19 % +100\.00 EUR/)
  const { out } = await alphas.run(["payments", "list", "--client", "northwind"])
  expect(out).toMatch(new RegExp(`Northwind +100\\.00 EUR +Bank transfer +${issued.number} +Statement 4`))
  expect((await alphas.run(["payments", "add", "5"])).code).toBe(2)
})

test("void asks why and answers with the credit note", async () => {
  const { db } = alphas.database.connection
  const draft = await makeInvoice(db, { clientId })
  const { number } = await alphas.json<Issued>(["invoices", "issue", draft.id])
  expect((await alphas.run(["invoices", "void", number])).code).toBe(2)
  const { out } = await alphas.run(["invoices", "void", number, "--reason", "Wrong client"])
  expect(out).toMatch(new RegExp(`^${number} is void by CN-\\d{4}-0001\\.`))
  const listed = await alphas.json<{ items: { kind: string }[] }>([
    "invoices",
    "list",
    "--kind",
    "credit_note",
  ])
  expect(listed.items).toMatchObject([{ kind: "credit_note" }])
})
