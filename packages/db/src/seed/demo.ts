import type { Role } from "@alphas/domain/permissions"
import postgres, { type Sql, type TransactionSql } from "postgres"
import { daysOff, leaves } from "../schema/calendar"
import { campaignTemplates } from "../schema/campaigns"
import { changes } from "../schema/changes"
import { clientMembers, clients, contacts } from "../schema/clients"
import { expenses, receipts } from "../schema/expenses"
import { rates, timesheets } from "../schema/time"
import { users } from "../schema/users"
import { type Agency, foundAgency } from "./agency"
import { today } from "./calendar"
import { copyInto } from "./copy"
import { copyCampaigns } from "./copy-campaigns"
import { copyInvoicing } from "./copy-invoicing"
import { demoLimit } from "./expenses"
import { grow } from "./grow"
import { promptSocket } from "./prompt-socket"
import { demoPassword, demoPasswordHash, namedAccounts } from "./staff"
import { loadVocabulary } from "./vocabulary"

export interface SignIn {
  role: Role
  email: string
  password: string
}

export interface SeedOptions {
  /** How many times the demo agency: 1 is 64 people and 100 clients with 300 campaigns. */
  scale?: number
  /** Keeps the bytes of the demo's receipts; without it there are none. */
  keep?: (bytes: Uint8Array) => Promise<void>
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
    ...promptSocket(databaseUrl),
  })
  try {
    const founded = await sql.begin((tx) => foundOnce(tx, log, options.keep))
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

async function foundOnce(
  tx: TransactionSql,
  log: (line: string) => void,
  keep: SeedOptions["keep"],
): Promise<boolean> {
  await tx`select pg_advisory_xact_lock(${seedLock})`
  const [found] = await tx<{ any: boolean }[]>`select exists (select from users) as any`
  if (found?.any !== false) return false
  const started = performance.now()
  const agency = foundAgency(await loadVocabulary(), today())
  await insertAgency(tx, agency)
  if (keep !== undefined) await insertReceipts(tx, agency, keep)
  const people = agency.staff.length + agency.viewers.length
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  log(
    `Seeded the demo agency: ${people} people, ${agency.accounts.length} clients, ${agency.work.campaigns.length} campaigns, ` +
      `${agency.work.tasks.length} tasks, ${agency.work.entries.length} time entries, ${agency.spent.expenses.length} expenses, ` +
      `${agency.invoicing.documents.length} invoices and credit notes, ${agency.log.length} changes in ${seconds} s.`,
  )
  return true
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
  await copyInto(tx, daysOff, agency.daysOff)
  await copyInto(tx, leaves, agency.leaves)
  await copyCampaigns(tx, agency.work)
  await copyInto(tx, campaignTemplates, agency.templates)
  await copyInto(tx, rates, agency.rates)
  await copyInto(tx, timesheets, agency.timesheets)
  await copyInto(tx, expenses, agency.spent.expenses)
  await copyInvoicing(tx, agency.invoicing)
  await copyInto(
    tx,
    changes,
    agency.log.map((entry) => ({ ...entry, epoch })),
  )
  await tx`update settings set agency_name = 'Alphas Media', set_up_at = ${agency.foundedAt}, setup_code_hash = null,
    expense_limit_minor = ${demoLimit}`
  await tx`analyze users, clients, contacts, client_members, changes, campaigns, campaign_members, kpis, kpi_values,
    tasks, task_assignees, checklist_items, task_dependencies, days_off, leaves, time_entries, timesheets, rates,
    campaign_templates, expenses`
}

async function insertReceipts(
  tx: TransactionSql,
  { spent }: Agency,
  keep: NonNullable<SeedOptions["keep"]>,
): Promise<void> {
  for (const { bytes } of spent.receipts) await keep(bytes)
  await copyInto(
    tx,
    receipts,
    spent.receipts.map(({ row }) => row),
  )
}
