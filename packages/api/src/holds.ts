import type { Reader } from "@alphas/db/connection"
import type { Guarded } from "@alphas/db/visible"
import { and, getTableColumns, type SQL, sql } from "drizzle-orm"

/** Which of some conditions hold for a row of a table, in their order; undefined when it is not among `which`. */
export async function holdsFor(
  reader: Reader,
  { table }: Guarded,
  id: string,
  which: SQL,
  conditions: readonly SQL[],
): Promise<boolean[] | undefined> {
  const [row] = await reader
    .select({ holds: sql<boolean[]>`array[${sql.join([...conditions, sql`false`], sql`, `)}]::boolean[]` })
    .from(table)
    .where(and(sql`${getTableColumns(table).id} = ${id}`, which))
  return row?.holds.slice(0, -1)
}
