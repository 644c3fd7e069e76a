import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestDatabase, testDatabase } from "../testing"
import { seedDemo } from "./demo"

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  await seedDemo(database.url, { scale: 3 })
})
afterAll(() => database.drop())

const one = async (query: string): Promise<Record<string, unknown>> =>
  (await database.connection.sql.unsafe(query))[0] ?? {}

test("a recount of time, as the API does it, changes no campaign and no task", async () => {
  const totals = `
    select count(*)::int as campaigns, count(*) filter (where c.minutes > 0)::int > 150 as kept,
      count(*) filter (where (c.minutes, c.hours_minor) is distinct from (now.minutes, now.cost))::int as wrong
    from campaigns c, lateral (
      select coalesce(sum(minutes), 0)::int as minutes, coalesce(sum(cost_minor), 0)::bigint as cost
      from time_entries where campaign_id = c.id
    ) as now`
  expect(await one(totals)).toEqual({ campaigns: 900, kept: true, wrong: 0 })
  const ofTasks = `
    select count(*) filter (where t.minutes > 0)::int > 400 as kept,
      count(*) filter (where t.minutes is distinct from now.minutes)::int as wrong
    from tasks t, lateral (
      select coalesce(sum(minutes), 0)::int as minutes from time_entries where task_id = t.id
    ) as now`
  expect(await one(ofTasks)).toEqual({ kept: true, wrong: 0 })
})

test("whoever comes with a larger scale books time too, and nobody more than ten hours a day", async () => {
  expect(
    await one(`select count(*) filter (where minutes > 600)::int as overworked, count(distinct user_id)::int > 120 as most,
      count(*) filter (where day >= current_date or extract(isodow from day) > 5 or day in (select day from days_off))::int as wrong
      from (select user_id, day, sum(minutes) as minutes from time_entries group by user_id, day) as each`),
  ).toEqual({ overworked: 0, most: true, wrong: 0 })
  expect(
    await one(`select count(*)::int as away from time_entries e join leaves l on l.user_id = e.user_id
      and e.day between l.from_day and l.to_day`),
  ).toEqual({ away: 0 })
  expect(
    await one(`select count(*)::int as strangers from time_entries e
      where not exists (select from campaign_members m where m.campaign_id = e.campaign_id and m.user_id = e.user_id)
        or task_id is not null and not exists (
          select from task_assignees a join tasks t on t.id = a.task_id
          where t.id = e.task_id and t.campaign_id = e.campaign_id and a.user_id = e.user_id)`),
  ).toEqual({ strangers: 0 })
})

test("every week before the last is approved, and the log tells of every entry and sheet", async () => {
  expect(
    await one(`select count(*)::int as open from time_entries e
      where day < date_trunc('week', current_date) - interval '7 days' and not exists (
        select from timesheets s where s.user_id = e.user_id and s.monday = date_trunc('week', e.day)::date
          and s.state = 'approved' and s.decided_by <> s.user_id and s.submitted_at < s.decided_at)`),
  ).toEqual({ open: 0 })
  expect(
    await one(`select (select count(*)::int from time_entries e where not exists (
        select from changes where entity = 'time_entry' and entity_id = e.id and verb = 'time.create'
          and actor_id = e.user_id and changes.campaign_id = e.campaign_id and at = e.created_at)) as entries,
      (select count(*) from timesheets) + (select count(*) from timesheets where state = 'approved')
        - (select count(*) from changes where entity = 'timesheet') as sheets,
      (select count(*) from rates) - (select count(*) from changes where entity = 'rate') as rates`),
  ).toEqual({ entries: 0, sheets: "0", rates: "0" })
})

test("a second call adds no time", async () => {
  const size = () =>
    one("select (select count(*) from time_entries) as entries, (select count(*) from timesheets) as sheets")
  const before = await size()
  expect((await seedDemo(database.url, { scale: 3 })).seeded).toBe(false)
  expect(await size()).toEqual(before)
})
