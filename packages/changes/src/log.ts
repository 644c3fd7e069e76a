import { isoInstant } from "@alphas/db/columns"
import { beginningOf, type Position } from "@alphas/domain/changes/position"
import type { Entity } from "@alphas/domain/entities"
import type { Sql } from "postgres"
import { accessEntities, credentialEntities } from "./audience"

/** A change as the feed needs it: without the fields before and after, which nobody is sent. */
export interface LogRow extends Position {
  at: string
  verb: string
  entity: Entity
  entityId: string
  clientId: string | null
  campaignId: string | null
  actorId: string | null
  people: readonly string[]
}

/** What one look at the log found. */
export interface Found {
  /** In order, and complete: no transaction can still commit a row before the last of these. */
  rows: LogRow[]
  /** Committed, but a transaction that began earlier is still open and may yet come before them. */
  held: LogRow[]
}

interface Raw extends Omit<LogRow, "tx" | "seq" | "people"> {
  tx: string
  seq: string
  people: string[]
  readable: boolean
}

/**
 * The next rows after a position, at most `limit` of both kinds together.
 *
 * Rows commit in another order than they were numbered in, so a reader that goes by the number alone skips those that
 * commit late. Every row below the snapshot's xmin belongs to a transaction that has ended, and no new one can get an id
 * below it; rows of an earlier epoch have all ended.
 *
 * That xmin is the whole server's. With `pastOthers` a transaction of another database, which cannot write here, does
 * not count; it is a little dearer. A transaction is passed by only when it is seen there at this moment, so one of
 * ours that ends meanwhile still counts; where Postgres hides from us whose a transaction is, it counts too.
 */
export async function readAfter(
  sql: Sql,
  after: Position,
  limit: number,
  pastOthers = false,
): Promise<Found> {
  const raws = await sql<Raw[]>`
    with bound as materialized (select epoch, ${bound(sql, pastOthers)} as tx from change_epoch)
    select c.epoch, c.tx::text as tx, c.seq, c.at::text as at, c.verb, c.entity, c.entity_id as "entityId",
      c.client_id as "clientId", c.campaign_id as "campaignId", c.actor_id as "actorId", c.people, c.epoch < bound.epoch or c.tx < bound.tx as readable
    from changes c, bound
    where (c.epoch, c.tx, c.seq) > (${after.epoch}, ${after.tx.toString()}::xid8, ${after.seq})
    order by c.epoch, c.tx, c.seq
    limit ${limit}`
  const firstHeld = raws.findIndex((raw) => !raw.readable)
  const end = firstHeld === -1 ? raws.length : firstHeld
  return { rows: raws.slice(0, end).map(rowOf), held: raws.slice(end).map(rowOf) }
}

/** The lowest transaction that may still write a row. */
const bound = (sql: Sql, pastOthers: boolean) =>
  pastOthers
    ? sql`coalesce((
        select x from pg_snapshot_xip(pg_current_snapshot()) x
        where not exists (
          select from pg_stat_activity a join pg_database d on d.oid = a.datid
          where a.backend_xid = x::xid and d.datname <> current_database()
        )
        order by x limit 1
      ), pg_snapshot_xmax(pg_current_snapshot()))`
    : sql`pg_snapshot_xmin(pg_current_snapshot())`

/** Somebody whose access or credentials rows may change that cannot be told yet. */
export interface Concerned {
  id: string
  /** Whether one of the rows may end or change what they are signed in with. */
  credentials: boolean
  /** Another text whenever there are other rows. */
  rows: string
}

/** The people whom the rows after a position concern that change what somebody sees or is signed in with. */
export async function readConcerned(sql: Sql, after: Position): Promise<Concerned[]> {
  return sql<Concerned[]>`
    select person.id, bool_or(c.entity = any(${credentialEntities})) as credentials, count(*) || ':' || sum(c.seq) as rows
    from changes c, lateral (
      select unnest(c.people) as id union select c.entity_id where c.entity = 'user'
    ) person
    where (c.epoch, c.tx, c.seq) > (${after.epoch}, ${after.tx.toString()}::xid8, ${after.seq})
      and c.entity = any(${[...accessEntities, ...credentialEntities]})
    group by person.id`
}

/** The last `limit` rows that are readable now, oldest first. */
export async function readLast(sql: Sql, limit: number): Promise<LogRow[]> {
  const raws = await sql<Raw[]>`
    with bound as materialized (select epoch, ${bound(sql, true)} as tx from change_epoch)
    select c.epoch, c.tx::text as tx, c.seq, c.at::text as at, c.verb, c.entity, c.entity_id as "entityId",
      c.client_id as "clientId", c.campaign_id as "campaignId", c.actor_id as "actorId", c.people, true as readable
    from changes c, bound
    where c.epoch < bound.epoch or c.tx < bound.tx
    order by c.epoch desc, c.tx desc, c.seq desc
    limit ${limit}`
  return raws.map(rowOf).reverse()
}

/**
 * Where the log ends for whoever reads rows after this: what was changed up to there is in them, and a reader of the
 * feed who goes on from there is told the rest. Some of that may be in them already.
 */
export async function readHead(sql: Sql): Promise<Position> {
  const [found] = await sql<{ now: number; epoch: number | null; tx: string | null; seq: string | null }[]>`
    with bound as materialized (select epoch, ${bound(sql, false)} as tx from change_epoch)
    select bound.epoch as now, head.epoch, head.tx, head.seq
    from bound left join lateral (
      select c.epoch, c.tx::text as tx, c.seq from changes c
      where c.epoch < bound.epoch or c.tx < bound.tx
      order by c.epoch desc, c.tx desc, c.seq desc
      limit 1
    ) head on true`
  if (found === undefined) return beginningOf(0)
  const { now, epoch, tx, seq } = found
  return epoch === null || tx === null ? beginningOf(now) : { epoch, tx: BigInt(tx), seq: Number(seq) }
}

/** The epoch that new rows are written in. */
export async function readEpoch(sql: Sql): Promise<number> {
  const [row] = await sql<{ epoch: number }[]>`select epoch from change_epoch`
  return row?.epoch ?? 0
}

const nobody: readonly string[] = []

function rowOf(raw: Raw): LogRow {
  return {
    epoch: raw.epoch,
    tx: BigInt(raw.tx),
    seq: Number(raw.seq),
    at: isoInstant(raw.at),
    verb: raw.verb,
    entity: raw.entity,
    entityId: raw.entityId,
    clientId: raw.clientId,
    campaignId: raw.campaignId,
    actorId: raw.actorId,
    people: raw.people.length === 0 ? nobody : raw.people,
  }
}
