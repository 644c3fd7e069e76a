import { createHash } from "node:crypto"
import { createServer, type IncomingMessage } from "node:http"
import postgres from "postgres"

// Each question of `bench lists` as somebody would write it who knows this schema and Postgres well, and has nothing else
// to do: node:http, postgres.js, one look at the session, one prepared statement for each question. No permissions, no
// checks, no limits. The columns and their joins are those of our rows; the way to the rows is its own.

const [port, databaseUrl = ""] = process.argv.slice(2)
const sql = postgres(databaseUrl, { max: 10, connection: { TimeZone: "UTC" } })

type After = [value: string, id: string] | null
type Inner = postgres.PendingQuery<postgres.Row[]>
type Rows = PromiseLike<postgres.Row[]>

/** What a question takes beside the person who asks. */
interface Args {
  id: string
  states: string[]
  from: string
  to: string
}

const task = (inner: Inner, direction = sql`asc`): Rows => sql`
  select page.key::text as "sortKey", page.id, page.campaign_id as "campaignId", c.name as "campaignName",
    page.parent_id as "parentId", page.title, page.status, page.priority, page.mode, page.start_day::text as "startDay",
    page.end_day::text as "endDay", page.duration_days as "durationDays", page.not_before::text as "notBefore",
    page.estimate_minutes as "estimateMinutes", page.minutes, page.progress, page.recurrence, page.labels,
    page.responsible_id as "responsibleId", page.submitted_by as "submittedBy",
    (select coalesce(json_agg(json_build_object('id', u.id, 'name', u.name) order by u.id <> page.responsible_id nulls last, u.name, u.id), '[]')
      from task_assignees a join users u on u.id = a.user_id where a.task_id = page.id) as assignees,
    k.total as "checklistTotal", k.done as "checklistDone", page.rank, page.created_at as "createdAt",
    page.updated_at as "updatedAt", page.version
  from (${inner}) page left join campaigns c on c.id = page.campaign_id
  cross join lateral (select count(*)::int as total, (count(*) filter (where done))::int as done from checklist_items where task_id = page.id) k
  order by page.key ${direction}, page.id ${direction}`

const campaign = (inner: Inner): Rows => sql`
  select page.key::text as "sortKey", page.id, page.name, page.status, page.start_day::text as "startDay",
    page.end_day::text as "endDay", page.currency, page.budget_minor::float8 as "budgetMinor",
    page.hours_minor::float8 as "hoursMinor", page.expenses_minor::float8 as "expensesMinor", page.progress,
    page.tasks_total as "tasksTotal", page.tasks_done as "tasksDone", page.forecast_day::text as "forecastDay",
    page.next_due_day::text as "nextDueDay", page.last_due_day::text as "lastDueDay", page.archived_at as "archivedAt",
    page.created_at as "createdAt", page.updated_at as "updatedAt", page.version, c.id as "clientId", c.name as "clientName",
    u.id as "managerId", u.name as "managerName"
  from (${inner}) page left join clients c on c.id = page.client_id left join users u on u.id = page.manager_id
  order by page.key, page.id`

const client = (inner: Inner, direction = sql`asc`): Rows => sql`
  select page.key::text as "sortKey", page.id, page.name, page.status, page.industry, page.website, page.domain, page.email,
    page.phone, page.city, page.country, page.currency, page.tags, page.version, page.archived_at as "archivedAt",
    page.created_at as "createdAt", page.updated_at as "updatedAt", u.id as "ownerId", u.name as "ownerName",
    k.id as "contactId", k.name as "contactName", k.email as "contactEmail"
  from (${inner}) page left join users u on u.id = page.owner_id
  left join contacts k on k.client_id = page.id and k.is_primary and k.deleted_at is null
  order by page.key ${direction}, page.id ${direction}`

const entry = (inner: Inner): Rows => sql`
  select page.key::text as "sortKey", page.id, page.user_id as "personId", u.name as "personName", c.id as "campaignId",
    c.name as "campaignName", t.id as "taskId", t.title as "taskTitle", page.day::text as day, page.minutes,
    page.started_at as "startedAt", page.ended_at as "endedAt", page.billable, page.note,
    page.cost_minor::float8 as "costMinor", page.bill_minor::float8 as "billMinor", c.currency, page.version
  from (${inner}) page join campaigns c on c.id = page.campaign_id left join users u on u.id = page.user_id
  left join tasks t on t.id = page.task_id order by page.key desc, page.id desc`

/** One range of an index for each value, merged. */
const merge = (values: string[], type: string, rows: Inner): Inner =>
  sql`select each.* from unnest(${values}::text[]::${sql.unsafe(type)}[]) v(value) cross join lateral (${rows}) each order by key, id limit 26`
const byDay = (after: After, key: Inner, id: Inner): Inner =>
  after === null ? sql`` : sql`and (${key}, ${id}) > (${after[0]}::date, ${after[1]}::uuid)`
const before = (after: After): Inner =>
  after === null ? sql`` : sql`and (day, id) < (${after[0]}::date, ${after[1]}::uuid)`
const byText = (after: After, key: Inner): Inner =>
  after === null ? sql`` : sql`and (${key}, id) > (${after[0]}, ${after[1]}::uuid)`
const living = sql`deleted_at is null and not archived`

const queries: Record<string, (args: Args, after: After, personId: string) => Rows> = {
  tasksOfPerson: ({ id, states }, after) =>
    task(
      merge(
        states,
        "task_status",
        sql`
        select t.*, a.end_day as key from task_assignees a join tasks t on t.id = a.task_id
        where a.user_id = ${id} and a.status = v.value and a.listed ${byDay(after, sql`a.end_day`, sql`a.task_id`)}
        order by a.end_day, a.task_id limit 26`,
      ),
    ),
  tasksByStatus: ({ states }, after) =>
    task(
      merge(
        states,
        "task_status",
        sql`
        select t.*, t.end_day as key from tasks t where t.status = v.value and t.listed
          ${byDay(after, sql`t.end_day`, sql`t.id`)} order by t.end_day, t.id limit 26`,
      ),
    ),
  tasksByEndDay: (_, after) =>
    task(
      sql`select *, end_day as key from tasks where listed ${byDay(after, sql`end_day`, sql`id`)} order by end_day, id limit 26`,
    ),
  tasksByTitle: (_, after) =>
    task(
      sql`select *, lower(title) as key from tasks where listed ${byText(after, sql`lower(title)`)} order by lower(title), id limit 26`,
    ),
  tasksByChange: () =>
    task(
      sql`select *, updated_at as key from tasks where listed order by updated_at desc, id desc limit 26`,
      sql`desc`,
    ),
  tasksOfNobody: ({ states }) =>
    task(sql`
      select *, end_day as key from tasks where responsible_id is null and deleted_at is null and listed
        and status = any(${states}::text[]::task_status[]) and not exists (select from task_assignees a where a.task_id = tasks.id)
      order by end_day, id limit 26`),
  tasksOfMember: ({ states }, _after, personId) =>
    task(
      merge(
        states,
        "task_status",
        sql`
        select t.*, t.end_day as key from tasks t where t.status = v.value and t.listed
          and exists (select from campaign_members m where m.user_id = ${personId} and m.campaign_id = t.campaign_id offset 0)
        order by t.end_day, t.id limit 26`,
      ),
    ),
  tasksOfFew: ({ states }, _after, personId) =>
    task(sql`
      select t.*, t.end_day as key from campaign_members m join tasks t on t.campaign_id = m.campaign_id and t.deleted_at is null
      where m.user_id = ${personId} and t.listed and t.status = any(${states}::text[]::task_status[]) order by t.end_day, t.id limit 26`),
  tasksOfCampaign: ({ id, states }, after) =>
    task(sql`
      select *, end_day as key from tasks where campaign_id = ${id} and deleted_at is null
        and status = any(${states}::text[]::task_status[]) ${byDay(after, sql`end_day`, sql`id`)} order by end_day, id limit 26`),
  campaignsByStatus: ({ states }, after) =>
    campaign(
      merge(
        states,
        "campaign_status",
        sql`
        select *, end_day as key from campaigns where not archived and status = v.value ${byDay(after, sql`end_day`, sql`id`)}
        order by end_day, id limit 26`,
      ),
    ),
  campaignsByName: () =>
    campaign(
      sql`select *, lower(name) as key from campaigns where not archived order by lower(name), id limit 26`,
    ),
  campaignsOfClient: ({ id }) =>
    campaign(
      sql`select *, end_day as key from campaigns where client_id = ${id} and not archived order by end_day, id limit 26`,
    ),
  campaignsOfManager: ({ id, states }) =>
    campaign(
      merge(
        states,
        "campaign_status",
        sql`
        select *, end_day as key from campaigns where manager_id = ${id} and not archived and status = v.value
        order by end_day, id limit 26`,
      ),
    ),
  campaignsOfMember: ({ id, states }) =>
    campaign(
      merge(
        states,
        "campaign_status",
        sql`
        select c.*, m.end_day as key from campaign_members m join campaigns c on c.id = m.campaign_id
        where m.user_id = ${id} and not m.archived and m.status = v.value order by m.end_day, m.campaign_id limit 26`,
      ),
    ),
  clientsByName: (_, after) =>
    client(
      sql`select *, lower(name) as key from clients where ${living} ${byText(after, sql`lower(name)`)} order by lower(name), id limit 26`,
    ),
  clientsOfOwner: ({ id }) =>
    client(
      sql`select *, lower(name) as key from clients where owner_id = ${id} and ${living} order by lower(name), id limit 26`,
    ),
  clientsByOwner: () =>
    client(sql`select *, owner_key as key from clients where ${living} order by owner_key, id limit 26`),
  clientsByChange: () =>
    client(
      sql`select *, updated_at as key from clients where ${living} order by updated_at desc, id desc limit 26`,
      sql`desc`,
    ),
  entriesOfPerson: ({ id }, after) =>
    entry(
      sql`select *, day as key from time_entries where user_id = ${id} and deleted_at is null ${before(after)} order by day desc, id desc limit 26`,
    ),
  entriesOfMonth: ({ id, from, to }) =>
    entry(sql`
      select *, day as key from time_entries where user_id = ${id} and day between ${from}::date and ${to}::date and deleted_at is null
      order by day desc, id desc limit 26`),
  entriesOfCampaign: ({ id }) =>
    entry(
      sql`select *, day as key from time_entries where campaign_id = ${id} and deleted_at is null order by day desc, id desc limit 26`,
    ),
  entriesOfDays: ({ from, to }) =>
    entry(sql`
      select *, day as key from time_entries where day between ${from}::date and ${to}::date and deleted_at is null
      order by day desc, id desc limit 26`),
}

async function personOf(request: IncomingMessage): Promise<string | undefined> {
  const secret = /alphas_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? ""
  const hash = createHash("sha256").update(secret).digest("hex")
  const [person] = await sql<{ id: string }[]>`
    select u.id from sessions s join users u on u.id = s.user_id and u.disabled_at is null
    where s.id_hash = ${hash} and s.expires_at > now() and s.ends_at > now()`
  return person?.id
}

/** A row without what only its cursor is made of. */
function shown({ sortKey: _, ...row }: postgres.Row): Record<string, unknown> {
  return row
}

createServer(async (request, response) => {
  const answer = (status: number, data: unknown) => {
    const body = JSON.stringify({ result: { data } })
    response.writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    })
    response.end(body)
  }
  try {
    const personId = await personOf(request)
    if (personId === undefined) return answer(401, null)
    const asked = new URL(request.url ?? "", "http://localhost").searchParams
    const query = queries[asked.get("query") ?? ""]
    if (query === undefined) return answer(404, null)
    const args = JSON.parse(asked.get("args") ?? "{}") as Args // as `list-questions.ts` gives them
    const after = JSON.parse(asked.get("after") ?? "null") as After // as this server made it
    const found = await query(args, after, personId)
    const last = found.length > 25 ? found[24] : undefined
    const nextCursor = last
      ? Buffer.from(JSON.stringify([last.sortKey, last.id])).toString("base64url")
      : null
    answer(200, { items: found.slice(0, 25).map(shown), nextCursor, total: null })
  } catch (error) {
    answer(500, String(error))
  }
}).listen(Number(port), "127.0.0.1")
