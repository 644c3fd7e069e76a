import type { Db } from "@alphas/db/connection"
import { type SQL, sql } from "drizzle-orm"

/** What is of no more use, by table. Instants are compared by the clock of Postgres. */
const outlived = {
  sessions: sql`expires_at < now() or ends_at < now()`,
  idempotency_keys: sql`created_at < now() - interval '24 hours'`,
  password_resets: sql`coalesce(used_at, expires_at) < now() - interval '7 days'`,
  /** The file of an import is needed until it was read; an upload that nobody finished is let go after a week. */
  client_import_chunks: sql`import_id in (
    select id from client_imports
    where state not in ('uploading', 'reading') or updated_at < now() - interval '7 days'
  )`,
} satisfies Record<string, SQL>

const batch = 10_000

/** Deletes what has outlived its use, in small transactions that nobody waits for; how many rows of each table. */
export async function keepHouse(db: Db, signal: AbortSignal): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {}
  for (const [table, condition] of Object.entries(outlived)) {
    const name = sql.identifier(table)
    let count = 0
    let last = batch
    while (last === batch) {
      signal.throwIfAborted()
      const result = await db.execute(sql`
        delete from ${name} where ctid = any (array (select ctid from ${name} where ${condition} limit ${batch}))`)
      last = result.count
      count += last
    }
    deleted[table] = count
  }
  return deleted
}
