import { isoInstant } from "@alphas/db/columns"
import type { Tx } from "@alphas/db/connection"
import { changes } from "@alphas/db/schema/changes"
import type { Channel, FieldChanges } from "@alphas/domain/changes/dto"
import type { Position } from "@alphas/domain/changes/position"
import type { Entity } from "@alphas/domain/entities"
import { type SQL, sql } from "drizzle-orm"
import type { LogRow } from "./log"

/** Who changes something, and through what. */
export interface Author {
  actorId: string | null
  channel: Channel
  tokenId: string | null
  requestId: string | null
}

/** One change, as a verb records it. */
export interface Change {
  /** Procedure path, such as `clients.update`. Left out, it is the verb that runs. */
  verb?: string
  entity: Entity
  id: string
  clientId?: string | null
  campaignId?: string | null
  /** People whose access, role or sessions this changes, or whom it concerns by name. */
  people?: string[]
  fields?: FieldChanges
}

const currentEpoch = sql<number>`(/* visible change_epoch: of the log itself */ select epoch from change_epoch)`

/** Appends to the log, in the transaction of the change itself. */
export async function appendChanges(tx: Tx, author: Author, verb: string, recorded: Change[]): Promise<void> {
  if (recorded.length === 0) return
  const values = appendingValues(author, verb, recorded)
  await tx.execute(appending((name) => sql`${values[name]}`))
}

/**
 * The statement that appends to the log, to be run alone or as a part of another, with `value(name)` where one of
 * `appendingValues` goes. The rows are one value: the text is the same however many there are, and Postgres takes no
 * more than 65,535 values.
 */
export const appending = (value: (name: keyof AppendingValues) => SQL): SQL => sql`
  insert into ${changes} (epoch, actor_id, channel, token_id, request_id, verb, entity, entity_id, client_id,
    campaign_id, people, fields)
  select ${currentEpoch}, ${value("actorId")}::uuid, ${value("channel")}::channel, ${value("tokenId")}::uuid,
    ${value("requestId")}::text, verb, entity, id, "clientId", "campaignId", people, fields
  from jsonb_to_recordset(${value("changes")}::text::jsonb) as given
    (verb text, entity text, id uuid, "clientId" uuid, "campaignId" uuid, people uuid[], fields jsonb)`

/**
 * What follows `select` where `appending` is `logged` and appends one row: where that row stands, and the last row that
 * stood before it. Of the latter there is none when an older transaction may still write between the two.
 */
export const placing = sql`
  logged.epoch, logged.tx::text as tx, logged.seq, logged.at::text as at,
    before.epoch as "beforeEpoch", before.tx::text as "beforeTx", before.seq as "beforeSeq"
  from logged left join (
    /* visible changes: where the log ends */ select epoch, tx, seq from changes
    order by epoch desc, tx desc, seq desc
    limit 1
  ) before on pg_snapshot_xmin(pg_current_snapshot()) = logged.tx`

/** To be returned by `appending` for `placing`. */
export const placed = sql`returning epoch, tx, seq, at`

/** What a statement with `placing` answers. */
export interface Placing {
  epoch: number
  tx: string
  seq: string
  at: string
  beforeEpoch: number | null
  beforeTx: string | null
  beforeSeq: string | null
}

/** A row that was logged, to be told directly after another. */
export interface Next {
  row: LogRow
  after: Position
}

/** The row that was logged, for those who have read up to the one before it; null when nobody can know that yet. */
export function nextOf(placing: Placing, author: Author, verb: string, change: Change): Next | null {
  const { epoch, tx, seq, at, beforeEpoch, beforeTx, beforeSeq } = placing
  if (beforeEpoch === null || beforeTx === null || beforeSeq === null) return null
  const row: LogRow = {
    ...{ epoch, tx: BigInt(tx), seq: Number(seq), at: isoInstant(at) },
    ...{ verb: change.verb ?? verb, entity: change.entity, entityId: change.id },
    ...{ clientId: change.clientId ?? null, campaignId: change.campaignId ?? null },
    ...{ actorId: author.actorId, people: change.people ?? [] },
  }
  return { row, after: { epoch: beforeEpoch, tx: BigInt(beforeTx), seq: Number(beforeSeq) } }
}

/** The values of `appending`. */
interface AppendingValues extends Author {
  /** JSON. */
  changes: string
}

export function appendingValues(author: Author, verb: string, recorded: Change[]): AppendingValues {
  const rows = recorded.map((change) => ({
    verb: change.verb ?? verb,
    entity: change.entity,
    id: change.id,
    clientId: change.clientId,
    campaignId: change.campaignId,
    people: change.people ?? [],
    fields: change.fields ?? {},
  }))
  return { ...author, changes: JSON.stringify(rows) }
}

/** What differs between two versions of a row, over the fields of `after`. Secrets must not be among them. */
export function fieldChanges(before: Record<string, unknown>, after: Record<string, unknown>): FieldChanges {
  const fields: FieldChanges = {}
  for (const [name, value] of Object.entries(after)) {
    const was = before[name]
    if (JSON.stringify(was ?? null) !== JSON.stringify(value ?? null)) {
      fields[name] = { before: was ?? null, after: value ?? null }
    }
  }
  return fields
}

/** The fields of a new row: everything that has a value, with nothing before it. */
export function createdFields(row: Record<string, unknown>): FieldChanges {
  return Object.fromEntries(
    Object.entries(row)
      .filter(
        ([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0),
      )
      .map(([name, value]) => [name, { after: value }]),
  )
}

/** The named fields of a row that is gone, as far as they had a value. */
export const removedFields = (row: Record<string, unknown>, names: readonly string[]): FieldChanges =>
  Object.fromEntries(
    Object.entries(createdFields(Object.fromEntries(names.map((name) => [name, row[name]])))).map(
      ([name, { after }]) => [name, { before: after }],
    ),
  )
