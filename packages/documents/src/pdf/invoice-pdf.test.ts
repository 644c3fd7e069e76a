import { documentLanguages } from "@alphas/domain/money/billing"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { amountText } from "../amount-text"
import { formatIn } from "../document-format"
import { anyInvoice, testBuyer, testInvoice, testLine, testSeller } from "../invoice-testing"
import { wordsIn } from "../words-in"
import { writeInvoicePdf } from "./invoice-pdf"
import { pagesOf, textsOf } from "./pdf-testing"

const lines = (count: number, description = "Campaign management with a few more words") =>
  Array.from({ length: count }, (_, index) => testLine({ description: `${description} ${index + 1}` }))
const named = (name: string) =>
  testInvoice({ buyer: { ...testBuyer, name }, lines: [testLine({ description: name })] })

describe("an invoice as PDF", () => {
  it("says in its text every amount of the document", async () => {
    await fc.assert(
      fc.asyncProperty(anyInvoice(["EUR", "JPY", "KWD"]), async (invoice) => {
        const texts = await textsOf(await writeInvoicePdf(invoice))
        const format = formatIn(invoice.buyer.language, invoice.currency)
        const paid = invoice.kind === "invoice" ? invoice.settledMinor : 0
        const { totals } = invoice
        const said = (text: string) => expect(texts).toContain(text.replace(/\s/g, " "))
        for (const minor of [totals.netMinor, totals.payableMinor, totals.payableMinor - paid])
          said(format.money(minor))
        for (const { taxMinor } of totals.taxes) said(format.money(taxMinor))
        for (const { amountMinor } of totals.lines) said(format.amount(amountMinor))
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it("repeats the head of its table on each of many pages, splits no line, and numbers them", async () => {
    const pages = await pagesOf(await writeInvoicePdf(testInvoice({ lines: lines(500) })))
    expect(pages.length).toBeGreaterThan(10)
    pages.forEach((page, at) => {
      const texts = page.map(({ text }) => text)
      expect(texts).toContain(`Page ${at + 1} of ${pages.length}`)
      const rows = page.filter(({ text }) => text.startsWith("Campaign management"))
      expect(texts.includes("Description")).toBe(rows.length > 0)
      // Each row's amount is on its line, and all of it above the foot of the page.
      for (const row of rows) {
        const beside = page.filter(({ y }) => Math.abs(y - row.y) < 0.01).map(({ text }) => text)
        expect(beside).toContain("95.00")
        expect(row.y).toBeGreaterThan(70)
      }
    })
    const numbers = pages.flat().flatMap(({ text }) => /words (\d+)$/.exec(text)?.[1] ?? [])
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, at) => String(at + 1)))
  })

  it("keeps a line of many lines of text together, and goes on with one that no page holds", async () => {
    const tall = testLine({ description: "tall\n".repeat(12).trimEnd() })
    const pages = await pagesOf(await writeInvoicePdf(testInvoice({ lines: Array(9).fill(tall) })))
    for (const page of pages) expect(page.filter(({ text }) => text === "tall").length % 12).toBe(0)
    const endless = testLine({ description: "endless\n".repeat(200) })
    const over = await pagesOf(await writeInvoicePdf(testInvoice({ lines: [endless] })))
    expect(over.flat().filter(({ text }) => text === "endless")).toHaveLength(200)
  })

  it.each([
    ["Latin, Polish", "Żółć Überschuß Œuvre"],
    ["Greek", "Διαφημιστική Εταιρεία"],
    ["Cyrillic", "Рекламное агентство Ёж"],
    ["Chinese", "北京广告有限公司"],
    ["traditional Chinese", "臺灣廣告國際股份有限公司"],
    ["Japanese", "株式会社東京メディア"],
    ["Korean", "주식회사 서울미디어"],
  ])("shows a name in %s", async (_, name) => {
    const text = (await textsOf(await writeInvoicePdf(named(name)))).join("")
    expect(text).toContain(name)
  })

  it("shows Arabic and Hebrew from the right, with what is in other letters between", async () => {
    const arabic = await pagesOf(await writeInvoicePdf(named("شركة النور (المحدودة) 2025 GmbH")))
    const text = arabic
      .flat()
      .map((each) => each.text)
      .join(" ")
      .normalize("NFKC")
    for (const word of ["شركة", "النور", "المحدودة"]) expect(text).toContain(word)
    const hebrew = await pagesOf(await writeInvoicePdf(named("חברת האור 2025")))
    const row = hebrew.flat().filter(({ text: each }) => /[א-ת]|^2025$/.test(each))
    expect(row.some(({ text: each }) => each.includes("חברת"))).toBe(true)
    // Read from the right: the year, which comes last, stands at the left.
    const [year, name] = [
      row.find((each) => each.text === "2025"),
      row.find((each) => each.text.includes("חברת")),
    ]
    expect(year?.x).toBeLessThan(name?.x ?? 0)
  })

  it("breaks Chinese where no blank is, and a word that no line holds", async () => {
    const long = await pagesOf(await writeInvoicePdf(named("广告".repeat(60))))
    const address = long.flat().filter(({ text }) => text.includes("广告"))
    expect(address.length).toBeGreaterThan(2)
    for (const each of address) expect(each.x + each.width).toBeLessThan(540)
    const url = await pagesOf(await writeInvoicePdf(named(`https://example.com/${"x".repeat(300)}`)))
    for (const each of url.flat()) expect(each.x + each.width).toBeLessThan(540)
  })

  it.each(documentLanguages)("is written in %s", async (language) => {
    const invoice = testInvoice({
      buyer: { ...testBuyer, language },
      lines: [testLine({ taxCategory: "reverse_charge", taxPercent: "0", quantity: "1234.5" })],
    })
    const texts = await textsOf(await writeInvoicePdf(invoice))
    const words = wordsIn(language)
    const format = formatIn(language, "EUR")
    for (const text of [
      words.description,
      words.total,
      words.taxReasons.reverse_charge,
      format.day("2025-04-30"),
    ])
      expect(texts).toContain(text)
    const digits = (text: string | undefined) => text?.replace(/\D/g, "")
    expect(texts.map(digits)).toContain(digits(amountText(invoice.payableMinor, "EUR")))
  })

  it("says that it is a draft, or what a credit note answers", async () => {
    expect(await textsOf(await writeInvoicePdf(testInvoice({ number: null })))).toContain("Invoice Draft")
    const creditNote = testInvoice({ kind: "credit_note", credits: { id: "i", number: "INV-2025-0007" } })
    const texts = await textsOf(await writeInvoicePdf(creditNote))
    expect(texts).toContain("INV-2025-0007")
    expect(texts).not.toContain("IBAN")
  })

  it("gives the same bytes for the same document, with every font embedded", async () => {
    const invoice = named("北京广告 النور")
    const [one, other] = [await writeInvoicePdf(invoice), await writeInvoicePdf(invoice)]
    expect(one.equals(other)).toBe(true)
    const text = one.toString("latin1")
    const fonts = text.match(/\/Type \/FontDescriptor/g)?.length
    expect(text.match(/\/FontFile[23] /g)).toHaveLength(fonts ?? 0)
    expect(text).not.toContain("/Helvetica")
  })

  it("fits the agency's paper, and takes a logo", async () => {
    const pixel =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    const invoice = testInvoice({ seller: { ...testSeller, paper: "letter" } })
    const pdf = await writeInvoicePdf(invoice, { logo: { bytes: Buffer.from(pixel, "base64") } })
    expect(pdf.toString("latin1")).toMatch(/\/MediaBox \[0 0 612 792\]/)
    expect(pdf.toString("latin1")).toContain("/Subtype /Image")
  })
})
