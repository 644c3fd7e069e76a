import type { Connection } from "@alphas/db/connection"
import { makeUser } from "@alphas/db/factories"
import type { Role } from "@alphas/domain/permissions"
import type { Sql } from "postgres"
import { cookieOf, open, signIn, type World } from "./world"

/** Whoever asks: people with a third of everything, people with ten rows, and whole roles. */
const people = ["queue", "small", "smallManager", "manager", "admin", "viewer"] as const
export type Person = (typeof people)[number]

const roles: Record<Person, Role> = {
  queue: "team_member",
  small: "team_member",
  smallManager: "manager",
  manager: "manager",
  admin: "admin",
  viewer: "client_viewer",
}

export const roleOf = (person: Person): Role => roles[person]

/** An agency of a million tasks, and what the questions need to know of it. */
export interface ListWorld extends World {
  /** Ids of people, and of a client, a campaign and a task with many rows. */
  ids: Record<Person | "client" | "campaign" | "task", string>
  cookie: (person: Person) => string
}

/** As many clients, three times as many campaigns, ten times as many tasks and time entries, and 60 people. */
export async function openListWorld(clients: number): Promise<ListWorld> {
  const world = await open(`bench_lists_${clients}`, (_url, connection) => fill(connection, clients))
  const found = await world.sql<{ name: string; id: string }[]>`select name, id from bench_ids`
  // The fill writes a row for every name.
  const ids = Object.fromEntries(found.map(({ name, id }) => [name, id])) as ListWorld["ids"]
  return { ...world, ids, cookie: (person) => cookieOf(people.indexOf(person)) }
}

async function fill({ db, sql }: Connection, clients: number): Promise<void> {
  const made = await signIn(
    db,
    people.map((person) => roles[person]),
  )
  const staff: string[] = []
  for (let number = 0; number < 54; number++)
    staff.push((await makeUser(db, { role: number % 4 === 0 ? "manager" : "team_member" })).id)
  const id = (person: Person) => made[people.indexOf(person)] ?? ""
  await sql`create table bench_ids as select * from unnest(${[...people]}::text[], ${made}::uuid[]) as each (name, id)`
  await withoutIndexes(sql, async () => {
    await sql`
      insert into clients (id, name, status, industry, email, currency, owner_id)
      select gen_random_uuid(), 'Client ' || n, (enum_range(null::client_status))[1 + n % 3],
        (array['Retail', 'Media', 'Health', 'Travel'])[1 + n % 4], 'client' || n || '@bench.example', 'EUR',
        case when n <= 10 then ${id("smallManager")}::uuid when n % 3 = 0 then ${id("manager")}::uuid
          else (${staff}::uuid[])[1 + n % 54] end
      from generate_series(1, ${clients}::int) n`
    await sql`
      insert into contacts (id, client_id, name, email, is_primary)
      select gen_random_uuid(), id, 'Contact of ' || name, email, true from clients where name like 'Client %'`
    await sql`
      insert into campaigns (id, client_id, name, status, start_day, end_day, currency, manager_id, archived_at)
      select gen_random_uuid(), c.id, 'Campaign ' || n || '.' || each,
        case when n % 10 < 6 then 'completed' else (enum_range(null::campaign_status))[1 + n % 3] end::campaign_status,
        day, day + 90, 'EUR', c.owner_id, case when n % 10 < 4 then now() end
      from (select *, row_number() over (order by id) as n from clients where name like 'Client %') c,
        generate_series(1, 3) each, lateral (select date '2025-01-01' + (n * 7 % 900)::int as day) d`
    await sql`
      insert into tasks (id, campaign_id, title, status, priority, start_day, end_day, duration_days, rank, responsible_id)
      select gen_random_uuid(), c.id, 'Task ' || g || ' of ' || c.name,
        case when c.status = 'completed' or g % 3 = 0 then 'completed' else (enum_range(null::task_status))[1 + (g + c.n) % 3] end::task_status,
        (enum_range(null::task_priority))[1 + (g + c.n) % 4], c.start_day + g * 20, c.start_day + g * 20 + 4, 3, g,
        case when c.n % 3 = 0 then ${id("queue")}::uuid when c.n % 1000 <> 1 then (${staff}::uuid[])[1 + (g + c.n) % 54] end
      from (select *, row_number() over (order by id) as n from campaigns where name like 'Campaign %') c,
        generate_series(1, 3 + (c.n % 3 = 0)::int) g`
    await sql`
      update tasks set responsible_id = ${id("small")} where id in (
        select id from tasks where status <> 'completed' and title like 'Task 1 of %' order by id limit 10)`
    await sql`insert into task_assignees (task_id, user_id) select id, responsible_id from tasks where responsible_id is not null on conflict do nothing`
    await sql`
      insert into campaign_members (campaign_id, user_id)
      select campaign_id, responsible_id from tasks where responsible_id is not null
      union select id, manager_id from campaigns where manager_id is not null on conflict do nothing`
    await sql`
      insert into checklist_items (id, task_id, text) select gen_random_uuid(), id, 'Look at it' from tasks where rank = 1`
    await sql`
      insert into time_entries (id, user_id, campaign_id, task_id, day, minutes, billable, role)
      select gen_random_uuid(), responsible_id, campaign_id, id, start_day, 90, true, 'team_member'
      from tasks where responsible_id is not null`
    await sql`
      insert into changes (epoch, at, actor_id, channel, verb, entity, entity_id, client_id, campaign_id)
      select 1, t.start_day, t.responsible_id, 'web', 'tasks.create', 'task', t.id, c.client_id, c.id
      from tasks t join campaigns c on c.id = t.campaign_id order by t.start_day`
  })
  await sql`insert into client_members (client_id, user_id) select id, ${id("small")} from clients where name like 'Client 9_'`
  await busy(sql)
  await sql`update users set client_id = (select id from bench_ids where name = 'client') where id = ${id("viewer")}`
}

/** A client with a thousand campaigns and a long history, a campaign with a thousand tasks, and a task of it. */
async function busy(sql: Sql): Promise<void> {
  await sql`insert into bench_ids select 'client', id from clients where name = 'Client 500'`
  await sql`
    insert into campaigns (id, client_id, name, status, start_day, end_day, currency)
    select gen_random_uuid(), b.id, 'Of the busy client ' || n, 'active', date '2026-01-01' + n, date '2026-03-01' + n, 'EUR'
    from bench_ids b, generate_series(1, 1000) n where b.name = 'client'`
  await sql`insert into bench_ids select 'campaign', id from campaigns where name = 'Of the busy client 1'`
  await sql`
    insert into tasks (id, campaign_id, title, status, start_day, end_day, duration_days, rank)
    select gen_random_uuid(), b.id, 'Busy ' || n, (enum_range(null::task_status))[1 + n % 4], date '2026-01-01' + n, date '2026-01-03' + n, 3, n
    from bench_ids b, generate_series(1, 1000) n where b.name = 'campaign'`
  await sql`insert into bench_ids select 'task', id from tasks where title = 'Busy 1'`
  await sql`
    insert into time_entries (id, user_id, campaign_id, task_id, day, minutes, billable, role)
    select gen_random_uuid(), q.id, t.campaign_id, t.id, t.start_day, 60, true, 'team_member'
    from tasks t, bench_ids q where t.title like 'Busy %' and q.name = 'queue'`
  await sql`
    insert into changes (epoch, channel, verb, entity, entity_id, client_id, campaign_id)
    select 1, 'web', v.verb, v.entity, b.id, c.id, k.id from bench_ids b, bench_ids c, bench_ids k,
      (values ('tasks.update', 'task', 'task', 20000), ('clients.update', 'client', 'client', 200)) v (verb, entity, name, times),
      generate_series(1, v.times) where b.name = v.name and c.name = 'client' and k.name = 'campaign'`
}

/** Indexes that are no constraints are made again after the work: a million rows go in in a tenth of the time. */
async function withoutIndexes(sql: Sql, work: () => Promise<void>): Promise<void> {
  const indexes = await sql<{ name: string; made: string }[]>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as made
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'public'::regnamespace and not i.indisunique`
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`)
  await sql`set synchronous_commit = off`
  await work()
  for (const { made } of indexes) await sql.unsafe(made)
}
