import { getTableColumns, getTableName, type InferInsertModel } from "drizzle-orm"
import type { PgColumn, PgTable } from "drizzle-orm/pg-core"
import type { TransactionSql } from "postgres"

/**
 * Appends rows by `COPY`, the fastest way in. Every row names the same columns as the first; the others get their
 * defaults in the database.
 */
export async function copyInto<Table extends PgTable>(
  tx: TransactionSql,
  table: Table,
  rows: InferInsertModel<Table>[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const all: Record<string, PgColumn> = getTableColumns(table)
  const columns = Object.keys(first).flatMap((key) => {
    const column = all[key]
    return column === undefined ? [] : [{ key, name: column.name, json: column.getSQLType() === "jsonb" }]
  })
  const lines = rows.map((row: Record<string, unknown>) =>
    columns.map(({ key, json }) => field(row[key], json)).join("\t"),
  )
  const name: string = getTableName(table)
  const stream =
    await tx`copy ${tx(name)} (${tx(columns.map((column) => column.name))}) from stdin`.writable()
  await new Promise<void>((resolve, reject) => {
    stream
      .on("error", reject)
      .on("finish", resolve)
      .end(`${lines.join("\n")}\n`)
  })
}

/** A value in the text format of COPY. */
function field(value: unknown, json: boolean): string {
  if (value === null || value === undefined) return "\\N"
  if (typeof value === "boolean") return value ? "t" : "f"
  if (json) return escaped(JSON.stringify(value))
  if (Array.isArray(value)) return escaped(arrayLiteral(value))
  return escaped(String(value))
}

const arrayLiteral = (items: unknown[]): string =>
  `{${items.map((item) => `"${String(item).replace(/["\\]/g, "\\$&")}"`).join(",")}}`

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" }
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (letter) => escapes[letter] ?? letter)
