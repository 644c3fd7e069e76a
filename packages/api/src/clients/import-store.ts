import {
  clientImportChunks,
  clientImportKeys,
  clientImportRows,
  clientImports,
} from "@alphas/db/schema/clients"
import {
  type ClientImport,
  cannotFollow,
  type ImportState,
  isWorking,
  mayFollow,
} from "@alphas/domain/clients/import"
import { eq, type SQL, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { Refusal } from "../refusal"
import { lockRow, nextVersion } from "../versioned"

export type ImportRecord = typeof clientImports.$inferSelect

/**
 * Does one short transaction's worth of an import that is locked and in the right state, in the name of its person.
 * @returns whether there is more to do.
 */
export type Batch = (ctx: Mutating, row: ImportRecord) => Promise<boolean>

/** Runs one batch; false when there is no more to do, or the import is no longer in the state of this step. */
export type RunBatch = (batch: Batch) => Promise<boolean>

/** The caller's own import, locked until the transaction ends. @throws Refusal `not_found`. */
export const lockImport = (ctx: Mutating, id: string): Promise<ImportRecord> =>
  lockRow(ctx.tx, clientImports, ctx.visible.clientImports(), id, "import")

/** Values of an import to set; a counter may be an expression. */
export type ImportValues = {
  [Key in keyof ImportRecord]?: ImportRecord[Key] | SQL
}

/** Changes an import that is locked, and says so to the person whose it is: that is what moves a progress bar. */
export async function saveImport(
  ctx: Mutating,
  row: ImportRecord,
  values: ImportValues,
): Promise<ImportRecord> {
  const [saved] = await ctx.tx
    .update(clientImports)
    .set({ ...values, updatedAt: sql`now()`, version: nextVersion(clientImports) })
    .where(eq(clientImports.id, row.id))
    .returning()
  if (saved === undefined) throw new Error(`The import ${row.id} is locked and gone.`)
  ctx.record({
    entity: "client_import",
    id: row.id,
    people: [row.userId],
    fields:
      row.state === saved.state
        ? { rowsDone: { after: saved.rowsDone } }
        : { state: { before: row.state, after: saved.state } },
  })
  return saved
}

/**
 * Takes the import to another state; a step that a job works on begins at the first line.
 * @throws Refusal `workflow` when that state does not follow.
 */
export async function stepTo(
  ctx: Mutating,
  row: ImportRecord,
  state: ImportState,
  values: ImportValues = {},
): Promise<ImportRecord> {
  if (!mayFollow(row.state, state)) throw new Refusal("workflow", cannotFollow(row.state, state))
  const from = isWorking(state) ? { rowsDone: 0, lineDone: 0 } : {}
  return saveImport(ctx, row, { ...from, problem: null, ...values, state })
}

/** Ends an import whose file is of no use. What it has created stays, and can be undone. */
export async function failImport(ctx: Mutating, row: ImportRecord, problem: string): Promise<void> {
  if (!mayFollow(row.state, "failed")) return
  await stepTo(ctx, row, "failed", { problem })
  if (row.state === "reading" || row.state === "checking") await forgetFile(ctx, row.id)
}

/** Deletes the file and what was read of it. */
export async function forgetFile(ctx: Mutating, id: string): Promise<void> {
  await ctx.tx.delete(clientImportKeys).where(eq(clientImportKeys.importId, id))
  await ctx.tx.delete(clientImportRows).where(eq(clientImportRows.importId, id))
  await ctx.tx.delete(clientImportChunks).where(eq(clientImportChunks.importId, id))
}

/** The import as its person sees it. */
export function showImport(row: ImportRecord): ClientImport {
  const {
    userId: _userId,
    lineDone: _line,
    rowsDone: _rows,
    bytesRead: _bytes,
    version: _version,
    ...shown
  } = row
  return { ...shown, progress: progressOf(row) }
}

function progressOf(row: ImportRecord): number | null {
  const part = (done: number, of: number) => (of === 0 ? 1 : Math.min(1, done / of))
  switch (row.state) {
    case "reading":
      return part(row.bytesRead, row.bytesTotal)
    case "checking":
      return part(row.rowsDone, row.rowsTotal)
    case "importing":
      return part(row.rowsDone, wantedRows(row))
    case "undoing":
      return part(row.rowsDone, row.rowsCreated)
    default:
      return null
  }
}

/** How many rows of a checked file are to become clients. */
const wantedRows = (row: ImportRecord): number =>
  row.rowsNew + (row.duplicates === "create" ? row.rowsDuplicate : 0)
