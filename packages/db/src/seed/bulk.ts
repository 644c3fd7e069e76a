import type { ClientStatus } from "@alphas/domain/clients/words"
import type { Sql } from "postgres"
import { changes } from "../schema/changes"
import { clientMembers, clients, contacts } from "../schema/clients"
import { fitBudgets } from "./budgets"
import { day, iso, officeHour, today } from "./calendar"
import type { Studio } from "./campaign"
import { type CampaignRows, noCampaigns } from "./campaign-rows"
import { campaignsFor, type Patron } from "./campaigns"
import { type Company, companies } from "./company"
import { copyInto } from "./copy"
import { copyCampaigns } from "./copy-campaigns"
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
import { bookTime } from "./time-entries"
import type { Timekeeping } from "./timekeeping"
import { at, loadVocabulary, seedNumber, type Vocabulary } from "./vocabulary"

export interface BulkOptions {
  /** Whom the clients belong to, about as many each. */
  ownerIds: readonly string[]
  /** Of whom two are members of each client. */
  memberIds: readonly string[]
  /** Who makes campaigns for them, three for every client; without, they have none. */
  studio?: Pick<Studio, "agency" | "crew">
  /** Who books time on those campaigns; without, nobody does. */
  keeping?: Timekeeping
  /** The number of the first company; numbers used before give the same names again. */
  start?: number
  /** Told how many clients are in, after each batch. */
  onProgress?: (clients: number) => void
}

export interface BulkResult {
  clients: number
  contacts: number
  members: number
  campaigns: number
  tasks: number
  entries: number
  changes: number
  /** All of them together, with what hangs on campaigns and tasks. */
  rows: number
  seconds: number
}

/** Clients of one transaction, and of one with their campaigns. */
const batch = 2_000
const batchWithCampaigns = 250

const statuses: readonly ClientStatus[] = ["active", "active", "active", "prospect", "on_hold", "former"]

/**
 * Adds `count` companies with their contacts, members, first entry in the log and perhaps campaigns, by COPY through two connections of
 * `sql`, while the indexes stand and others may read and write. The same `start` gives the same companies.
 */
export async function bulkClients(sql: Sql, count: number, options: BulkOptions): Promise<BulkResult> {
  const vocabulary = await loadVocabulary()
  const company = companies(vocabulary)
  const now = today()
  const [row] = await sql<{ epoch: number }[]>`select epoch from change_epoch`
  const epoch = row?.epoch ?? 1
  const started = performance.now()
  const result: BulkResult = {
    clients: 0,
    contacts: 0,
    members: 0,
    campaigns: 0,
    tasks: 0,
    entries: 0,
    changes: 0,
    rows: 0,
    seconds: 0,
  }
  const size = options.studio === undefined ? batch : batchWithCampaigns
  const first = options.start ?? 0
  let next = first
  const end = first + count

  const lane = async () => {
    while (next < end) {
      const from = next
      next = Math.min(end, from + size)
      const rows = batchOf(vocabulary, company, from, next, now, options)
      const work = await sql.begin(async (tx) => {
        // Trigrams are merged into their indexes in large heaps, which takes half the time of small ones.
        await tx`select set_config('synchronous_commit', 'off', true), set_config('work_mem', '64MB', true),
          set_config('gin_pending_list_limit', '64MB', true)`
        await copyInto(tx, clients, rows.clients)
        await copyInto(tx, contacts, rows.contacts)
        await copyInto(tx, clientMembers, rows.members)
        const more = await copyCampaigns(tx, rows.work)
        await copyInto(
          tx,
          changes,
          rows.changes.map((change) => ({ ...change, epoch })),
        )
        return more
      })
      result.clients += rows.clients.length
      result.contacts += rows.contacts.length
      result.members += rows.members.length
      result.campaigns += rows.work.campaigns.length
      result.tasks += rows.work.tasks.length
      result.entries += rows.work.entries.length
      result.changes += rows.changes.length
      result.rows +=
        rows.clients.length + rows.contacts.length + rows.members.length + rows.changes.length + work
      options.onProgress?.(result.clients)
    }
  }
  await Promise.all([lane(), lane()])
  await settle(sql)
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
      where indrelid in ('clients'::regclass, 'campaigns'::regclass, 'tasks'::regclass) and amname = 'gin'`
  })
  await sql`analyze clients, contacts, client_members, changes, campaigns, campaign_members, kpis, kpi_values, tasks,
    task_assignees, checklist_items, task_dependencies, time_entries`
}

interface Batch {
  clients: NewClientRow[]
  contacts: NewContactRow[]
  members: NewMemberRow[]
  work: CampaignRows
  changes: NewChangeRow[]
}

function batchOf(
  { random }: Vocabulary,
  company: (index: number) => Company,
  from: number,
  to: number,
  now: number,
  { ownerIds, memberIds, studio, keeping }: BulkOptions,
): Batch {
  random.seed([seedNumber, from])
  const made: Batch = { clients: [], contacts: [], members: [], work: noCampaigns(), changes: [] }
  const patrons: Patron[] = []
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
    patrons.push({ row, managerId: ownerId, createdAt, memberIds: [...members] })
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
  if (studio !== undefined) {
    made.work = campaignsFor({ ...studio, random, now }, patrons, 3 * patrons.length, from)
    if (keeping !== undefined) {
      bookTime(random, keeping, made.work)
      fitBudgets(random, keeping, made.work)
    }
    for (const change of made.work.log) made.changes.push(change)
  }
  return made
}
