import { healthOf } from "@alphas/domain/campaigns/health"
import type { CampaignStatus } from "@alphas/domain/campaigns/words"
import {
  type Absence,
  type PlanDependency,
  type PlanInput,
  type PlanTask,
  preview,
} from "@alphas/domain/schedule/plan"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestDatabase, testDatabase } from "../testing"
import { seedDemo } from "./demo"

let database: TestDatabase
const lines: string[] = []
beforeAll(async () => {
  database = await testDatabase()
  await seedDemo(database.url, { log: (line) => lines.push(line) })
})
afterAll(() => database.drop())

const all = async <Row>(query: string): Promise<Row[]> =>
  // Its caller knows the columns.
  [...(await database.connection.sql.unsafe(query))] as Row[]
const one = async (query: string): Promise<Record<string, unknown>> =>
  (await all<Record<string, unknown>>(query))[0] ?? {}

/** What the schedule of every campaign is calculated from, as the API loads it. */
async function plans(): Promise<Map<string, PlanInput>> {
  const { weekdays } = await one("select working_weekdays as weekdays from settings")
  const off = await all<{ day: string }>("select day::text from days_off")
  const week = {
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((day) => (weekdays as number[]).includes(day)), // an int[] in the schema
    off: off.map(({ day }) => day),
  }
  const absences = await all<Absence>(
    `select user_id as "userId", from_day::text as "fromDay", to_day::text as "toDay" from leaves`,
  )
  const campaigns = await all<{ id: string; startDay: string }>(
    `select id, start_day::text as "startDay" from campaigns`,
  )
  const tasks = await all<PlanTask & { campaignId: string }>(
    `select id, campaign_id as "campaignId", version, mode, status, start_day::text as "startDay",
      end_day::text as "endDay", duration_days as "durationDays", not_before::text as "notBefore",
      responsible_id as "responsibleId" from tasks where deleted_at is null order by id`,
  )
  const dependencies = await all<PlanDependency & { campaignId: string }>(
    `select campaign_id as "campaignId", predecessor_id as "predecessorId", successor_id as "successorId", type,
      lag_days as "lagDays" from task_dependencies order by id`,
  )
  return new Map(
    campaigns.map(({ id, startDay }) => {
      const own = <Row extends { campaignId: string }>(rows: Row[]) =>
        rows.filter(({ campaignId }) => campaignId === id)
      return [id, { startDay, week, absences, tasks: own(tasks), dependencies: own(dependencies) }]
    }),
  )
}

const inConflict = (plan: PlanInput) =>
  [...preview(plan, []).schedule.tasks.values()].some((task) => task.conflict)

/** The totals of all campaigns, counted by the statement of `recount` in packages/api/src/tasks/plan.ts. */
const recounted = `
  select c.id, now.* from campaigns c, lateral (
    select count(*)::int as total, count(*) filter (where status = 'completed')::int as done,
      coalesce(floor(
        sum(greatest(duration_days, 1) * progress) filter (where not whole)
        / nullif(sum(greatest(duration_days, 1)) filter (where not whole), 0)
      ), 0)::int as progress,
      max(end_day) as forecast, min(end_day) filter (where status <> 'completed') as due,
      max(end_day) filter (where status <> 'completed') as last
    from (
      select t.*, exists (select from tasks part where part.parent_id = t.id and part.deleted_at is null) as whole
      from tasks t
      where t.campaign_id = c.id and t.deleted_at is null
    ) as living
  ) as now`

async function holds() {
  const found = await plans()
  const moved = [...found].filter(([, plan]) => preview(plan, []).moves.length > 0).map(([id]) => id)
  expect(moved).toEqual([])
  const wrong = `select count(*)::int as wrong from campaigns join (${recounted}) as now using (id)
    where (tasks_total, tasks_done, campaigns.progress, forecast_day, next_due_day, last_due_day)
      is distinct from (now.total, now.done, now.progress, now.forecast, now.due, now.last)`
  expect(await one(wrong)).toEqual({ wrong: 0 })
  return found
}

test("300 campaigns of four to twelve tasks, about 2,000 in all, of active and former clients", async () => {
  expect(lines.join()).toMatch(/ 300 campaigns, 2,?\d{3} tasks, /)
  const size = await one(`select count(*)::int as campaigns, sum(tasks_total)::int as tasks,
    min(tasks_total)::int as least, max(tasks_total)::int as most from campaigns`)
  expect(size).toMatchObject({ campaigns: 300, least: 4, most: 12 })
  expect(size.tasks).toBeGreaterThan(1_900)
  expect(size.tasks).toBeLessThan(2_200)
  const of = await all<{ client: string; campaign: CampaignStatus; count: number }>(`
    select clients.status as client, campaigns.status as campaign, count(*)::int
    from campaigns join clients on clients.id = client_id group by 1, 2`)
  expect(new Set(of.map(({ client }) => client))).toEqual(new Set(["active", "former"]))
  const count = (status: string) =>
    of.reduce((sum, row) => sum + (row.campaign === status ? row.count : 0), 0)
  expect(of.filter(({ client }) => client === "former").map(({ campaign }) => campaign)).toEqual([
    "completed",
  ])
  expect(count("completed")).toBeGreaterThan(140)
  expect(count("active")).toBeGreaterThan(50)
  for (const status of ["planning", "paused"]) expect(count(status)).toBeGreaterThan(8)
})

test("the first edit of a campaign moves nothing, and totals are what the API counts", async () => {
  const found = await holds()
  expect(found.size).toBe(300)
  expect([...found.values()].filter(inConflict).length).toBeLessThan(30)
})

test("a campaign's status is that of its days and tasks; some are late, some at risk", async () => {
  expect(
    await one(`select count(*) filter (where status = 'completed' and (tasks_done < tasks_total or progress < 100 or forecast_day >= current_date))::int as unfinished,
      count(*) filter (where status = 'planning' and (start_day < current_date or tasks_done > 0))::int as begun,
      count(*) filter (where status in ('active', 'paused') and start_day >= current_date)::int as early,
      count(*) filter (where archived_at is not null and status <> 'completed')::int as away from campaigns`),
  ).toEqual({ unfinished: 0, begun: 0, early: 0, away: 0 })
  const rows = await all<Parameters<typeof healthOf>[0]>(`
    select status, end_day::text as "endDay", next_due_day::text as "nextDueDay", last_due_day::text as "lastDueDay",
      progress, budget_minor::float8 as "budgetMinor", hours_minor::float8 as "actualMinor" from campaigns where status = 'active'`)
  const today = new Date().toISOString().slice(0, 10)
  const health = rows.map((row) => healthOf(row, today))
  for (const word of ["on_track", "at_risk", "late"] as const) {
    const share = health.filter((each) => each === word).length / health.length
    expect(share).toBeGreaterThan(word === "on_track" ? 0.4 : 0.04)
  }
})

test("tasks stand where their days and predecessors say, and nobody works on what is not theirs", async () => {
  expect(
    await one(`select count(*) filter (where status = 'completed' and (progress <> 100 or completed_at is null or end_day >= current_date))::int as done,
      count(*) filter (where status <> 'completed' and completed_at is not null)::int as undone,
      count(*) filter (where status <> 'not_started' and start_day >= current_date)::int as early,
      count(*) filter (where status = 'not_started' and progress > 0)::int as begun,
      count(*) filter (where mode = 'manual' and not_before is not null)::int as both from tasks`),
  ).toEqual({ done: 0, undone: 0, early: 0, begun: 0, both: 0 })
  expect(
    await one(`select count(*)::int as count from task_dependencies l join tasks before on before.id = predecessor_id
      join tasks after on after.id = successor_id
      where l.type = 'finish_start' and before.status <> 'completed' and after.status <> 'not_started'`),
  ).toEqual({ count: 0 })
  expect(
    await one(`select count(*)::int as strangers from task_assignees a join tasks t on t.id = task_id
      where not exists (select from campaign_members m where m.campaign_id = t.campaign_id and m.user_id = a.user_id)`),
  ).toEqual({ strangers: 0 })
  expect(
    await one(`select count(*)::int as missing from tasks t where responsible_id is not null
      and not exists (select from task_assignees a where a.task_id = t.id and a.user_id = t.responsible_id)`),
  ).toEqual({ missing: 0 })
  expect(
    await one(`select count(*)::int as wrong from campaigns c join clients on clients.id = client_id
      where c.manager_id is distinct from clients.owner_id or c.currency <> clients.currency
        or not exists (select from users u where u.id = c.manager_id and u.role = 'manager')
        or not exists (select from campaign_members m where m.campaign_id = c.id and m.user_id = c.manager_id)`),
  ).toEqual({ wrong: 0 })
  expect(
    await one(`select count(*) filter (where part.parent_id is not null)::int > 50 as parts,
      count(*) filter (where whole.parent_id is not null or whole.campaign_id <> part.campaign_id)::int as deep,
      count(*) filter (where part.responsible_id is null and part.status <> 'not_started')::int as nobodys
      from tasks part left join tasks whole on whole.id = part.parent_id`),
  ).toEqual({ parts: true, deep: 0, nobodys: 0 })
})

test("most dependencies are of the plain kind, some overlap or wait, none are cyclic", async () => {
  const dependencies =
    await one(`select count(*)::int as count, count(*) filter (where type = 'finish_start')::int as plain,
    count(distinct type)::int as kinds, count(*) filter (where lag_days > 0)::int as waiting,
    count(*) filter (where lag_days < 0)::int as overlapping from task_dependencies`)
  expect(dependencies).toMatchObject({ kinds: 3 })
  expect(Number(dependencies.plain) / Number(dependencies.count)).toBeGreaterThan(0.8)
  for (const some of [dependencies.waiting, dependencies.overlapping]) expect(some).toBeGreaterThan(20)
})

test("the log leads to the rows, nothing in it is to come, and every actor was there", async () => {
  for (const [entity, table] of [
    ["campaign", "campaigns"],
    ["task", "tasks"],
  ]) {
    expect(
      await one(`select count(*)::int as wrong from ${table} t left join lateral (
          select count(*) as count, max(at) as at, count(*) filter (where verb = '${table}.create') as created from changes
          where entity = '${entity}' and entity_id = t.id
        ) log on true
        where version <> log.count or updated_at <> log.at or log.created <> 1`),
    ).toEqual({ wrong: 0 })
  }
  const replayed = await all<{ status: string; fields: Record<string, { after?: unknown }>[] }>(
    `
    select status::text, archived_at, array_agg(fields order by epoch, tx, seq) as fields from tasks join changes
    on entity = 'task' and entity_id = tasks.id group by tasks.id, status limit 500`.replace(
      ", archived_at",
      "",
    ),
  )
  for (const { status, fields } of replayed) {
    const last = fields.flatMap((change) => change.status?.after ?? []).at(-1)
    expect(last ?? "not_started").toBe(status)
  }
  expect(
    await one(`select count(*) filter (where at > now())::int as future, count(*) filter (where at < u.created_at)::int as early,
      count(*) filter (where campaign_id is null)::int as unplaced, count(*) filter (where changes.client_id is null)::int as nobodys
      from changes left join users u on u.id = actor_id
      where entity in ('campaign', 'campaign_member', 'kpi', 'task', 'task_dependency')`),
  ).toEqual({ future: 0, early: 0, unplaced: 0, nobodys: 0 })
  expect(
    await one(`select count(*)::int as early from campaigns c join clients on clients.id = client_id
      where c.created_at < clients.created_at`),
  ).toEqual({ early: 0 })
  expect(
    await one(`select count(*)::int as early from campaign_members m join users u on u.id = user_id
      where m.added_at < u.created_at`),
  ).toEqual({ early: 0 })
})

test("every campaign has one to three KPIs, with values once it is a while under way", async () => {
  expect(
    await one(`select min(count)::int as least, max(count)::int as most, count(*)::int as campaigns from (
      select count(*) from kpis group by campaign_id) as each`),
  ).toEqual({ least: 1, most: 3, campaigns: 300 })
  expect(
    await one(`select count(*) filter (where day >= current_date or day < start_day or day > end_day)::int as outside,
      count(*) filter (where value < 0)::int as negative from kpi_values join kpis on kpis.id = kpi_id
      join campaigns on campaigns.id = campaign_id`),
  ).toEqual({ outside: 0, negative: 0 })
  expect(
    await one(`select count(*)::int as unmeasured from kpis join campaigns on campaigns.id = campaign_id
      where status = 'completed' and not exists (select from kpi_values where kpi_id = kpis.id)`),
  ).toEqual({ unmeasured: 0 })
})

test("days off are those of Berlin and the agency's own; the schedule puts no automatic task on one", async () => {
  const days = await all<{ day: string; name: string }>("select day::text, name from days_off order by day")
  const year = new Date().getUTCFullYear()
  const named = new Map(days.map(({ day, name }) => [day, name]))
  // Easter Sunday was or will be on these days.
  const easter: Record<number, string> = {
    2026: "04-05",
    2027: "03-28",
    2028: "04-16",
    2029: "04-01",
    2030: "04-21",
  }
  for (const each of [year, year + 1]) {
    const sunday = easter[each]
    if (sunday === undefined) continue
    const monday = new Date(Date.parse(`${each}-${sunday}`) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
    expect(named.get(monday)).toBe("Easter Monday")
  }
  expect(named.get(`${year}-12-25`)).toBe("Christmas Day")
  expect(await one("select holiday_country from settings")).toEqual({ holiday_country: null })
  expect(
    await one(`select count(*)::int as count from tasks
      where mode = 'automatic' and (start_day in (select day from days_off) or extract(isodow from start_day) > 5)`),
  ).toEqual({ count: 0 })
})

test("the named accounts find something: the manager, the team member's day, the viewer", async () => {
  const mine = (email: string) => `users u where u.email = '${email}@alphas.demo'`
  const managed = await all<{ status: string }>(
    `select distinct c.status from campaigns c, ${mine("manager")} and c.manager_id = u.id`,
  )
  expect(managed).toHaveLength(4)
  const tasks = await one(`
    select count(*) filter (where t.end_day < current_date)::int as overdue,
      count(*) filter (where current_date between t.start_day and t.end_day)::int as today,
      count(*) filter (where t.end_day between current_date and current_date + 7)::int as soon
    from tasks t, ${mine("team")} and t.status <> 'completed' and t.responsible_id = u.id`)
  expect(tasks.overdue).toBeGreaterThan(0)
  expect(tasks.today).toBeGreaterThan(0)
  expect(tasks.soon).toBeGreaterThan(1)
  const own =
    await one(`select count(*)::int as campaigns, count(*) filter (where c.status = 'active')::int as active,
    count(distinct c.status)::int as kinds from campaigns c, ${mine("viewer")} and c.client_id = u.client_id`)
  expect(own.campaigns).toBeGreaterThan(3)
  expect(own.active).toBeGreaterThan(0)
  expect(own.kinds).toBeGreaterThan(1)
})

test("a scale multiplies campaigns and tasks too, and all of them hold together", async () => {
  await seedDemo(database.url, { scale: 3, log: (line) => lines.push(line) })
  const size = await one("select count(*)::int as campaigns, sum(tasks_total)::int as tasks from campaigns")
  expect(size.campaigns).toBe(900)
  expect(size.tasks).toBeGreaterThan(5_400)
  expect(lines.at(-1)).toMatch(
    /^Added 200 clients and 600 campaigns with \d,\d{3} tasks, \d,\d{3} time entries, their people and history: /,
  )
  await holds()
}, 60_000)
