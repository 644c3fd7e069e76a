import { seedDemo } from "@alphas/db/seed/demo"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import type { Viewer } from "@alphas/db/visible"
import { campaignSorts, campaignStatuses } from "@alphas/domain/campaigns/words"
import { clientSorts, clientStatuses } from "@alphas/domain/clients/words"
import { scopeOf } from "@alphas/domain/permissions"
import { priorities, taskSorts, taskStatuses } from "@alphas/domain/tasks/words"
import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { campaignList } from "./campaigns/list"
import { clientsList } from "./clients/list"
import { List } from "./list"
import { Names } from "./names"
import { Refusal } from "./refusal"
import { taskList } from "./tasks/list"
import { entryList } from "./time/list"

let database: TestDatabase
const names = new Names()
let viewers: Viewer[]
const ids = {
  users: [] as string[],
  clients: [] as string[],
  campaigns: [] as string[],
  tasks: [] as string[],
}

beforeAll(async () => {
  database = await testDatabase()
  await seedDemo(database.url)
  const { sql } = database.connection
  for (const table of ["users", "clients", "campaigns", "tasks"] as const) {
    const rows = await sql<{ id: string }[]>`select id from ${sql(table)} order by id limit 40`
    ids[table] = rows.map(({ id }) => id)
  }
  // Something in every list that the seed leaves out.
  await sql`update campaigns set archived_at = now() where id in (select id from campaigns order by id limit 5)`
  await sql`update clients set archived_at = now() where id in (select id from clients order by id limit 5)`
  await sql`update tasks set responsible_id = null where id = any(${ids.tasks.slice(0, 20)})`
  await sql`delete from task_assignees where task_id = any(${ids.tasks.slice(0, 15)})`
  viewers = [
    ...(await sql<Viewer[]>`select distinct on (role, n) id, role, client_id as "clientId" from (
      select *, row_number() over (partition by role order by id) as n from users) as numbered where n <= 2`),
  ]
}, 60_000)
afterAll(() => database.drop())

const some = <Value>(values: readonly Value[], most = 3) =>
  fc.option(fc.subarray([...values], { maxLength: most }))
const rarely = (values: readonly string[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, some(values, 8))
const day = fc.constantFrom("2026-01-01", "2026-06-01", "2027-01-01")
const archived = fc.constantFrom("no" as const, "only" as const, "also" as const)

interface Way<Filters, Sort extends string> {
  filters: Filters
  sort: Sort
  direction: "asc" | "desc"
}

/** The ids of a list's rows, page after page, and how many it says that there are. */
async function walk<
  Found extends object,
  Row extends { id: string },
  Filters extends object,
  Sort extends string,
  Aside extends object,
>(
  list: List<Found, Row, Filters, Sort, Aside>,
  viewer: Viewer,
  way: Way<Filters, Sort>,
  limit: number,
): Promise<(string | number | null)[]> {
  const reading = { ...database.connection, names }
  const found: (string | number | null)[] = [
    (await list.page(reading, viewer, { ...way, limit, count: true })).total,
  ]
  let cursor: string | undefined
  do {
    const { rows, cursorOf } = await list.read(reading, viewer, { ...way, limit, cursor })
    found.push(...rows.slice(0, limit).map(({ id }) => id))
    cursor = rows.length > limit ? cursorOf(limit - 1) : undefined
  } while (cursor !== undefined && found.length < 100)
  return found.slice(0, 100)
}

/** What is made of ids that are known only when the tests run. */
const later = <Value>(make: () => fc.Arbitrary<Value>) => fc.constant(null).chain(make)

/** Whatever way through the indexes a question takes, the rows are those of its conditions in its order. */
function sameEveryWay<
  Found extends object,
  Row extends { id: string },
  Filters extends object,
  Sort extends string,
  Aside extends object,
>(
  list: List<Found, Row, Filters, Sort, Aside>,
  filters: fc.Arbitrary<Filters>,
  sorts: readonly Sort[],
): Promise<void> {
  const plain = new List({ ...list.of, paths: [], gates: [], ahead: 0 })
  const ways = [
    list,
    new List({ ...list.of, fewKeys: 0, ahead: 20 }),
    new List({ ...list.of, fewKeys: 100_000 }),
  ]
  const question = fc.record({
    filters,
    sort: fc.constantFrom(...sorts),
    direction: fc.constantFrom("asc" as const, "desc" as const),
  })
  return fc.assert(
    fc.asyncProperty(question, fc.nat(), fc.integer({ min: 7, max: 60 }), async (way, who, limit) => {
      const viewer = viewers[who % viewers.length]
      if (viewer === undefined || list.of.permission === undefined) throw new Error("Nobody looks.")
      if (scopeOf(viewer.role, list.of.permission) === null) return
      const right = await walk(plain, viewer, way, 100).catch(reasonOf)
      for (const each of ways) expect(await walk(each, viewer, way, limit).catch(reasonOf)).toEqual(right)
    }),
    { numRuns: 100 },
  )
}

/** An order that a role may not ask for is refused every way. */
const reasonOf = (error: unknown) => (error instanceof Refusal ? error.reason : Promise.reject(error))

test("tasks are the same on every way", () =>
  sameEveryWay(
    taskList,
    later(() =>
      fc.record({
        campaignId: rarely(ids.campaigns),
        text: fc.constantFrom(null, "e", "review"),
        status: some(taskStatuses),
        priority: some(priorities),
        assigneeId: some([null, ...ids.users]),
        from: fc.option(day),
        to: fc.option(day),
        overdue: fc.option(day),
      }),
    ),
    taskSorts,
  ))

test("campaigns are the same on every way", () =>
  sameEveryWay(
    campaignList,
    later(() =>
      fc.record({
        text: fc.constantFrom(null, "e", "spring"),
        status: some(campaignStatuses),
        clientId: rarely(ids.clients),
        managerId: some(ids.users),
        memberId: fc.option(fc.constantFrom(...ids.users)),
        archived,
      }),
    ),
    campaignSorts,
  ))

test("clients are the same on every way", () =>
  sameEveryWay(
    clientsList,
    later(() =>
      fc.record({
        text: fc.constantFrom(null, "e", "studio"),
        status: some(clientStatuses),
        ownerId: some([null, ...ids.users]),
        industry: fc.constantFrom(null, ["Retail", "media"]),
        tags: fc.constantFrom(null, [], ["vip"]),
        archived,
      }),
    ),
    clientSorts,
  ))

test("time entries are the same on every way", () =>
  sameEveryWay(
    entryList,
    later(() =>
      fc.record({
        userId: some(ids.users),
        campaignId: rarely(ids.campaigns),
        taskId: fc.option(fc.constantFrom(...ids.tasks), { freq: 1 }),
        from: fc.option(day),
        to: fc.option(day),
        billable: fc.option(fc.boolean()),
      }),
    ),
    ["day"],
  ))

test("what lists hold of other tables follows them", async () => {
  const { sql } = database.connection
  const wrong = async () => {
    const [row] = await sql<{ count: number }[]>`select (
      select count(*) from task_assignees a join tasks t on t.id = a.task_id
      where (a.status, a.end_day, a.listed) is distinct from (t.status, t.end_day, t.listed)
    )::int + (
      select count(*) from tasks t join campaigns c on c.id = t.campaign_id where t.campaign_archived <> c.archived
    )::int + (
      select count(*) from campaign_members m join campaigns c on c.id = m.campaign_id
      where (m.archived, m.status, m.end_day) is distinct from (c.archived, c.status, c.end_day)
    )::int + (
      select count(*) from clients c left join users u on u.id = c.owner_id where c.owner_key <> coalesce(lower(u.name), '')
    )::int as count`
    return row?.count
  }
  expect(await wrong()).toBe(0)
  await sql`update campaigns set archived_at = case when archived_at is null then now() end where id = any(${ids.campaigns})`
  await sql`update campaigns set status = 'completed', end_day = end_day + 1 where id = any(${ids.campaigns.slice(3, 9)})`
  await sql`insert into campaign_members (campaign_id, user_id) select id, ${ids.users[0] ?? ""} from campaigns on conflict do nothing`
  await sql`update tasks set status = 'completed' where id = any(${ids.tasks.slice(0, 9)})`
  await sql`update tasks set end_day = end_day + 3 where id = any(${ids.tasks.slice(5, 15)})`
  await sql`update tasks set deleted_at = now() where id = any(${ids.tasks.slice(10, 20)})`
  await sql`update tasks set campaign_id = ${ids.campaigns[0] ?? ""} where id = ${ids.tasks[30] ?? ""}`
  await sql`insert into task_assignees (task_id, user_id) select id, ${ids.users[0] ?? ""} from tasks on conflict do nothing`
  await sql`update users set name = name || ' Smith' where id = any(${ids.users.slice(0, 9)})`
  await sql`update clients set owner_id = ${ids.users[3] ?? ""} where id = any(${ids.clients.slice(0, 9)})`
  await sql`update clients set owner_id = null where id = any(${ids.clients.slice(9, 14)})`
  expect(await wrong()).toBe(0)
})
