import { testApi } from "@alphas/api/testing"
import { settings } from "@alphas/db/schema/settings"
import { makeSubject } from "../../agency"
import type { AnyCall } from "../../calls/calls"
import { type Server, startAlphas } from "../../servers"

/** Somebody who is signed in, and an input with which their call would be carried out. */
export interface Prepared {
  cookie: string
  input: unknown
}

/** An agency with a server. */
export interface World {
  server: Server
  /** Makes an admin with everything that the call needs, anew each time. */
  prepare(call: AnyCall): Promise<Prepared>
  /** Changes whenever any row of any table is added, changed or removed, or a job is queued. */
  fingerprint(): Promise<string>
  /** Removes all that was prepared, so that there is little to look through. */
  empty(): Promise<void>
  close(): Promise<void>
}

/** Opens one with a database and a server of its own. */
export async function openWorld(): Promise<World> {
  const api = await testApi()
  const { services } = api
  const { db, sql } = api.database.connection
  const server = await startAlphas(api.database.url, process.env.ALPHAS_TEST_REDIS, {
    ALPHAS_SECRET: services.environment.ALPHAS_SECRET,
  })
  const names = await sql<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname = 'public' order by 1`
  const tables = [...names.map(({ name }) => name), "pgboss.job"]
  const part = (table: string) =>
    `select '${table} ' || count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as line from ${table} t`
  // What the migrations have filled stays.
  const emptied = tables.filter((table) => !/settings|change_epoch/.test(table))
  let last = { at: "", lines: "" }
  // Without looking at what refers to what; of few rows sooner done than `truncate`, which makes every file anew.
  const emptying = [
    "select set_config('session_replication_role', 'replica', true)",
    ...emptied.map((table) => `delete from ${table}`),
  ].join("; ")
  const empty = async () => {
    await sql.unsafe(emptying)
  }
  return {
    server,
    async prepare(call) {
      const subject = await db.transaction((tx) => makeSubject(tx, "admin"))
      if (call.beforeAnybody) {
        await empty()
        await db.update(settings).set({ setUpAt: null })
      }
      const input = await call.input({ ...subject, db, services })
      if (call.beforeAnybody) return { cookie: "", input }
      const caller = { userId: subject.me.id, device: "proof", address: null }
      const { cookie } = await db.transaction((tx) => services.auth.sessions.start(tx, caller))
      return { cookie: cookie.split(";")[0] ?? "", input }
    },
    async fingerprint() {
      // Where Postgres has written nothing to its log since, it has changed no row.
      const [wal] = await sql<{ at: string }[]>`select pg_current_wal_insert_lsn()::text as at`
      const at = wal?.at ?? ""
      if (at !== "" && at === last.at) return last.lines
      const rows = await sql.unsafe<{ line: string }[]>(tables.map(part).join(" union all "), [], {
        prepare: true,
      })
      last = { at, lines: rows.map((row) => row.line).join("\n") }
      return last.lines
    },
    empty,
    async close() {
      await server.stop()
      await api.close()
    },
  }
}
