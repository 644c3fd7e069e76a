import type { Role } from "@alphas/domain/permissions"
import type { Absence } from "@alphas/domain/schedule/plan"
import type { RateRule } from "@alphas/domain/time/rates"
import type { Sql } from "postgres"
import { changes } from "../schema/changes"
import { timesheets } from "../schema/time"
import { users } from "../schema/users"
import { type AgencyCalendar, agencyCalendar } from "./agency-calendar"
import { bulkClients } from "./bulk"
import { today } from "./calendar"
import { copyInto } from "./copy"
import { type Colleague, crewOf } from "./crew"
import { accountLog, staffRoles, staffRows } from "./staff"
import { bookerOf, type Timekeeping, timekeeping } from "./timekeeping"
import { type KeptWeek, timesheetRows } from "./timesheets"
import { loadVocabulary, seedNumber } from "./vocabulary"

/** An agency larger than this is not believable, and names run out. */
const staffAtMost = 50_000

/**
 * Brings the demo agency to `scale` times its size; what is there already counts. Answers how many rows were added,
 * and can be called again after it was interrupted.
 */
export async function grow(sql: Sql, scale: number, log: (line: string) => void): Promise<number> {
  const people = await growStaff(sql, Math.min(staffRoles.length * scale, staffAtMost))
  if (people > 0) log(`Added ${people.toLocaleString("en")} people.`)
  const [have] = await sql<{ count: number }[]>`select count(*)::int as count from clients`
  const start = have?.count ?? 0
  const missing = 100 * scale - start
  if (missing <= 0) return people
  const [managers, team] = [await staffOf(sql, "manager"), await staffOf(sql, "team_member")]
  const agency = await agencyOf(sql)
  let told = performance.now()
  const added = await bulkClients(sql, missing, {
    ownerIds: managers.map(({ id }) => id),
    memberIds: team.map(({ id }) => id),
    studio: { agency, crew: crewOf(team) },
    keeping: await keepingOf(sql, agency),
    start,
    onProgress: (clients) => {
      if (performance.now() - told < 2_000) return
      told = performance.now()
      log(`${clients.toLocaleString("en")} of ${missing.toLocaleString("en")} clients…`)
    },
  })
  log(
    `Added ${added.clients.toLocaleString("en")} clients and ${added.campaigns.toLocaleString("en")} campaigns ` +
      `with ${added.tasks.toLocaleString("en")} tasks, ${added.entries.toLocaleString("en")} time entries, their people and history: ` +
      `${added.rows.toLocaleString("en")} rows in ${added.seconds.toFixed(1)} s, ` +
      `${Math.round(added.rows / added.seconds).toLocaleString("en")} rows/s.`,
  )
  return people + added.rows + (await growSheets(sql))
}

const staffOf = (sql: Sql, role: string) =>
  sql<Colleague[]>`
    select id, job_title as "jobTitle", created_at::text as "createdAt" from users
    where role = ${role} and disabled_at is null order by id`

/** The working days of the agency as it has set them, and when its people are away. */
async function agencyOf(sql: Sql): Promise<AgencyCalendar> {
  const [row] = await sql<{ weekdays: number[] }[]>`select working_weekdays as weekdays from settings`
  const off = await sql<{ day: string }[]>`select day::text from days_off`
  const away = await sql<Absence[]>`
    select user_id as "userId", from_day::text as "fromDay", to_day::text as "toDay" from leaves`
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((weekday) => row?.weekdays.includes(weekday) ?? weekday <= 5)
  return agencyCalendar(today(), { weekdays, off: off.map(({ day }) => day) }, away)
}

/** Time is booked by who has come since the demo agency was founded: what the others did is theirs. */
async function keepingOf(sql: Sql, agency: AgencyCalendar): Promise<Timekeeping> {
  const [row] = await sql<{ timeZone: string }[]>`select time_zone as "timeZone" from settings`
  const people = await sql<{ id: string; email: string; role: Role; createdAt: string }[]>`
    select id, email, role, created_at::text as "createdAt" from users
    where role in ('manager', 'team_member') and disabled_at is null
      and not exists (select from time_entries where user_id = users.id) order by id`
  const rules = await sql<RateRule[]>`
    select kind, user_id as "userId", role, campaign_id as "campaignId", from_day::text as "fromDay", currency,
      minor_per_hour::float8 as "minorPerHour" from rates`
  return timekeeping(agency, row?.timeZone ?? "Europe/Berlin", people.map(bookerOf), rules)
}

/** The weeks of people who have none yet. Answers how many rows were added. */
async function growSheets(sql: Sql): Promise<number> {
  const weeks = await sql<KeptWeek[]>`
    select distinct e.user_id as "userId", u.role, date_trunc('week', e.day)::date::text as monday
    from time_entries e join users u on u.id = e.user_id
    where not exists (select from timesheets t where t.user_id = e.user_id) order by 1, 3`
  const leaders = {
    managerIds: (await staffOf(sql, "manager")).map(({ id }) => id),
    adminIds: (await staffOf(sql, "admin")).map(({ id }) => id),
  }
  const { rows, log } = timesheetRows(weeks, leaders, today())
  await sql.begin(async (tx) => {
    const [row] = await tx<{ epoch: number }[]>`select epoch from change_epoch`
    await copyInto(tx, timesheets, rows)
    await copyInto(
      tx,
      changes,
      log.map((change) => ({ ...change, epoch: row?.epoch ?? 1 })),
    )
    await tx`analyze timesheets`
  })
  return rows.length + log.length
}

async function growStaff(sql: Sql, target: number): Promise<number> {
  const [have] = await sql<
    { count: number; founder: string | null }[]
  >`select count(*)::int as count, min(id::text) filter (where role = 'admin') as founder from users where role <> 'client_viewer'`
  const start = have?.count ?? 0
  if (start >= target) return 0
  const vocabulary = await loadVocabulary()
  vocabulary.random.seed([seedNumber, start])
  const taken = new Set((await sql<{ email: string }[]>`select email from users`).map((row) => row.email))
  const rows = staffRows(vocabulary, start, target - start, today()).filter((row) => !taken.has(row.email))
  await sql.begin(async (tx) => {
    const [row] = await tx<{ epoch: number }[]>`select epoch from change_epoch`
    await copyInto(tx, users, rows)
    await copyInto(
      tx,
      changes,
      rows
        .flatMap((person) => accountLog(vocabulary.random, person, have?.founder ?? null))
        .map((change) => ({ ...change, epoch: row?.epoch ?? 1 })),
    )
    await tx`analyze users`
  })
  return rows.length
}
