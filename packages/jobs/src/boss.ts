import type { Tx } from "@alphas/db/connection"
import { type SQL, sql } from "drizzle-orm"
import type PgBoss from "pg-boss"
import type { Sql, TransactionSql } from "postgres"

/**
 * pg-boss keeps the jobs and knows the statements; the connections, the loop and the timers are ours. It is loaded
 * when it is first needed, and never started: its own workers leave the promise that ends a job unwatched, which
 * would end the process when Postgres goes away at that moment.
 */
export async function openBoss(database: PgBoss.Db): Promise<PgBoss> {
  const { default: Boss } = await import("pg-boss")
  const boss = new Boss({
    db: database,
    supervise: false,
    schedule: false,
    archiveCompletedAfterSeconds: 2 * 86_400,
    archiveFailedAfterSeconds: 30 * 86_400,
    deleteAfterDays: 7,
  })
  // Without a listener an "error" event is thrown; every promise of ours is awaited and tells by itself.
  boss.on("error", () => undefined)
  return boss
}

const textOf = (value: unknown): unknown =>
  value === undefined
    ? null
    : typeof value === "object" && value !== null && !Array.isArray(value)
      ? JSON.stringify(value)
      : value

/**
 * pg-boss's statements over a pool of postgres.js. A block `BEGIN; ... COMMIT;` runs as a transaction of the driver's,
 * so that one that fails is rolled back and its connection is not left inside it.
 */
export function poolDatabase(pool: Sql): PgBoss.Db {
  return {
    executeSql: async (text, values: unknown[] = []) => {
      const block = /^\s*BEGIN;([\s\S]*)COMMIT;\s*$/.exec(text)?.[1]
      if (block !== undefined) {
        await pool.begin((tx: TransactionSql) => tx.unsafe(block).simple())
        return { rows: [] }
      }
      // What pg-boss passes is text, numbers, null, objects (now JSON) and arrays of text.
      const parameters = values.map(textOf) as (string | number | null | string[])[]
      return { rows: await pool.unsafe(text, parameters) }
    },
  }
}

/** pg-boss's insert statement over a transaction of Drizzle's; `added` counts the rows. */
export function transactionDatabase(tx: Tx): PgBoss.Db & { added: number } {
  const database = {
    added: 0,
    executeSql: async (text: string, values: unknown[] = []) => {
      const rows = await tx.execute(numbered(text, values))
      database.added += rows.count
      return { rows: [...rows] }
    },
  }
  return database
}

/** A statement with `$1`, `$2`, ... as Drizzle's SQL. Each may stand once: Drizzle numbers its own by position. */
function numbered(text: string, values: unknown[]): SQL {
  const chunks: SQL[] = []
  const seen = new Set<string>()
  let end = 0
  for (const match of text.matchAll(/\$(\d+)/g)) {
    const position = match[1] ?? ""
    if (seen.has(position)) throw new Error(`The statement uses $${position} twice: ${text}`)
    seen.add(position)
    chunks.push(sql.raw(text.slice(end, match.index)), sql`${textOf(values[Number(position) - 1])}`)
    end = match.index + match[0].length
  }
  chunks.push(sql.raw(text.slice(end)))
  return sql.join(chunks)
}
