import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { sessionCookie } from "@alphas/auth/lucia"
import { sha256 } from "@alphas/auth/secrets"
import { type Connection, connect } from "@alphas/db/connection"
import { makeUser } from "@alphas/db/factories"
import { migrate } from "@alphas/db/migrate"
import { sessions } from "@alphas/db/schema/users"
import { bulkClients } from "@alphas/db/seed/bulk"
import { seedDemo } from "@alphas/db/seed/demo"
import { newId } from "@alphas/domain/ids"
import type { Role } from "@alphas/domain/permissions"
import { templateDatabase } from "@alphas/local/template-database"
import postgres, { type Sql } from "postgres"

/** A database to measure on: the demo agency with much more of something, and many people who are signed in. */
export interface World {
  url: string
  sql: Sql
  /** A `Cookie` header for each caller; calls are spread over them, for each may make so many in a minute. */
  cookies: string[]
  drop(): Promise<void>
}

const callers = 200
/** The cookie by which the caller of that number is signed in. */
export const cookieOf = (number: number) => `${sessionCookie}=measuring${String(number).padStart(31, "0")}`

/**
 * Makes it, or copies it when another benchmark of the same run has made it, with `clients` clients that are not archived.
 * @throws Error without a server to make it on.
 */
export async function openWorld(clients: number): Promise<World> {
  return open(`bench_${clients}`, (url, connection) => fillClients(url, connection, clients))
}

/**
 * The same with `tasks` tasks, 25 in each campaign, and team members instead of admins, each of whom works on eight
 * campaigns.
 * @throws Error without a server to make it on.
 */
export const openTaskWorld = (tasks: number): Promise<World> =>
  open(`bench_tasks_${tasks}`, async (_url, { db, sql }) => {
    await signIn(db, new Array(callers).fill("team_member"))
    await fillTasks(sql, tasks / 25)
  })

type Fill = (url: string, connection: Connection) => Promise<void>

/** A migrated database with the demo agency, filled once in a run and copied from then on. */
export async function open(name: string, fill: Fill): Promise<World> {
  const adminUrl = process.env.ALPHAS_TEST_POSTGRES
  if (adminUrl === undefined)
    throw new Error("There is no server to measure on. Run this with npm run bench.")
  const migrations = readFileSync(new URL("../drizzle/meta/_journal.json", import.meta.url))
  const key = `${name}_${createHash("sha256").update(migrations).digest("hex").slice(0, 12)}`
  const template = await templateDatabase({ adminUrl, key, prepare: (url) => prepare(url, fill) })
  const url = await template.cloneDatabase()
  const sql = postgres(url, { max: 2, onnotice: () => undefined })
  return {
    url,
    sql,
    cookies: Array.from({ length: callers }, (_, number) => cookieOf(number)),
    async drop() {
      await sql.end()
      await template.drop(url)
    },
  }
}

async function prepare(url: string, fill: Fill): Promise<void> {
  await migrate(url)
  await seedDemo(url)
  const connection = connect(url, { pool: 3, statementTimeout: 0 })
  const { sql, close } = connection
  await fill(url, connection)
  await sql`vacuum analyze`
  await sql`checkpoint`
  await close()
}

async function fillClients(_url: string, { db, sql }: Connection, clients: number): Promise<void> {
  await signIn(db, new Array(callers).fill("admin"))
  const ids = async (role: string) =>
    (await sql<{ id: string }[]>`select id from users where role = ${role} order by id`).map((row) => row.id)
  const [there] = await sql<{ count: number }[]>`select count(*)::int from clients where archived_at is null`
  const missing = clients - (there?.count ?? 0)
  if (missing <= 0) return
  await bulkClients(sql, missing, {
    ownerIds: await ids("manager"),
    memberIds: await ids("team_member"),
    start: 100,
  })
}

/** Campaigns over three years, each with 25 tasks; each caller works on eight of them. */
async function fillTasks(sql: Sql, campaigns: number): Promise<void> {
  await sql`
    insert into campaigns (id, client_id, name, status, start_day, end_day, currency)
    select gen_random_uuid(), (array(select id from clients order by id))[1 + n % (select count(*) from clients)],
      'Campaign ' || n, 'active', day, day + 90, 'EUR'
    from generate_series(1, ${campaigns}::int) n, lateral (select date '2025-01-01' + n % 1000 as day) d`
  await sql`
    insert into campaign_members (campaign_id, user_id)
    select c.id, u.id
    from (select id, row_number() over (order by id) as n from campaigns where name like 'Campaign %') c
    join (select id, row_number() over (order by id) as n, count(*) over () as all from users where email like '%@bench.example') u
      on c.n <= u.all * 8 and (c.n - 1) % u.all = u.n - 1`
  await sql`
    insert into tasks (id, campaign_id, title, status, priority, start_day, end_day, duration_days, rank)
    select gen_random_uuid(), c.id, 'Task ' || n || ' of ' || c.name,
      (enum_range(null::task_status))[1 + n % 4], (enum_range(null::task_priority))[1 + n % 4],
      c.start_day + n * 3, c.start_day + n * 3 + 4, 3, n
    from campaigns c, generate_series(1, 25) n where c.name like 'Campaign %'`
  await sql`
    insert into task_assignees (task_id, user_id)
    select t.id, m.user_id from tasks t join campaign_members m on m.campaign_id = t.campaign_id
    where t.title like 'Task %' on conflict do nothing`
}

/** Makes a person of each role, signed in by `cookieOf` their place in the list. */
export async function signIn(db: Connection["db"], roles: readonly Role[]): Promise<string[]> {
  const month = new Date(Date.now() + 29 * 24 * 60 * 60 * 1000).toISOString()
  const soon = new Date(Date.now() + 6 * 24 * 60 * 60 * 1000).toISOString()
  const made: string[] = []
  for (const [number, role] of roles.entries()) {
    const { id } = await makeUser(db, { role, email: `caller.${number}@bench.example` })
    made.push(id)
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
  return made
}
