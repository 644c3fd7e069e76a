import { type OpenServices, openServices } from "@alphas/api/services"
import { hashPassword } from "@alphas/auth/passwords"
import { sha256 } from "@alphas/auth/secrets"
import type { Db } from "@alphas/db/connection"
import type { UserRow } from "@alphas/db/factories"
import { settings } from "@alphas/db/schema/settings"
import { sessions } from "@alphas/db/schema/users"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { readEnvironment } from "@alphas/domain/environment"
import { eq } from "drizzle-orm"
import { type Server, startAlphas } from "../../servers"
import { ours } from "./oracle"
import { send } from "./wire"

const secret = "a secret that is only good for proving"

/** An agency with a server, and the means to make people and rows in it. */
export interface World {
  db: Db
  services: OpenServices
  server: Server
  /** The hash of "correct horse battery". */
  passwordHash: string
  /** Signs somebody in: their `Cookie` header. */
  signIn(user: UserRow): Promise<string>
  /** Makes a call as somebody, from our own page. @throws Error when it is refused. */
  call<Output>(user: UserRow, path: string, input: unknown): Promise<Output>
  /** Changes whenever any row of any table is added, changed or removed, or a job is queued. */
  fingerprint(): Promise<string>
  close(): Promise<void>
}

/** Opens one with a database and a server of its own. */
export async function openWorld(): Promise<World> {
  const database = await testDatabase()
  const { db } = database.connection
  await db.update(settings).set({ registrationOpen: true, registrationDomains: ["agency.example"] })
  const services = openServices(
    readEnvironment({ DATABASE_URL: database.url, ALPHAS_SECRET: secret, LOG_LEVEL: "warn" }),
    { name: "proof" },
  )
  const server = await startAlphas(database.url, process.env.ALPHAS_TEST_REDIS, {
    ALPHAS_SECRET: secret,
  })
  const signIn = async (user: UserRow) => {
    const caller = { userId: user.id, device: "proof", address: null }
    const started = await db.transaction((tx) => services.auth.sessions.start(tx, caller))
    return started.cookie.split(";")[0] ?? ""
  }
  return {
    db,
    services,
    server,
    passwordHash: await hashPassword("correct horse battery"),
    signIn,
    async call<Output>(user: UserRow, path: string, input: unknown) {
      const headers = { "content-type": "application/json", origin: ours, cookie: await signIn(user) }
      const answer = await send(server.port, "POST", `/api/trpc/${path}`, headers, JSON.stringify(input))
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      // The shape of tRPC's answer; what is in it, the caller's type argument says.
      return (answer.body as { result: { data: Output } }).result.data
    },
    fingerprint: await fingerprintOf(database),
    async close() {
      await server.stop()
      await services.close()
      await database.drop()
    },
  }
}

/** The name of the session behind a `Cookie` header. */
export async function nameOf({ db }: World, cookie: string): Promise<string> {
  const idHash = sha256(cookie.slice(cookie.indexOf("=") + 1))
  const [row] = await db.select({ name: sessions.name }).from(sessions).where(eq(sessions.idHash, idHash))
  return row?.name ?? ""
}

async function fingerprintOf({ connection: { sql } }: TestDatabase): Promise<() => Promise<string>> {
  const ours = await sql<{ name: string }[]>`
    select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
    where schemaname = 'public' order by 1`
  const part = (table: string) =>
    `select '${table} ' || count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as line from ${table} t`
  let last = { at: "", lines: "" }
  return async () => {
    // Where Postgres has written nothing to its log since, it has changed no row.
    const [wal] = await sql<{ at: string }[]>`select pg_current_wal_insert_lsn()::text as at`
    const at = wal?.at ?? ""
    if (at !== "" && at === last.at) return last.lines
    // The queue makes its table when it is first used.
    const [queue] = await sql<{ there: boolean }[]>`select to_regclass('pgboss.job') is not null as there`
    const tables = [...ours.map(({ name }) => name), ...(queue?.there ? ["pgboss.job"] : [])]
    const rows = await sql.unsafe<{ line: string }[]>(tables.map(part).join(" union all "), [], {
      prepare: true,
    })
    last = { at, lines: rows.map((row) => row.line).join("\n") }
    return last.lines
  }
}
