import type { ExtractTablesWithRelations } from "drizzle-orm"
import type { PgTransaction } from "drizzle-orm/pg-core"
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js"
import postgres, { type Sql } from "postgres"
import { knowArrays } from "./array-types"
import { surviveLostConnections } from "./lost-connections"
import { prepareRepeated } from "./prepared"

/** Outside a transaction. */
export type Db = PostgresJsDatabase
/** Inside a transaction. */
export type Tx = PgTransaction<
  PostgresJsQueryResultHKT,
  Record<string, never>,
  ExtractTablesWithRelations<Record<string, never>>
>
/** Where a read may happen: in a transaction or outside. */
export type Reader = Db | Tx

export interface Connection {
  db: Db
  /** The driver underneath: for `COPY`, `LISTEN` and statements that are prepared on the server. */
  sql: Sql
  close(): Promise<void>
}

export interface ConnectionOptions {
  /** Connections at the most. */
  pool?: number
  /** What `pg_stat_activity` shows. */
  name?: string
  /** Milliseconds after which a statement is cancelled; 0 for never. */
  statementTimeout?: number
  /** Called with every statement: how the tests see that each read went through visibility. */
  onQuery?: (statement: string) => void
}

/**
 * A pool of connections to Postgres. It connects when first used and again by itself after Postgres was away.
 */
export function connect(url: string, options: ConnectionOptions = {}): Connection {
  const { onQuery } = options
  const driver = postgres(url, {
    ...(onQuery ? { debug: (_connection: number, statement: string) => onQuery(statement) } : {}),
    max: options.pool ?? 10,
    fetch_types: false,
    connect_timeout: 5,
    idle_timeout: 300,
    // Postgres.js waits between attempts to connect; a service that comes back is found within a second.
    backoff: (attempt) => Math.min(1, 0.05 * 2 ** attempt),
    onnotice: () => undefined,
    connection: {
      TimeZone: "UTC",
      application_name: options.name ?? "alphas",
      statement_timeout: options.statementTimeout ?? 30_000,
      idle_in_transaction_session_timeout: 60_000,
      // Plans that suit a parameter's value, where they are so much better that planning again pays.
      plan_cache_mode: "auto",
    },
  })
  knowArrays(driver)
  const sql = prepareRepeated(surviveLostConnections(driver))
  return { db: drizzle(sql), sql, close: () => sql.end({ timeout: 5 }) }
}
