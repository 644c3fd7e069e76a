import { roles } from "@alphas/domain/permissions"
import { afterAll, beforeAll, expect, test } from "vitest"
import { makeUser } from "../factories"
import { type TestDatabase, testDatabase } from "../testing"
import { type Seeded, seedDemo } from "./demo"

let database: TestDatabase
let first: Seeded
const lines: string[] = []
beforeAll(async () => {
  database = await testDatabase()
  const both = await Promise.all([
    seedDemo(database.url, { log: (line) => lines.push(line) }),
    seedDemo(database.url, { log: (line) => lines.push(line) }),
  ])
  expect(both.map((seeded) => seeded.seeded).sort()).toEqual([false, true])
  first = both[0]
})
afterAll(() => database.drop())

const one = async (query: string): Promise<Record<string, unknown>> =>
  (await database.connection.sql.unsafe(query))[0] ?? {}

test("two processes that seed at once make one agency, of the size that is promised", async () => {
  expect(lines.filter((line) => line.startsWith("Seeded the demo agency"))).toHaveLength(1)
  expect(
    await one(`select count(*) filter (where role in ('admin', 'manager'))::int as leading,
      count(*) filter (where role = 'team_member')::int as team, count(*) filter (where role = 'finance')::int as finance,
      count(*) filter (where role = 'client_viewer')::int as viewers from users`),
  ).toEqual({ leading: 10, team: 50, finance: 4, viewers: 10 })
  expect(await one("select count(*)::int as count from clients")).toEqual({ count: 100 })
})

test("there is a sign-in of every role, and all five see one client together", async () => {
  expect(first.signIns.map((signIn) => signIn.role).sort()).toEqual([...roles].sort())
  const shared = await one(`select count(*)::int as count from clients c
    where owner_id = (select id from users where email = 'manager@alphas.demo')
      and id = (select client_id from users where email = 'viewer@alphas.demo')
      and exists (select from client_members m join users u on u.id = m.user_id
        where m.client_id = c.id and u.email = 'team@alphas.demo')`)
  expect(shared).toEqual({ count: 1 })
})

test("every client has one to five contacts, exactly one of them primary", async () => {
  expect(
    await one(`select min(contacts)::int as least, max(contacts)::int as most, min(primaries)::int as one,
        max(primaries)::int as only from (
          select count(*) as contacts, count(*) filter (where is_primary) as primaries from contacts group by client_id
        ) as each`),
  ).toEqual({ least: 1, most: 5, one: 1, only: 1 })
})

test("being assigned means something: managers own about ten clients, the team works on two to six each", async () => {
  expect(
    await one(`select min(owned)::int as least, max(owned)::int as most from (
      select count(c.id) as owned from users u left join clients c on c.owner_id = u.id where u.role = 'manager' group by u.id
    ) as each`),
  ).toEqual({ least: 11, most: 12 })
  expect(
    await one(`select min(works)::int as least, max(works)::int as most from (
      select count(m.client_id) as works from users u left join client_members m on m.user_id = u.id
      where u.role = 'team_member' group by u.id
    ) as each`),
  ).toEqual({ least: 2, most: 6 })
})

test("the log leads to the rows: each was created, and its last entries are its present values", async () => {
  const { sql } = database.connection
  expect(
    await one(`select count(*)::int as uncreated from clients c
      where not exists (select from changes where entity = 'client' and entity_id = c.id and verb = 'clients.create')`),
  ).toEqual({ uncreated: 0 })
  expect(
    await one(`select count(*)::int as wrong from clients c
      where version <> (select count(*) from changes where entity = 'client' and entity_id = c.id)
        or updated_at <> (select max(at) from changes where entity = 'client' and entity_id = c.id)`),
  ).toEqual({ wrong: 0 })
  const rows = await sql<{ status: string; phone: string; notes: string | null; fields: unknown[] }[]>`
    select status, phone, notes, owner_id, array_agg(fields order by epoch, tx, seq) as fields
    from clients join changes on entity = 'client' and entity_id = clients.id group by clients.id`
  for (const row of rows) {
    const replayed: Record<string, unknown> = {}
    for (const fields of row.fields as Record<string, { after?: unknown }>[]) {
      for (const [name, change] of Object.entries(fields)) replayed[name] = change.after ?? null
    }
    expect(replayed).toMatchObject({ status: row.status, phone: row.phone })
    expect(replayed.notes ?? null).toBe(row.notes)
  }
})

test("nothing happened in the future, nor before those who did it were there", async () => {
  expect(
    await one(`select count(*) filter (where at > now())::int as future,
      count(*) filter (where at < u.created_at)::int as early from changes left join users u on u.id = actor_id`),
  ).toEqual({ future: 0, early: 0 })
  expect(
    await one(`select count(*)::int as early from client_members m join users u on u.id = user_id
      join clients c on c.id = m.client_id where added_at < u.created_at or added_at < c.created_at or added_at > now()`),
  ).toEqual({ early: 0 })
})

test("a scale makes the agency that many times as large, and a second call adds nothing", async () => {
  const grown = await seedDemo(database.url, { scale: 3 })
  expect(grown.seeded).toBe(true)
  const size = () =>
    one(`select (select count(*)::int from clients) as clients, (select count(distinct name)::int from clients) as names,
      (select count(*)::int from users where role <> 'client_viewer') as people`)
  expect(await size()).toEqual({ clients: 300, names: 300, people: 192 })
  expect((await seedDemo(database.url, { scale: 3 })).seeded).toBe(false)
  expect(await size()).toEqual({ clients: 300, names: 300, people: 192 })
})

test("a database with people of its own is left alone, whatever the scale", async () => {
  const other = await testDatabase()
  try {
    await makeUser(other.connection.db, { role: "admin" })
    expect(await seedDemo(other.url, { scale: 5 })).toEqual({ seeded: false, signIns: [] })
    expect(await other.connection.sql`select from clients`).toHaveLength(0)
  } finally {
    await other.drop()
  }
})

test("an account whose password was changed is no longer named as a demo sign-in", async () => {
  await database.connection.sql`update users set password_hash = 'other' where email = 'admin@alphas.demo'`
  const { signIns } = await seedDemo(database.url)
  expect(signIns.map((signIn) => signIn.role)).toEqual(["manager", "team_member", "finance", "client_viewer"])
})
