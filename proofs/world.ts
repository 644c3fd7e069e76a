import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { sessionCookie } from "@alphas/auth/lucia"
import { sha256 } from "@alphas/auth/secrets"
import { connect } from "@alphas/db/connection"
import { makeUser } from "@alphas/db/factories"
import { migrate } from "@alphas/db/migrate"
import { sessions } from "@alphas/db/schema/users"
import { bulkClients } from "@alphas/db/seed/bulk"
import { seedDemo } from "@alphas/db/seed/demo"
import { newId } from "@alphas/domain/ids"
import { templateDatabase } from "@alphas/local/template-database"
import postgres, { type Sql } from "postgres"

/** A database to measure on: the demo agency with many clients, and many admins who are signed in. */
export interface World {
  url: string
  sql: Sql
  /** A `Cookie` header for each admin; calls are spread over them, for each may make so many in a minute. */
  cookies: string[]
  drop(): Promise<void>
}

const admins = 200
const cookieOf = (number: number) => `${sessionCookie}=measuring${String(number).padStart(31, "0")}`

/**
 * Makes it, or copies it when another benchmark of the same run has made it, with `clients` clients that are not archived.
 * @throws Error without a server to make it on.
 */
export async function openWorld(clients: number): Promise<World> {
  const adminUrl = process.env.ALPHAS_TEST_POSTGRES
  if (adminUrl === undefined)
    throw new Error("There is no server to measure on. Run this with npm run bench.")
  const migrations = readFileSync(new URL("../drizzle/meta/_journal.json", import.meta.url))
  const key = `bench_${clients}_${createHash("sha256").update(migrations).digest("hex").slice(0, 12)}`
  const template = await templateDatabase({ adminUrl, key, prepare: (url) => prepare(url, clients) })
  const url = await template.cloneDatabase()
  const sql = postgres(url, { max: 2, onnotice: () => undefined })
  return {
    url,
    sql,
    cookies: Array.from({ length: admins }, (_, number) => cookieOf(number)),
    async drop() {
      await sql.end()
      await template.drop(url)
    },
  }
}

async function prepare(url: string, clients: number): Promise<void> {
  await migrate(url)
  await seedDemo(url)
  const { db, sql, close } = connect(url, { pool: 3, statementTimeout: 0 })
  const ids = async (role: string) =>
    (await sql<{ id: string }[]>`select id from users where role = ${role} order by id`).map((row) => row.id)
  const [there] = await sql<{ count: number }[]>`select count(*)::int from clients where archived_at is null`
  const missing = clients - (there?.count ?? 0)
  if (missing > 0) {
    await bulkClients(sql, missing, {
      ownerIds: await ids("manager"),
      memberIds: await ids("team_member"),
      start: 100,
    })
  }
  const month = new Date(Date.now() + 29 * 24 * 60 * 60 * 1000).toISOString()
  const soon = new Date(Date.now() + 6 * 24 * 60 * 60 * 1000).toISOString()
  for (let number = 0; number < admins; number++) {
    const { id } = await makeUser(db, { role: "admin", email: `admin.${number}@bench.example` })
    const secret = cookieOf(number).slice(sessionCookie.length + 1)
    await db.insert(sessions).values({
      idHash: sha256(secret),
      name: newId(),
      userId: id,
      expiresAt: soon,
      endsAt: month,
      device: "a benchmark",
      address: "127.0.0.1",
    })
  }
  await sql`vacuum analyze`
  await sql`checkpoint`
  await close()
}
