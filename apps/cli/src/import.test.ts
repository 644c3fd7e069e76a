import { once } from "node:events"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { UserRow } from "@alphas/db/factories"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

interface Import {
  id: string
  state: string
  rowsCreated: number
  rowsDuplicate: number
  rowsRefused: number
}
interface DryRun {
  import: Import
  rows: { line: number; outcome: string; problems: Record<string, string>; duplicateOfLine: number | null }[]
}

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let manager: UserRow
beforeAll(async () => {
  alphas = await TestAlphas.start()
  manager = await alphas.person({ role: "manager" })
  await Promise.all([alphas.startServer("worker"), alphas.login(manager)])
})
afterAll(() => alphas.close())

async function file(name: string, lines: string[]): Promise<string> {
  const path = join(alphas.home, name)
  await writeFile(path, `${lines.join("\n")}\n`)
  return path
}

const names = async (...filters: string[]) => {
  const page = await alphas.json<{ items: { name: string }[] }>(["clients", "list", "--all", ...filters])
  return page.items.map(({ name }) => name)
}
const states = async () => {
  const page = await alphas.json<{ items: Import[] }>(["call", "clients.imports.list", "{}"])
  return page.items.map(({ state }) => state)
}

const mixed = [
  "Company,City,Email,Country",
  "Alder,Berlin,hello@alder.example,DE",
  "Birch,Kiel,nonsense,DE",
  "Alder GmbH,Berlin,hello@alder.example,DE",
]

test("a dry run says row by row what would happen and leaves nothing behind", async () => {
  const path = await file("dry.csv", mixed)
  const ended = await alphas.run(["clients", "import", path, "--dry-run"])
  expect(ended.out.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^ +2 {2}Alder {2}new$/),
    expect.stringMatching(/^ +3 {2}Birch {2}refused: Email: This is not an email address\.$/),
    expect.stringMatching(/^ +4 {2}Alder GmbH {2}skipped: looks like line 2$/),
  ])
  expect(ended.err).toContain("1 row would be imported, 1 is a duplicate, 1 refused. Nothing was changed.")
  expect(ended.err).toContain(
    "alphas: 1 row would be refused. Add --refused FILE to save them with the reasons.",
  )
  expect(ended.code).toBe(1)
  const json = await alphas.run(["clients", "import", path, "--dry-run", "--json"])
  const answer = JSON.parse(json.out) as DryRun
  expect(answer.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
    [2, "new"],
    [3, "refused"],
    [4, "duplicate"],
  ])
  expect(answer.rows[2]?.duplicateOfLine).toBe(2)
  expect(await names("--text", "Alder")).toEqual([])
  expect(await states()).toEqual(["cancelled", "cancelled"])
})

test("an import creates what is good, gives back what was refused, and can be undone", async () => {
  const refused = join(alphas.home, "refused.csv")
  const path = await file("mixed.csv", mixed)
  const ended = await alphas.run(["clients", "import", path, "--refused", refused])
  expect(ended.code).toBe(1)
  expect(ended.out).toMatch(
    /^Imported 1 client, 1 duplicate skipped\. To undo it: alphas clients undo-import [0-9a-f-]{36}\n$/,
  )
  expect(ended.err).toContain(`alphas: 1 row was refused. They are in ${refused}.`)
  expect(await names("--text", "Alder")).toEqual(["Alder"])
  expect(await readFile(refused, "utf8")).toContain("Birch,Kiel,nonsense,DE,3,Email: This is not an email")

  const [id = ""] = /[0-9a-f-]{36}/.exec(ended.out) ?? []
  const undone = await alphas.run(["clients", "undo-import", id])
  expect(undone).toMatchObject({ code: 0, out: "Undone: 1 client deleted.\n" })
  expect(await names("--text", "Alder")).toEqual([])
})

test("columns can be mapped by their titles, and left out", async () => {
  const path = await file("mapped.csv", ["Wer,Wo,Phone", "Cedar,Bonn,0228", "Dogwood,Mainz,06131"])
  const guess = await alphas.run(["clients", "import", path])
  expect(guess).toMatchObject({
    code: 2,
    err: expect.stringContaining(
      'Add the column with the client name: --map name=COLUMN. Columns: "Wer", "Wo", "Phone".',
    ),
  })
  const wrong = await alphas.run(["clients", "import", path, "--map", "name=Who"])
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('The file has no column "Who".') })
  const unknown = await alphas.run(["clients", "import", path, "--map", "nmae=Wer"])
  expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('There is no field "nmae".') })
  const args = ["clients", "import", path, "--map", "name=wer", "--map", "city=Wo", "--map", "phone="]
  expect(await alphas.json<Import>(args)).toMatchObject({ state: "done", rowsCreated: 2 })
  const page = await alphas.json<{ items: object[] }>(["clients", "list", "--text", "Cedar"])
  expect(page.items).toMatchObject([{ name: "Cedar", city: "Bonn", phone: null }])
  expect((await states()).slice(1, 3)).toEqual(["cancelled", "cancelled"])
})

test("an export imports again without loss", async () => {
  const out = join(alphas.home, "out.csv")
  expect((await alphas.run(["clients", "export", "--out", out])).code).toBe(0)
  const { out: piped } = await alphas.run(["clients", "export"])
  expect(piped).toBe(await readFile(out, "utf8"))
  const before = await names()
  for (const name of before) await alphas.run(["clients", "archive", name])
  const again = await alphas.json<Import>(["clients", "import", out, "--duplicates", "create"])
  expect(again).toMatchObject({ rowsCreated: before.length, rowsRefused: 0 })
  expect(await names()).toEqual(before)
  expect((await alphas.run(["clients", "export"])).out).toBe(piped)
})

test("a large file goes in pieces, also from the standard input", async () => {
  const notes = "x".repeat(300)
  const rows = Array.from({ length: 4_000 }, (_, row) => `Elm ${row},elm${row}.example,${notes}`)
  const stdin = ["Name,Website,Notes", ...rows].join("\n")
  const done = await alphas.json<Import>(["clients", "import", "-", "--quiet"], { stdin })
  expect(done).toMatchObject({ rowsCreated: 4_000, rowsDuplicate: 0, rowsRefused: 0 })
})

test.each([
  ["no such file", "missing.csv", null, 2, "There is no file"],
  ["an empty file", "empty.csv", "", 2, "is empty"],
  ["a folder", ".", null, 2, "is not a file"],
  ["a zip", "zip.csv", "PK\x03\x04\x14\0\0\0\x08\0", 1, "alphas: "],
])("%s is refused with a sentence", async (_what, name, content, code, sentence) => {
  const path = join(alphas.home, name)
  if (content !== null) await writeFile(path, content, "latin1")
  const ended = await alphas.run(["clients", "import", path])
  expect(ended).toMatchObject({ code, out: "", err: expect.stringContaining(sentence) })
})

test("Ctrl-C takes back what was begun", async () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => `Fir ${row},fir${row}.example`)
  const path = await file("long.csv", ["Name,Website", ...rows])
  const child = alphas.spawn(["clients", "import", path])
  let err = ""
  child.stderr.on("data", (chunk) => {
    err += chunk
  })
  await expect.poll(() => err, { timeout: 60_000, interval: 10 }).toContain("Checking …")
  child.kill("SIGINT")
  const [code] = (await once(child, "exit")) as [number]
  expect(code).toBe(1)
  expect(err).toMatch(/The import was cancelled\.|Undoing what the import created\./)
  await expect.poll(states, { timeout: 60_000 }).not.toContain("checking")
  expect((await states())[0]).toMatch(/cancelled|undoing|undone/)
})
