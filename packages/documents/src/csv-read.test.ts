import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import iconv from "iconv-lite"
import { describe, expect, test } from "vitest"
import { CsvProblem } from "./csv-problem"
import { readCsv } from "./csv-read"
import { piecesOf, readAll } from "./csv-testing"

const values = async (content: string | Uint8Array, size?: number) =>
  (await readAll(content, size)).rows.map((row) => row.values)

/** The problem that reading the file ends with. */
async function problemOf(content: string | Uint8Array): Promise<CsvProblem> {
  const problem = await readAll(content).then(
    () => null,
    (error: unknown) => error,
  )
  if (!(problem instanceof CsvProblem)) throw new Error(`Expected a CsvProblem, got ${problem}`)
  return problem
}

describe("encodings", () => {
  const text = "name;city\nLöwe & Söhne;Kraków\n東京;Ærø\n"
  const rows = [
    ["Löwe & Söhne", "Kraków"],
    ["東京", "Ærø"],
  ]

  test.each(["utf-8", "utf-16le", "utf-16be"] as const)("%s with and without its mark", async (encoding) => {
    for (const addBOM of [true, false]) {
      const file = await readAll(iconv.encode(text, encoding, { addBOM }), 3)
      expect(file.encoding).toBe(encoding)
      expect(file.header).toEqual(["name", "city"])
      expect(file.rows.map((row) => row.values)).toEqual(rows)
    }
  })

  test("windows-1252, and with it latin-1, wherever the first letter with an accent is", async () => {
    const western = "name;city\nLöwe – „Söhne“;Genève €\n"
    const file = await readAll(iconv.encode(western, "windows-1252"))
    expect(file.encoding).toBe("windows-1252")
    expect(file.rows[0]?.values).toEqual(["Löwe – „Söhne“", "Genève €"])
    const late = `name;city\n${"plain;ascii\n".repeat(20_000)}Löwe;Genève\n`
    expect((await readAll(iconv.encode(late, "latin1"), 1_000)).rows.at(-1)?.values).toEqual([
      "Löwe",
      "Genève",
    ])
  })

  test("UTF-8 that breaks off into something else is refused with its line", async () => {
    const mixed = Buffer.concat([
      Buffer.from(`name\nKraków\n${"x\n".repeat(50_000)}`),
      Buffer.from("Genève\n", "latin1"),
      Buffer.from("y\n"),
    ])
    const problem = await problemOf(mixed)
    expect(problem.message).toContain("Line 50,003: the file is not valid UTF-8")
    expect(problem.line).toBe(50_003)
  })

  test("UTF-8 that ends within a character is not complete", async () => {
    const cut = Buffer.from(`name\nKraków\n${"x\n".repeat(40_000)}ó`).subarray(0, -1)
    expect((await problemOf(cut)).message).toContain("incomplete")
  })
})

describe("delimiters", () => {
  test.each([",", ";", "\t", "|"])("%j", async (delimiter) => {
    const text = ["name,x", "a;b", "c|d", "e\tf"].map((cell) => `"${cell}"`)
    const content = `${text.join(delimiter)}\n${text.toReversed().join(delimiter)}\n`
    const file = await readAll(content)
    expect(file.delimiter).toBe(delimiter)
    expect(file.rows[0]?.values).toEqual(["e\tf", "c|d", "a;b", "name,x"])
  })

  test("the one that the rows agree on, not the one that their text is full of", async () => {
    const content = "name;notes;city\nA;one, two, three, four;X\nB;five, six, seven, eight;Y\n"
    expect((await readAll(content)).delimiter).toBe(";")
  })

  test("the one in the header, when the text of the rows looks like a table itself", async () => {
    expect((await readAll("name|notes\nA|x,y\nB|x,y\n")).delimiter).toBe("|")
  })

  test("one column", async () => {
    expect(await readAll("name\nA\nB")).toMatchObject({ header: ["name"], delimiter: "," })
  })

  test("Excel's own declaration", async () => {
    const file = await readAll("sep=;\r\nname;city,country\r\nA;B\r\n")
    expect(file).toMatchObject({ delimiter: ";", header: ["name", "city,country"] })
    expect(file.rows).toEqual([{ line: 3, values: ["A", "B"], problem: null }])
  })
})

describe("lines and quotes", () => {
  test("mixed line ends, also inside quotes, with the line of each row", async () => {
    const content = 'a,b\r\n1,2\n"x\r\ny\nz\rw",3\r4,5\n\r\n\n6,"\r\n"\r\n7,8'
    for (const size of [1, 2, 3, 1_000]) {
      expect((await readAll(content, size)).rows).toEqual([
        { line: 2, values: ["1", "2"], problem: null },
        { line: 3, values: ["x\r\ny\nz\rw", "3"], problem: null },
        { line: 7, values: ["4", "5"], problem: null },
        { line: 10, values: ["6", "\r\n"], problem: null },
        { line: 12, values: ["7", "8"], problem: null },
      ])
    }
  })

  test("quotes after RFC 4180, and those that can only mean one thing", async () => {
    const content = 'a,b,c\n"say ""hi""",5" disk,""\n "x, y" , "z"\t,"q"""\n'
    for (const size of [1, 2, 1_000]) {
      expect(await values(content, size)).toEqual([
        ['say "hi"', '5" disk', ""],
        ["x, y", "z", 'q"'],
      ])
    }
  })

  test("text after a closing quote is refused with its line", async () => {
    const problem = await problemOf('a,b\n1,2\n"x "bold" y",3\n')
    expect(problem.message).toBe(
      "Line 3: there is text after a closing quote. Double the quotes inside a cell.",
    )
  })

  test("a quote that is never closed is refused with the line where it opens", async () => {
    const problem = await problemOf('a,b\n1,2\n3,"x\n4,5\n6,7\n')
    expect(problem.message).toBe("Line 3: a quote opens here and is never closed.")
  })

  test("blank lines are left out; an empty cell in quotes is a row", async () => {
    const content = '\n  \n;;\na;b;c\n\n;;\n \t \n"";;\n'
    const file = await readAll(content)
    expect(file.header).toEqual(["a", "b", "c"])
    expect(file.rows).toEqual([{ line: 8, values: ["", "", ""], problem: null }])
  })

  test("a row that is too narrow or too wide is that row's problem only", async () => {
    const { rows } = await readAll("a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n1,2,3\n")
    expect(rows.map((row) => [row.line, row.values, row.problem?.split(".")[0] ?? null])).toEqual([
      [2, ["1", "2", ""], "This row has 2 columns, the header has 3"],
      [3, ["1", "2", "3"], "This row has 4 columns, the header has 3"],
      [4, ["1", "2", "3"], null],
      [5, ["1", "2", "3"], null],
    ])
  })

  test("columns get names that can be told apart", async () => {
    const { header } = await readAll(" Name ,,Name,Name (2),name,Name\n1,2,3,4,5,6\n")
    expect(header).toEqual(["Name", "Column 2", "Name (3)", "Name (2)", "name", "Name (4)"])
  })
})

describe("files that are something else", () => {
  test.each([
    ["xlsx", Buffer.from("504b030414000600080000002100", "hex"), "Excel or ZIP file"],
    ["xls", Buffer.from("d0cf11e0a1b11ae10000", "hex"), "Excel or ZIP file"],
    ["PDF", Buffer.from("%PDF-1.7\n%âãÏÓ\n"), "This is a PDF"],
    ["gzip", Buffer.from("1f8b0800000000000003", "hex"), "compressed (gzip)"],
    ["PNG", Buffer.from("89504e470d0a1a0a0000000d494844520000010000000100", "hex"), "not a text file"],
    ["UTF-32", Buffer.from("fffe00006e000000", "hex"), "UTF-32"],
    ["nothing", Buffer.alloc(0), "The file is empty."],
    ["a byte order mark only", Buffer.from("efbbbf", "hex"), "The file is empty."],
    ["blank lines only", Buffer.from(" \r\n\n;;\n"), "The file is empty."],
  ])("%s", async (_kind, content, sentence) => {
    expect((await problemOf(content)).message).toContain(sentence)
  })

  test("a NUL in the middle of text is refused with its line", async () => {
    const content = `a,b\n1,2\n${"some ordinary text,and more\n".repeat(10)}3,x\0y\n`
    expect((await problemOf(content)).message).toContain("Line 13: this contains a NUL character")
  })

  test("a header and nothing else is a file without rows", async () => {
    expect(await readAll("a,b")).toMatchObject({ header: ["a", "b"], rows: [] })
  })
})

describe("limits", () => {
  test("10 MB in one cell are refused with the line, after a small part was read", async () => {
    let read = 0
    async function* huge() {
      yield Buffer.from('a,b\n1,2\n3,"')
      for (; read < 160; read++) yield Buffer.alloc(65_536, "x")
    }
    const file = await readCsv(huge())
    const reading = (async () => {
      for await (const _row of file.rows);
    })()
    await expect(reading).rejects.toThrow(
      "Line 3: a cell has more than 100,000 characters. Check for a missing closing quote.",
    )
    expect(read).toBeLessThan(5)
  })

  test("more columns than a table has", async () => {
    expect((await problemOf(`a\n${",".repeat(500)}\n`)).message).toBe(
      "Line 2: this row has more than 200 columns.",
    )
    expect((await problemOf(`${"a,".repeat(500)}\n`)).message).toBe(
      "Line 1: this row has more than 200 columns.",
    )
  })

  test("a file that is refused is let go", async () => {
    let closed = false
    async function* zip() {
      try {
        yield* piecesOf(Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(200_000)]), 65_536)
      } finally {
        closed = true
      }
    }
    await expect(readCsv(zip())).rejects.toThrow("Excel or ZIP")
    expect(closed).toBe(true)
  })

  test("20 MB pass through flat memory", async () => {
    const line = Buffer.from(`${"Löwe & Söhne, Kraków;".repeat(20)}"a; ""b"""\n`)
    const chunk = Buffer.concat(Array.from({ length: 500 }, () => line))
    const header = `${"c;".repeat(20)}c\n`
    let bytes = 0
    async function* file() {
      yield Buffer.from(header)
      for (; bytes < 20_000_000; bytes += chunk.length) yield chunk
    }
    const { rows } = await readCsv(file())
    setFlagsFromString("--expose-gc")
    const collect: () => void = runInNewContext("gc")
    /** What is alive, without the garbage that waits to be collected. */
    const used = () => {
      collect()
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      return heapUsed + arrayBuffers
    }
    const before = used()
    let most = 0
    let count = 0
    for await (const row of rows) {
      if (row.problem !== null) throw new Error(row.problem)
      if (++count % 4_000 === 0) most = Math.max(most, used() - before)
    }
    expect(count).toBe((bytes / chunk.length) * 500)
    expect(most).toBeLessThan(3_000_000)
  })
})
