import type { Db } from "@alphas/db/connection"
import { clientImportChunks, clientImportRows } from "@alphas/db/schema/clients"
import { CsvProblem } from "@alphas/documents/csv-problem"
import { type CsvFile, type CsvRow, readCsv } from "@alphas/documents/csv-read"
import { guessMapping } from "@alphas/domain/clients/csv"
import { importLimits } from "@alphas/domain/clients/import"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating, SignedIn } from "../context"
import { failImport, type ImportRecord, type RunBatch, saveImport, stepTo } from "./import-store"

/** Rows of one transaction, and characters of them at the most. */
const rowsAtMost = 1_000
const charactersAtMost = 2_000_000

interface StoredRow {
  line: number
  values: string[]
  size: number
  problems: Record<string, string> | null
}

/**
 * Reads the pieces of the file, in order and one at a time, into rows. A file that cannot be understood ends the import
 * with the reason; nothing of it stays. Begun again it starts over.
 */
export async function readFile(runBatch: RunBatch, ctx: SignedIn, importId: string): Promise<void> {
  const begun = await runBatch(async (writing, row) => {
    await writing.tx.delete(clientImportRows).where(eq(clientImportRows.importId, importId))
    await saveImport(writing, row, { bytesRead: 0, rowsTotal: 0 })
    return true
  })
  if (!begun) return
  const position = { bytes: 0 }
  try {
    const limits = { cell: importLimits.cell, columns: importLimits.columns }
    const file = await readCsv(piecesOf(ctx.db, ctx, importId, position), limits)
    if (await storeRows(runBatch, file, position))
      await runBatch((writing, row) => finish(writing, row, file))
  } catch (error) {
    if (!(error instanceof CsvProblem)) throw error
    await runBatch(async (writing, row) => {
      await failImport(writing, row, error.message)
      return false
    })
  }
}

/** One piece in memory at a time. */
async function* piecesOf(db: Db, ctx: SignedIn, importId: string, position: { bytes: number }) {
  for (let index = 0; ; index++) {
    const [piece] = await db
      .select({ content: clientImportChunks.content })
      .from(clientImportChunks)
      .where(
        and(
          eq(clientImportChunks.importId, importId),
          eq(clientImportChunks.index, index),
          ctx.visible.clientImportChunks(),
        ),
      )
    if (piece === undefined) return
    yield piece.content
    position.bytes += piece.content.length
  }
}

/** @returns false when the import was cancelled meanwhile. */
async function storeRows(runBatch: RunBatch, file: CsvFile, position: { bytes: number }): Promise<boolean> {
  let batch: StoredRow[] = []
  let size = 0
  let total = 0
  const store = async () => {
    const rows = batch
    batch = []
    size = 0
    return runBatch(async (writing, row) => {
      await insertRows(writing, row.id, rows)
      await saveImport(writing, row, { bytesRead: position.bytes, rowsTotal: total, rowsDone: total })
      return true
    })
  }
  for await (const row of file.rows) {
    total++
    if (total > importLimits.rows) {
      throw new CsvProblem(
        `The file has more than ${importLimits.rows.toLocaleString("en")} rows. Import it in several files.`,
      )
    }
    const stored = storedRow(row)
    batch.push(stored)
    size += stored.size
    if ((batch.length >= rowsAtMost || size >= charactersAtMost) && !(await store())) return false
  }
  if (total === 0) throw new CsvProblem("The file has a header but no rows.")
  return batch.length === 0 || store()
}

/** Half a surrogate pair, which Postgres cannot hold, becomes a control character: the check refuses it at its field. */
const storable = (value: string) => value.replace(/\p{Cs}/gu, "\u0001")

function storedRow({ line, values, problem }: CsvRow): StoredRow {
  const size = values.reduce((sum, value) => sum + value.length, 0)
  if (size <= importLimits.row) {
    return { line, values: values.map(storable), size, problems: problem === null ? null : { row: problem } }
  }
  const cut = values.map((value) => storable(value.slice(0, 1_000)))
  const tooLarge = `This row has ${size.toLocaleString("en")} characters; at most ${importLimits.row.toLocaleString("en")} are allowed. Check for a missing quote.`
  return {
    line,
    values: cut,
    size: cut.reduce((sum, value) => sum + value.length, 0),
    problems: { row: tooLarge },
  }
}

/** One parameter whatever the number of rows and columns. */
async function insertRows(ctx: Mutating, importId: string, rows: readonly StoredRow[]): Promise<void> {
  await ctx.tx.execute(sql`
    insert into ${clientImportRows} (import_id, line, "values", size, problems)
    select ${importId}, line, "values", size, problems
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as given (line int, "values" text[], size int, problems jsonb)
    on conflict do nothing`)
}

async function finish(ctx: Mutating, row: ImportRecord, file: CsvFile): Promise<boolean> {
  const [stored] = await ctx.tx
    .select({ count: sql<number>`count(*)::int` })
    .from(clientImportRows)
    .where(and(eq(clientImportRows.importId, row.id), ctx.visible.clientImportRows()))
  await stepTo(ctx, row, "mapping", {
    header: [...file.header].map(storable),
    mapping: guessMapping(file.header),
    encoding: file.encoding,
    delimiter: file.delimiter,
    bytesRead: row.bytesTotal,
    rowsTotal: stored?.count ?? 0,
  })
  await ctx.tx.delete(clientImportChunks).where(eq(clientImportChunks.importId, row.id))
  return false
}
