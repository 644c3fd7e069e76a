import { guardedTables } from "@alphas/db/visible"
import { getTableName } from "drizzle-orm"

const names = Object.values(guardedTables).map((table) => getTableName(table))

/** The aliases under which `db/visible.ts` itself looks a right up; nothing else uses them. */
const lookups = "owned|membership|working|own"

/**
 * Tables that a statement reads rows of without a predicate of `db/visible.ts`. A statement that goes through there
 * bears a mark for each table; what a trigger, a foreign key, an `INSERT`, or a `DELETE` of what was locked before
 * does needs none.
 *
 * A table that is read on behalf of nobody (a session by its secret, ids that a caller named) says so in a mark of its
 * own: `/* visible users: ids that the caller named *\/`.
 */
export function unguardedReads(statement: string): string[] {
  const text = statement.replace(/^\s*delete\s+from/i, "delete")
  if (!/^\s*(with|select|update|delete)\b/i.test(text)) return []
  return names.filter((name) => reads(text, name) && !new RegExp(`/\\* visible ${name}\\b`).test(text))
}

/** `from "clients"`, `join clients`: with or without quotes and schema. */
function reads(statement: string, table: string): boolean {
  return new RegExp(
    `\\b(from|join)\\s+("public"\\.)?"?${table}"?(?![\\w"])(?!\\s+(as\\s+)?"?(${lookups})\\b)`,
    "i",
  ).test(statement)
}
