import { parse } from "csv-parse/sync"
import { stringify } from "csv-stringify/sync"
import fc from "fast-check"
import iconv from "iconv-lite"
import { expect, test } from "vitest"
import { protectionColumn } from "./csv-protection"
import { readAll } from "./csv-testing"
import { writeCsv } from "./csv-write"

async function written(
  header: string[],
  rows: string[][],
  options?: Parameters<typeof writeCsv>[2],
): Promise<string> {
  let text = ""
  for await (const piece of writeCsv(header, rows, options)) text += piece
  return text
}

test("what a spreadsheet would run as a formula is text, and comes back as it was", async () => {
  const rows = [
    ["+49 30 1234567", "=cmd|'/C calc'!A0", "-2+3"],
    ["@SUM(A1)", "\t=1", "\r=1"],
    ["'=1", "''+1", "'quoted'"],
    ["＝1", "＋1", "it's"],
    ["", "-", "'"],
  ]
  const text = await written(["name", "=header", "notes"], rows)
  expect(text.split("\r\n").slice(0, 2)).toEqual([
    `name,'=header,notes,${protectionColumn}`,
    "'+49 30 1234567,\"'=cmd|'/C calc'!A0\",'-2+3,",
  ])
  const cells: string[][] = parse(text, { relax_column_count: true })
  for (const cell of cells.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
  const file = await readAll(text)
  expect(file).toMatchObject({ ours: true, header: ["name", "=header", "notes"] })
  expect(file.rows.map((row) => row.values)).toEqual(rows)
})

test("an apostrophe in a file of somebody else stays", async () => {
  const file = await readAll("name,phone\n'=1,'+49 30\n")
  expect(file).toMatchObject({ ours: false, rows: [{ values: ["'=1", "'+49 30"] }] })
})

test("an export survives a spreadsheet program that saves it its own way", async () => {
  const text = await written(["name", "phone"], [["Löwe; Söhne", "+49 30"]])
  const table: string[][] = parse(text)
  const saved = stringify(table, { delimiter: ";", bom: true })
  const moved = stringify(
    table.map(([name = "", phone = "", mark = ""]) => [mark, phone, name]),
    { delimiter: "\t" },
  )
  expect((await readAll(saved)).rows).toMatchObject([{ values: ["Löwe; Söhne", "+49 30"], problem: null }])
  const cut = saved.replaceAll(/;\r?\n/g, "\n")
  expect((await readAll(cut)).rows).toMatchObject([{ values: ["Löwe; Söhne", "+49 30"], problem: null }])
  const utf16 = await readAll(iconv.encode(moved, "utf-16le", { addBOM: true }))
  expect(utf16).toMatchObject({ header: ["phone", "name"], rows: [{ values: ["+49 30", "Löwe; Söhne"] }] })
})

/** Everything that Postgres keeps as text: no NUL; fast-check's "binary" makes no lone surrogates. */
const anything = fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.replaceAll("\0", ""))
/** What breaks CSV readers, close together. */
const hostile = fc.string({
  unit: fc.constantFrom(
    '"',
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r",
    "'",
    "=",
    "+",
    " ",
    "\uFEFF",
    "ä",
    "a",
    "%",
    "\u2028",
  ),
  maxLength: 12,
})
const text = fc.oneof(anything, hostile)

const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
  fc.record({
    header: fc.uniqueArray(
      text.map((name) => name.trim()).filter((name) => name !== "" && name !== protectionColumn),
      { minLength: width, maxLength: width },
    ),
    rows: fc.array(fc.array(text, { minLength: width, maxLength: width }), { maxLength: 8 }),
  }),
)

test("whatever is written is read back the same, in any encoding and however it is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom("utf-8", "utf-16le", "utf-16be"),
      fc.integer({ min: 1, max: 50 }),
      async ({ header, rows }, encoding, size) => {
        const bytes = iconv.encode(await written(header, rows, { bom: true }), encoding)
        const file = await readAll(bytes, size)
        expect(file).toMatchObject({ encoding, delimiter: ",", header, ours: true })
        expect(file.rows.map((row) => row.values)).toEqual(rows)
        expect(file.rows.every((row) => row.problem === null)).toBe(true)
      },
    ),
    { numRuns: 400 },
  )
})

test("a header that looks better under another delimiter is still read under ours", async () => {
  const file = await readAll(await written(["!", '"\t\t\tä'], []))
  expect(file).toMatchObject({ delimiter: ",", header: ["!", '"\t\t\tä'], ours: true })
})

test("and without a byte order mark, for text that is not mostly control characters", async () => {
  const printable = table.filter(
    ({ header, rows }) => !/(?![\t\r\n])\p{Cc}/u.test([header, ...rows].flat().join("")),
  )
  await fc.assert(
    fc.asyncProperty(printable, async ({ header, rows }) => {
      const file = await readAll(await written(header, rows))
      expect(file.header).toEqual(header)
      expect(file.rows.map((row) => row.values)).toEqual(rows)
    }),
    { numRuns: 300 },
  )
})

test("csv-parse reads what we write", async () => {
  await fc.assert(
    fc.asyncProperty(table, async ({ header, rows }) => {
      const cells: string[][] = parse(await written(header, rows), { record_delimiter: "\r\n" })
      expect(cells.length).toBe(rows.length + 1)
      const unprotected = cells
        .slice(1)
        .map((row) => row.slice(0, -1).map((cell) => cell.replace(/^'(?='*[=+\-@\t\r\n＝＋－＠])/, "")))
      expect(unprotected).toEqual(rows)
    }),
    { numRuns: 200 },
  )
})

test("we read what csv-stringify writes, as csv-parse does", async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(";", "\t", "|", ","),
      fc.constantFrom("\n", "\r\n"),
      async ({ header, rows }, delimiter, end) => {
        const content = stringify([header, ...rows], {
          delimiter,
          record_delimiter: end,
          quoted: true,
          quoted_empty: true,
          bom: true,
        })
        const file = await readAll(content)
        if (header.length > 1) expect(file.delimiter).toBe(delimiter)
        expect(file.header).toEqual(header)
        expect(file.rows.map((row) => row.values)).toEqual(rows)
      },
    ),
    { numRuns: 200 },
  )
})

test("any bytes are rows or a problem with a sentence, never another error", async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    hostile.map((content) => Buffer.from(content)),
    fc
      .tuple(hostile, fc.uint8Array({ maxLength: 20 }))
      .map(([start, rest]) => Buffer.concat([Buffer.from(`a,b\n${start}`), rest])),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const end = await readAll(content).then(
        () => "rows",
        (error: Error) => error.name,
      )
      expect(["rows", "CsvProblem"]).toContain(end)
    }),
    { numRuns: 500 },
  )
})

test("a row that is not as wide as the header is the caller's error", async () => {
  await expect(written(["a", "b"], [["1"]])).rejects.toThrow("A row has 1 cells, the header has 2.")
})
