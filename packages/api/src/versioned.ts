import type { Tx } from "@alphas/db/connection"
import { and, eq, type InferSelectModel, type SQL, sql } from "drizzle-orm"
import type { PgColumn, PgTable } from "drizzle-orm/pg-core"
import { notFound, staleVersion } from "./refusal"

export type VersionedTable = PgTable & { id: PgColumn; version: PgColumn }

/**
 * The row that a mutation is about to change, locked until the transaction ends: visible to the caller, and still the
 * version that the caller saw.
 *
 * @throws Refusal `not_found` when it does not exist or may not be seen, `stale_version` with the row as `show` shows
 * it when somebody else was faster. A row may have columns that its reader must not see: `show` says what they may.
 */
export async function lockVersion<Table extends VersionedTable>(
  tx: Tx,
  table: Table,
  visible: SQL,
  seen: { id: string; version: number },
  what: string,
  show: (row: InferSelectModel<Table>) => unknown | Promise<unknown>,
): Promise<InferSelectModel<Table>> {
  const row = await lockRow(tx, table, visible, seen.id, what)
  if (row.version !== seen.version) throw staleVersion(what, await show(row))
  return row
}

/** The same for a change that does not depend on what the caller saw. */
export async function lockRow<Table extends VersionedTable>(
  tx: Tx,
  table: Table,
  visible: SQL,
  id: string,
  what: string,
): Promise<InferSelectModel<Table> & { version: number }> {
  const rows = await tx
    .select()
    .from(table as PgTable)
    .where(and(eq(table.id, id), visible))
    // Its key stays: who only points to the row (a foreign key) need not wait.
    .for("no key update")
  const [row] = rows
  if (row === undefined) throw notFound(what)
  // Drizzle cannot infer the row of a table that is a type parameter; it is this table's.
  return row as InferSelectModel<Table> & { version: number }
}

/** `version + 1`, to set with every edit. */
export const nextVersion = (table: { version: PgColumn }): SQL<number> => sql<number>`${table.version} + 1`
