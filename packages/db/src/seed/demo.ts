import type { Role } from "@alphas/domain/permissions"
import postgres, { type Sql, type TransactionSql } from "postgres"
import { changes } from "../schema/changes"
import { clientMembers, clients, contacts } from "../schema/clients"
import { users } from "../schema/users"
import { grow } from "./bulk"
import { day, iso, today } from "./calendar"
import { copyInto } from "./copy"
import { type Account, memberships, portfolio } from "./portfolio"
import {
  accountLog,
  accountRow,
  demoPassword,
  demoPasswordHash,
  type NewUserRow,
  namedAccounts,
  staffRoles,
  staffRows,
} from "./staff"
import { loadVocabulary, seedNumber, type Vocabulary } from "./vocabulary"

export interface SignIn {
  role: Role
  email: string
  password: string
}

export interface SeedOptions {
  /** How many times the demo agency: 1 is 100 clients and 64 people. */
  scale?: number
  log?: (line: string) => void
}

export interface Seeded {
  /** Whether anything was added. */
  seeded: boolean
  /** The named demo accounts whose password is still the demo's. */
  signIns: SignIn[]
}

/** Any number, the same in every process: who holds it may seed. */
const seedLock = 4_172_027

/**
 * Fills an empty, migrated database with the demo agency: the same people and companies every time, with dates that
 * count back from today. A database that has users is left as it is, with one exception: where the demo agency is
 * smaller than `scale`, it grows to it.
 */
export async function seedDemo(databaseUrl: string, options: SeedOptions = {}): Promise<Seeded> {
  const { scale = 1, log = () => undefined } = options
  if (!Number.isInteger(scale) || scale < 1) throw new Error("The scale must be a whole number from 1 on.")
  const sql = postgres(databaseUrl, {
    max: 3,
    onnotice: () => undefined,
    connection: { application_name: "alphas seed", TimeZone: "UTC" },
  })
  try {
    const founded = await sql.begin((tx) => foundOnce(tx, log))
    const signIns = await openAccounts(sql)
    const grown = scale > 1 && signIns.length > 0 ? await grow(sql, scale, log) : 0
    return { seeded: founded || grown > 0, signIns }
  } finally {
    await sql.end()
  }
}

async function openAccounts(sql: Sql): Promise<SignIn[]> {
  const open = await sql<{ email: string }[]>`
    select email from users
    where email = any(${namedAccounts.map((account) => account.email)})
      and password_hash = ${demoPasswordHash} and disabled_at is null`
  const emails = new Set(open.map((row) => row.email))
  return namedAccounts
    .filter((account) => emails.has(account.email))
    .map((account) => ({ ...account, password: demoPassword }))
}

async function foundOnce(tx: TransactionSql, log: (line: string) => void): Promise<boolean> {
  await tx`select pg_advisory_xact_lock(${seedLock})`
  const [found] = await tx<{ any: boolean }[]>`select exists (select from users) as any`
  if (found?.any !== false) return false
  const started = performance.now()
  const agency = foundAgency(await loadVocabulary(), today())
  await insertAgency(tx, agency)
  const people = agency.staff.length + agency.viewers.length
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  log(
    `Seeded the demo agency: ${people} people, ${agency.accounts.length} clients, ${agency.log.length} changes in ${seconds} s.`,
  )
  return true
}

interface Agency {
  staff: NewUserRow[]
  viewers: NewUserRow[]
  accounts: Account[]
  members: (typeof clientMembers.$inferInsert)[]
  log: ReturnType<typeof accountLog>
  foundedAt: string
}

function foundAgency(vocabulary: Vocabulary, now: number): Agency {
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
  const log = [...created, ...accounts.flatMap((account) => account.log), ...joined].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
  return { staff, viewers, accounts, members, log, foundedAt }
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

async function insertAgency(tx: TransactionSql, agency: Agency): Promise<void> {
  const [row] = await tx<{ epoch: number }[]>`select epoch from change_epoch`
  const epoch = row?.epoch ?? 1
  await copyInto(tx, users, agency.staff)
  await copyInto(
    tx,
    clients,
    agency.accounts.map((account) => account.row),
  )
  await copyInto(tx, users, agency.viewers)
  await copyInto(
    tx,
    contacts,
    agency.accounts.flatMap((account) => account.contacts),
  )
  await copyInto(tx, clientMembers, agency.members)
  await copyInto(
    tx,
    changes,
    agency.log.map((entry) => ({ ...entry, epoch })),
  )
  await tx`update settings set agency_name = 'Alphas Media', set_up_at = ${agency.foundedAt}, setup_code_hash = null`
  await tx`analyze users, clients, contacts, client_members, changes`
}
