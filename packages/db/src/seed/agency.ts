import type { Role } from "@alphas/domain/permissions"
import type { clientMembers } from "../schema/clients"
import { agencyCalendar, daysOffRows, leaveRows, type NewDayOff, type NewLeave } from "./agency-calendar"
import { fitBudgets } from "./budgets"
import { day, iso } from "./calendar"
import type { CampaignRows } from "./campaign-rows"
import { campaignsFor, type Patron } from "./campaigns"
import type { Shown } from "./course"
import { crewOf } from "./crew"
import { type ExpenseRows, expenseRows } from "./expenses"
import { type Invoicing, invoicing } from "./invoicing"
import { type Account, memberships, portfolio } from "./portfolio"
import { accountLog, accountRow, type NewUserRow, namedAccounts, staffRoles, staffRows } from "./staff"
import { type NewTemplate, templateRows } from "./templates"
import { bookTime } from "./time-entries"
import { type NewRate, rateRows } from "./time-rates"
import { bookerOf, timekeeping } from "./timekeeping"
import { keptWeeks, type NewTimesheet, timesheetRows } from "./timesheets"
import { seedNumber, type Vocabulary } from "./vocabulary"

/** The demo agency, row by row. */
export interface Agency {
  staff: NewUserRow[]
  viewers: NewUserRow[]
  accounts: Account[]
  members: (typeof clientMembers.$inferInsert)[]
  daysOff: NewDayOff[]
  leaves: NewLeave[]
  work: CampaignRows
  rates: NewRate[]
  timesheets: NewTimesheet[]
  spent: ExpenseRows
  templates: NewTemplate[]
  invoicing: Invoicing
  log: ReturnType<typeof accountLog>
  foundedAt: string
}

/** Makes the demo agency as it is on the day whose midnight in UTC is `now`: the same for the same day. */
export function foundAgency(vocabulary: Vocabulary, now: number): Agency {
  const { random } = vocabulary
  random.seed(seedNumber)
  const staff = staffRows(vocabulary, 0, staffRoles.length, now)
  const having = (role: Role) => staff.filter((person) => person.role === role)
  const [admins, managers, team] = [having("admin"), having("manager"), having("team_member")]
  const [founder] = admins
  const [firstManager] = managers
  if (founder === undefined || firstManager === undefined)
    throw new Error("The demo agency lacks its founders.")
  const first = Math.min(...staff.map((person) => Date.parse(person.createdAt)))
  const foundedAt = iso(first - 7 * day)
  founder.createdAt = foundedAt
  const accounts = portfolio(vocabulary, { admins, managers }, 100, now)
  const { rows: members, log: joined } = memberships(random, accounts, { managers, team })
  const viewers = viewersOf(vocabulary, accounts, firstManager, now)
  const created = [...staff, ...viewers].flatMap((person) =>
    accountLog(random, person, person === founder ? null : founder.id),
  )
  const free = daysOffRows(now)
  const away = leaveRows(random, team, now)
  const week = { weekdays: mondayToFriday, off: free.map((row) => row.day) }
  const studio = { random, agency: agencyCalendar(now, week, away), crew: crewOf(team), now }
  const work = campaignsFor(studio, patronsOf(accounts, members, managers), 300)
  const templates = templateRows(random, studio.agency, work, now)
  const rates = rateRows(random, staff, work.campaigns, now)
  const people = [...managers, ...team].map((person) => bookerOf(person))
  const keeping = timekeeping(studio.agency, agencyZone, people, rates.rows)
  bookTime(random, keeping, work)
  fitBudgets(random, keeping, work)
  const roles = new Map(people.map(({ id, role }) => [id, role]))
  const leaders = { managerIds: managers.map(({ id }) => id), adminIds: admins.map(({ id }) => id) }
  const timesheets = timesheetRows(keptWeeks(work.entries, roles), leaders, now)
  const spent = expenseRows(random, staff, work, 300, now)
  const financeIds = having("finance").map(({ id }) => id)
  const billed = invoicing({ random, financeIds, now }, accounts, work)
  const log = [
    ...billed.log,
    ...[...created, ...accounts.flatMap((account) => account.log), ...joined, ...work.log],
    ...[...templates.log, ...rates.log, ...timesheets.log, ...spent.log],
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return {
    ...{ staff, viewers, accounts, members, daysOff: free, leaves: away, work },
    ...{ rates: rates.rows, timesheets: timesheets.rows, spent, templates: templates.rows, log, foundedAt },
    invoicing: billed,
  }
}

/** The zone that an agency has unless it sets another. */
const agencyZone = "Europe/Berlin"

const mondayToFriday = [true, true, true, true, true, false, false]

/** What whoever has the team's named account finds on their list: of the first clients of the first manager. */
const showcase: readonly Shown[][] = [["today"], ["overdue"], ["next"], ["today"], ["next"]]

function patronsOf(accounts: Account[], members: Agency["members"], managers: NewUserRow[]): Patron[] {
  const [firstManager] = managers
  const working = new Map<string, string[]>()
  for (const { clientId, userId } of members)
    working.set(clientId, [...(working.get(clientId) ?? []), userId])
  const shown = accounts.filter(
    ({ row }) => row.ownerId === firstManager?.id && row.status === "active" && row.archivedAt == null,
  )
  return accounts.map((account) => {
    const shows = showcase[shown.indexOf(account)]
    const { ownerId } = account.row
    return {
      row: account.row,
      managerId: managers.some(({ id }) => id === ownerId) ? (ownerId ?? null) : null,
      createdAt: account.createdAt,
      memberIds: working.get(account.row.id) ?? [],
      ...(shows === undefined ? {} : { shows }),
    }
  })
}

/** The primary contacts of ten clients; the first is of a client that all the named accounts can see. */
function viewersOf(
  { random }: Vocabulary,
  accounts: Account[],
  firstManager: NewUserRow,
  now: number,
): NewUserRow[] {
  const active = accounts.filter(({ row }) => row.status === "active" && row.archivedAt == null)
  const shared = active.find(({ row }) => row.ownerId === firstManager.id)
  const others = active.filter((account) => account !== shared && account.contacts.length > 1)
  const spread = others.filter((_, index) => index % Math.max(1, Math.floor(others.length / 9)) === 0)
  const named = namedAccounts.find((account) => account.role === "client_viewer")
  return [...(shared ? [shared] : []), ...spread.slice(0, 9)].flatMap((account) => {
    const [contact] = account.contacts
    if (contact?.email == null) return []
    const row = accountRow(
      random,
      {
        person: contact,
        email: account === shared && named ? named.email : contact.email,
        role: "client_viewer",
        jobTitle: contact.jobTitle ?? null,
        clientId: account.row.id,
        createdAt: Math.min(account.createdAt + 14 * day, now),
      },
      now,
    )
    return [row]
  })
}
