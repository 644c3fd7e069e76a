import { read, utils } from "@e965/xlsx"
import { DOMParser } from "@xmldom/xmldom"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Cell } from "./cell"
import { writeXlsx } from "./write-xlsx"

const columns = [
  { title: "Number", width: 16 },
  { title: "Amount", width: 14 },
]
async function bytesOf(rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>, name = "Invoices") {
  const parts: Uint8Array[] = []
  for await (const part of writeXlsx({ name, columns }, rows)) parts.push(part)
  return Buffer.concat(parts)
}
/** The first sheet as another program reads it. */
const sheetOf = (bytes: Buffer) => {
  const book = read(bytes, { cellNF: true, cellStyles: true, bookFiles: true })
  const sheet = book.Sheets[book.SheetNames[0] ?? ""]
  if (sheet === undefined) throw new Error("no sheet")
  return { book, sheet }
}

describe("a spreadsheet", () => {
  it("has typed cells with the format of their currency", async () => {
    const { sheet, book } = sheetOf(
      await bytesOf([
        ["INV-2025-0001", { kind: "money", minor: -123_456, currency: "EUR" }],
        [
          { kind: "day", day: "2025-03-31" },
          { kind: "money", minor: 500, currency: "JPY" },
        ],
        [
          { kind: "number", decimal: "12.3456" },
          { kind: "money", minor: 1_234, currency: "KWD" },
        ],
        [null, ""],
      ]),
    )
    expect(book.SheetNames).toEqual(["Invoices"])
    expect(sheet.A1).toMatchObject({ t: "s", v: "Number" })
    expect(sheet.A2).toMatchObject({ t: "s", v: "INV-2025-0001" })
    expect(sheet.B2).toMatchObject({ t: "n", v: -1234.56, z: "#,##0.00\\ [$EUR]" })
    expect(sheet.B3).toMatchObject({ t: "n", v: 500, z: "#,##0\\ [$JPY]" })
    expect(sheet.B4).toMatchObject({ t: "n", v: 1.234, z: "#,##0.000\\ [$KWD]" })
    // 31 March 2025 is day 45747 of Excel.
    expect(sheet.A3).toMatchObject({ t: "n", v: 45_747, w: "3/31/25" })
    expect(sheet.A4).toMatchObject({ t: "n", v: 12.3456 })
    expect(sheet.A5).toBeUndefined()
  })

  it("keeps what looks like a formula text, and says so to whoever edits it", async () => {
    const bytes = await bytesOf([
      ['=HYPERLINK("http://evil")', "+1"],
      ["@x", "-1"],
      ["plain", "\tx"],
    ])
    const { sheet, book } = sheetOf(bytes)
    for (const cell of ["A2", "B2", "A3", "B3", "B4"])
      expect([cell, sheet[cell]?.t, sheet[cell]?.f]).toEqual([cell, "s", undefined])
    expect(sheet.A2?.v).toBe('=HYPERLINK("http://evil")')
    const files = (book as unknown as { files: Record<string, { content: Buffer }> }).files // kept by `bookFiles`
    const text = (path: string) => Buffer.from(files[path]?.content ?? []).toString()
    expect(text("xl/styles.xml")).toContain('quotePrefix="1"')
    expect(text("xl/worksheets/sheet1.xml")).toMatch(/r="A2" s="4"/)
    expect(text("xl/worksheets/sheet1.xml")).toMatch(/r="A4" s="0"/)
  })

  it("gives back any text, but for what XML has no place for", async () => {
    const clean = (text: string) =>
      text.replace(/\r\n?/g, "\n").replace(/(?![\t\n])\p{Cc}|[\p{Cs}\uFFFE\uFFFF]/gu, "")
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom("a<b>&\"c'", " x ", "_x0041_", "line\nline", "北京", "\u0000", "]]>"),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }), async (rows) => {
        const { sheet, book } = sheetOf(await bytesOf(rows))
        rows.forEach((row, at) => {
          row.forEach((cell, column) => {
            const shown = sheet[utils.encode_cell({ r: at + 1, c: column })]
            expect(shown?.v ?? "").toBe(clean(cell))
          })
        })
        const files = (book as unknown as { files: Record<string, { content: Buffer }> }).files // kept by `bookFiles`
        const xml = Buffer.from(files["xl/worksheets/sheet1.xml"]?.content ?? []).toString()
        const onError = (level: string, message: string) => {
          throw new Error(`${level}: ${message}`)
        }
        new DOMParser({ onError }).parseFromString(xml, "text/xml")
      }),
      { numRuns: 50 },
    )
  })

  it("shortens what no cell holds, and takes any name", async () => {
    const { sheet, book } = sheetOf(await bytesOf([["x".repeat(40_000), null]], "a/b:c*[d]?".repeat(9)))
    expect(String(sheet.A2?.v)).toHaveLength(32_767)
    expect(book.SheetNames[0]?.length).toBeLessThanOrEqual(31)
  })

  it("is the same bytes for the same rows", async () => {
    const rows: Cell[][] = [["a", { kind: "money", minor: 1, currency: "EUR" }]]
    expect((await bytesOf(rows)).equals(await bytesOf(rows))).toBe(true)
  })

  it("refuses a row that is not as wide as the head, and hands on what fails", async () => {
    await expect(bytesOf([["only one"]])).rejects.toThrow("A row has 1 cells, the header has 2.")
    const failing = async function* (): AsyncIterable<Cell[]> {
      yield ["a", "b"]
      throw new Error("the database went away")
    }
    await expect(bytesOf(failing())).rejects.toThrow("the database went away")
  })

  it("holds the rows back while nobody reads, and lets go of them when nobody will", async () => {
    let made = 0
    let ended = false
    const rows = async function* (): AsyncIterable<Cell[]> {
      try {
        for (; made < 1_000_000; made++) yield [`text number ${made} ${Math.sin(made)}`, null]
      } finally {
        ended = true
      }
    }
    let parts = 0
    for await (const _ of writeXlsx({ name: "x", columns }, rows())) {
      // The files before the sheet are small; then some of the sheet has come.
      if (++parts < 16) continue
      const sofar = made
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(made - sofar).toBeLessThan(30_000)
      break
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(ended).toBe(true)
    expect(made).toBeLessThan(200_000)
  })
})
