import { expect, it } from "vitest"
import { testBuyer, testSeller } from "../invoice-testing"
import { pagesOf, textsOf } from "./pdf-testing"
import { closingMinorOf, type StatementEntry, writeStatementPdf } from "./statement-pdf"

const statement = (entries: StatementEntry[]) => ({
  ...{ seller: testSeller, buyer: testBuyer, currency: "EUR", from: "2025-01-01", to: "2025-03-31" },
  ...{ openingMinor: 10_000, entries },
})

it("a statement has a balance after each entry", async () => {
  const made = statement([
    { day: "2025-01-10", kind: "invoice", reference: "INV-2025-0001", minor: 113_05 },
    { day: "2025-02-01", kind: "payment", reference: null, minor: -200_00 },
    { day: "2025-02-05", kind: "refund", reference: "R-1", minor: 5_00 },
  ])
  const texts = await textsOf(await writeStatementPdf(made))
  for (const text of ["100.00", "213.05", "13.05", "18.05", "€18.05", "Invoice INV-2025-0001", "10 Jan 2025"])
    expect(texts).toContain(text)
  expect(closingMinorOf(made)).toBe(18_05)
})

it("a statement of many entries repeats its head", async () => {
  const entry = { day: "2025-01-10", kind: "payment" as const, reference: "x", minor: 1 }
  const pages = await pagesOf(await writeStatementPdf(statement(Array(200).fill(entry))))
  expect(pages.length).toBeGreaterThan(3)
  for (const page of pages) expect(page.map(({ text }) => text)).toContain("Debit")
})
