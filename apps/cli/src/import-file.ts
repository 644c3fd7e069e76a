import type { Alphas, Procedures } from "@alphas/client"
import { type ImportField, type ImportMapping, importFields } from "@alphas/domain/clients/csv"
import { problemText } from "@alphas/domain/clients/import"
import type { Command } from "commander"
import { connect, type GlobalOptions } from "./connection"
import { exitCodes, Failure, usage } from "./failure"
import { piecesOf, writeFileOf } from "./file"
import { ImportRun } from "./import-run"
import { note, print, say } from "./output"
import { printable } from "./table"
import { openSource } from "./upload"

type Import = Procedures["clients"]["imports"]["get"]["output"]
type Row = Procedures["clients"]["imports"]["rows"]["output"]["items"][number]

export interface ImportOptions {
  dryRun?: boolean
  map?: Partial<Record<ImportField, string>>
  duplicates: "skip" | "create"
  refused?: string
}

/** `alphas clients import`. @throws Failure when rows were refused, after everything else was done. */
export async function importFile(path: string, options: ImportOptions, command: Command): Promise<void> {
  const source = await openSource(path)
  const alphas = await connect(command)
  const run = new ImportRun(alphas)
  const ended = await run.guard(async () => {
    const read = await run.upload(source)
    const checked = await run.check(mappingOf(read, options.map ?? {}), options.duplicates)
    if (options.refused !== undefined && checked.rowsRefused > 0) {
      const pieces = piecesOf((cursor) => alphas.clients.imports.refused.query({ id: checked.id, cursor }))
      await writeFileOf(options.refused, pieces)
    }
    if (options.dryRun) {
      await printRows(alphas, checked, command)
      await run.forget()
      return checked
    }
    const done = await run.finish()
    print(command, done, { ids: ({ id }) => [id], human: summaryOf })
    return done
  })
  if (ended.rowsRefused > 0) throw refusedRows(ended, options)
}

/** What the server made of the header, with what the options say over it. */
function mappingOf(read: Import, map: Partial<Record<ImportField, string>>): ImportMapping {
  const header = read.header ?? []
  const mapping: ImportMapping = { ...read.mapping }
  const columns = header.map((title) => `"${title}"`).join(", ")
  for (const field of importFields) {
    const title = map[field]
    if (title === undefined) continue
    if (title === "") {
      delete mapping[field]
      continue
    }
    const same = (each: string) => each.trim().toLocaleLowerCase() === title.toLocaleLowerCase()
    const column = header.findIndex(same)
    if (column === -1) throw usage(`The file has no column "${title}". Columns: ${columns}.`)
    mapping[field] = column
  }
  if (mapping.name === undefined) {
    throw usage(`Add the column with the client name: --map name=COLUMN. Columns: ${columns}.`)
  }
  return mapping
}

const counted = (count: number, one: string, several: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : several}`

function summaryOf(done: Import): string {
  const created = counted(done.rowsCreated, "client", "clients")
  const skipped =
    done.duplicates === "skip" && done.rowsDuplicate > 0
      ? `, ${counted(done.rowsDuplicate, "duplicate", "duplicates")} skipped`
      : ""
  const undoing = done.rowsCreated > 0 ? ` To undo it: alphas clients undo-import ${done.id}` : ""
  return `Imported ${created}${skipped}.${undoing}`
}

function refusedRows({ rowsRefused }: Import, { refused, dryRun }: ImportOptions): Failure {
  const rows = counted(rowsRefused, "row", "rows")
  const fate = dryRun ? "would be refused" : rowsRefused === 1 ? "was refused" : "were refused"
  const where =
    refused === undefined ? "Add --refused FILE to save them with the reasons." : `They are in ${refused}.`
  return new Failure(exitCodes.refused, `${rows} ${fate}. ${where}`)
}

async function* rowsOf(alphas: Alphas, id: string): AsyncGenerator<Row> {
  let cursor: string | null = null
  do {
    const page: Procedures["clients"]["imports"]["rows"]["output"] = await alphas.clients.imports.rows.query({
      id,
      limit: 200,
      cursor,
    })
    yield* page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}

/** Row by row, and however many there are none is held. */
async function printRows(alphas: Alphas, checked: Import, command: Command): Promise<void> {
  const { json, quiet } = command.optsWithGlobals<GlobalOptions>()
  if (json) {
    process.stdout.write(`{"import":${JSON.stringify(checked)},"rows":[`)
    let first = true
    for await (const row of rowsOf(alphas, checked.id)) {
      process.stdout.write(`${first ? "" : ","}\n${JSON.stringify(row)}`)
      first = false
    }
    return say("]}")
  }
  if (!quiet) {
    for await (const row of rowsOf(alphas, checked.id)) say(rowText(row, checked))
  }
  note(
    `${counted(checked.rowsNew, "row", "rows")} would be imported, ` +
      `${counted(checked.rowsDuplicate, "is a duplicate", "are duplicates")}, ` +
      `${checked.rowsRefused.toLocaleString("en")} refused. Nothing was changed.`,
  )
}

function rowText(row: Row, { mapping, duplicates }: Import): string {
  const name = row.values[mapping?.name ?? 0] ?? ""
  const earlier = row.duplicateOfLine === null ? "an existing client" : `line ${row.duplicateOfLine}`
  const twin = row.duplicateOf?.name ?? earlier
  const fate =
    row.outcome === "refused"
      ? `refused: ${problemText(row.problems)}`
      : row.outcome === "duplicate"
        ? `${duplicates === "skip" ? "skipped" : "created anyway"}: looks like ${twin}`
        : "new"
  const notes = row.outcome === "refused" ? "" : `  ${problemText(row.problems)}`
  return printable(`${String(row.line).padStart(6)}  ${name}  ${fate}${notes}`.trimEnd())
}

/** `alphas clients undo-import`. */
export async function undoImport(id: string, command: Command): Promise<void> {
  const undone = await new ImportRun(await connect(command)).undo(id)
  print(command, undone, {
    ids: ({ id: one }) => [one],
    human: ({ rowsKept, rowsCreated }) =>
      `Undone: ${counted(rowsCreated - rowsKept, "client", "clients")} deleted${
        rowsKept > 0
          ? `, ${counted(rowsKept, "was kept, because somebody has", "were kept, because somebody has")} worked on it`
          : ""
      }.`,
  })
}
