import type { ClientStatus } from "@alphas/domain/clients/words"
import type { Sql } from "postgres"
import { changes } from "../schema/changes"
import { clientMembers, clients, contacts } from "../schema/clients"
import { users } from "../schema/users"
import { day, iso, officeHour, today } from "./calendar"
import { type Company, companies } from "./company"
import { copyInto } from "./copy"
import {
  changeOf,
  clientCreated,
  clientRow,
  contactRows,
  type NewChangeRow,
  type NewClientRow,
  type NewContactRow,
  type NewMemberRow,
} from "./rows"
import { accountLog, staffRoles, staffRows } from "./staff"
import { at, loadVocabulary, seedNumber, type Vocabulary } from "./vocabulary"

export interface BulkOptions {
  /** Whom the clients belong to, about as many each. */
  ownerIds: readonly string[]
  /** Of whom two are members of each client. */
  memberIds: readonly string[]
  /** The number of the first company; numbers used before give the same names again. */
  start?: number
  /** Told how many clients are in, after each batch. */
  onProgress?: (clients: number) => void
}

export interface BulkResult {
  clients: number
  contacts: number
  members: number
  changes: number
  /** All of them together. */
  rows: number
  seconds: number
}

/** Clients of one transaction. */
const batch = 2_000

const statuses: readonly ClientStatus[] = ["active", "active", "active", "prospect", "on_hold", "former"]

/**
 * Adds `count` companies with their contacts, members and first entry in the log, by COPY through two connections of
 * `sql`, while the indexes stand and others may read and write. The same `start` gives the same companies.
 */
export async function bulkClients(sql: Sql, count: number, options: BulkOptions): Promise<BulkResult> {
  const vocabulary = await loadVocabulary()
  const company = companies(vocabulary)
  const now = today()
  const [row] = await sql<{ epoch: number }[]>`select epoch from change_epoch`
  const epoch = row?.epoch ?? 1
  const started = performance.now()
  const result: BulkResult = { clients: 0, contacts: 0, members: 0, changes: 0, rows: 0, seconds: 0 }
  const first = options.start ?? 0
  let next = first
  const end = first + count

  const lane = async () => {
    while (next < end) {
      const from = next
      next = Math.min(end, from + batch)
      const rows = batchOf(vocabulary, company, from, next, now, options)
      await sql.begin(async (tx) => {
        // Trigrams are merged into their indexes in large heaps, which takes half the time of small ones.
        await tx`select set_config('synchronous_commit', 'off', true), set_config('work_mem', '64MB', true),
          set_config('gin_pending_list_limit', '64MB', true)`
        await copyInto(tx, clients, rows.clients)
        await copyInto(tx, contacts, rows.contacts)
        await copyInto(tx, clientMembers, rows.members)
        await copyInto(
          tx,
          changes,
          rows.changes.map((change) => ({ ...change, epoch })),
        )
      })
      result.clients += rows.clients.length
      result.contacts += rows.contacts.length
      result.members += rows.members.length
      result.changes += rows.changes.length
      options.onProgress?.(result.clients)
    }
  }
  await Promise.all([lane(), lane()])
  await settle(sql)
  result.rows = result.clients + result.contacts + result.members + result.changes
  result.seconds = (performance.now() - started) / 1000
  return result
}

/** Merges what still waits to go into the trigram indexes, and lets the planner know how large the tables are. */
async function settle(sql: Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set local work_mem = '64MB'`
    await tx`
      select gin_clean_pending_list(indexrelid)
      from pg_index join pg_class on pg_class.oid = indexrelid join pg_am on pg_am.oid = relam
      where indrelid = 'clients'::regclass and amname = 'gin'`
  })
  await sql`analyze clients, contacts, client_members, changes`
}

interface Batch {
  clients: NewClientRow[]
  contacts: NewContactRow[]
  members: NewMemberRow[]
  changes: NewChangeRow[]
}

function batchOf(
  { random }: Vocabulary,
  company: (index: number) => Company,
  from: number,
  to: number,
  now: number,
  { ownerIds, memberIds }: BulkOptions,
): Batch {
  random.seed([seedNumber, from])
  const made: Batch = { clients: [], contacts: [], members: [], changes: [] }
  for (let number = from; number < to; number++) {
    const one = company(number)
    const createdAt = officeHour(random, now - 730 * day, now)
    const ownerId = ownerIds.length === 0 ? null : at(ownerIds, number)
    const row = clientRow(random, one, {
      createdAt,
      createdBy: ownerId,
      ownerId,
      status: at(statuses, random.number.int(5)),
    })
    made.clients.push(row)
    made.contacts.push(...contactRows(random, one, row.id, createdAt))
    const members = new Set(
      memberIds.length === 0 ? [] : [number, number + 1].map((turn) => at(memberIds, turn)),
    )
    for (const userId of members) made.members.push({ clientId: row.id, userId, addedAt: iso(createdAt) })
    made.changes.push(
      changeOf(
        { at: createdAt, actorId: ownerId, verb: "clients.create" },
        "client",
        row.id,
        row.id,
        clientCreated(row),
        ownerId === null ? [] : [ownerId],
      ),
    )
  }
  return made
}

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
  const ids = async (role: string) =>
    (
      await sql<
        { id: string }[]
      >`select id from users where role = ${role} and disabled_at is null order by id`
    ).map((row) => row.id)
  let told = performance.now()
  const added = await bulkClients(sql, missing, {
    ownerIds: await ids("manager"),
    memberIds: await ids("team_member"),
    start,
    onProgress: (clients) => {
      if (performance.now() - told < 2_000) return
      told = performance.now()
      log(`${clients.toLocaleString("en")} of ${missing.toLocaleString("en")} clients…`)
    },
  })
  log(
    `Added ${added.clients.toLocaleString("en")} clients with their contacts, members and history: ` +
      `${added.rows.toLocaleString("en")} rows in ${added.seconds.toFixed(1)} s, ` +
      `${Math.round(added.rows / added.seconds).toLocaleString("en")} rows/s.`,
  )
  return people + added.rows
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
