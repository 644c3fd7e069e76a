import { formatPosition, parsePosition } from "@alphas/changes/position"
import { changes } from "@alphas/db/schema/changes"
import { clients, contacts } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import type { ChangeEntry, FieldChanges } from "@alphas/domain/changes/dto"
import type { ListAudit, ListHistory } from "@alphas/domain/changes/input"
import type { Page } from "@alphas/domain/paging"
import { may } from "@alphas/domain/permissions"
import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

/** What was done to a row that the caller may see, newest first; to a client, with its contacts and members. */
export async function listHistory({ ctx, input }: QueryArgs<typeof ListHistory>): Promise<Page<ChangeEntry>> {
  const of = input.entity === "client" ? await ofClient(ctx, input.id) : await ofContact(ctx, input.id)
  return page(ctx, input, [of])
}

/** Everything that was done, newest first. */
export async function listAudit({ ctx, input }: QueryArgs<typeof ListAudit>): Promise<Page<ChangeEntry>> {
  const filters: (SQL | undefined)[] = [
    ctx.visible.changes(),
    input.actorId ? eq(changes.actorId, input.actorId) : undefined,
    input.entity?.length ? inArray(changes.entity, input.entity) : undefined,
    input.entityId ? eq(changes.entityId, input.entityId) : undefined,
    input.clientId ? eq(changes.clientId, input.clientId) : undefined,
    input.channel?.length ? inArray(changes.channel, input.channel) : undefined,
    input.verb ? eq(changes.verb, input.verb) : undefined,
    input.from ? gte(changes.at, input.from) : undefined,
    input.to ? lt(changes.at, input.to) : undefined,
  ]
  return page(ctx, input, filters)
}

/** The client's rows and those of the clients that were merged into it. */
async function ofClient(ctx: SignedIn, id: string): Promise<SQL> {
  const [client] = await ctx.db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, id), ctx.visible.clients()))
  if (client === undefined) throw notFound("client")
  const merged = await ctx.db.execute<{ id: string }>(sql`
    with recursive merged(id) as (
      select ${id}::uuid
      union
      select c.id from clients c join merged m on c.merged_into_id = m.id
    )
    select /* visible clients: merged into one that was checked */ id from merged`)
  const ids = merged.map((row) => row.id)
  return sql`(/* visible changes: of a client that was checked */ ${inArray(changes.clientId, ids)}
    and ${inArray(changes.entity, ["client", "contact", "client_member"])})`
}

async function ofContact(ctx: SignedIn, id: string): Promise<SQL> {
  const [contact] = await ctx.db
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.id, id), ctx.visible.contacts()))
  if (contact === undefined) throw notFound("contact")
  return sql`(/* visible changes: of a contact that was checked */ ${changes.entity} = 'contact' and ${changes.entityId} = ${id})`
}

async function page(
  ctx: SignedIn,
  { limit, cursor }: Pick<ListHistory, "limit" | "cursor">,
  filters: (SQL | undefined)[],
): Promise<Page<ChangeEntry>> {
  const before = cursor ? parsePosition(cursor) : null
  if (cursor && before === null) throw invalidField("cursor", "This is not a cursor of this list.")
  const after =
    before &&
    sql`(${changes.epoch}, ${changes.tx}, ${changes.seq}) < (${before.epoch}, ${before.tx.toString()}::xid8, ${before.seq})`
  const found = await ctx.db
    .select({
      epoch: changes.epoch,
      tx: sql<string>`${changes.tx}::text`,
      seq: changes.seq,
      at: changes.at,
      actorId: users.id,
      actorName: users.name,
      channel: changes.channel,
      verb: changes.verb,
      entity: changes.entity,
      entityId: changes.entityId,
      clientId: changes.clientId,
      clientName: clients.name,
      fields: changes.fields,
      requestId: changes.requestId,
    })
    .from(changes)
    .leftJoin(users, and(eq(users.id, changes.actorId), ctx.visible.directory()))
    .leftJoin(clients, and(eq(clients.id, changes.clientId), ctx.visible.clients("clients.read")))
    .where(and(...filters, after ?? undefined))
    .orderBy(sql`${changes.epoch} desc, ${changes.tx} desc, ${changes.seq} desc`)
    .limit(limit + 1)
  const internal = may(ctx.identity.viewer.role, "clients.internal")
  const items = found.slice(0, limit).map(({ epoch, tx, seq, actorId, actorName, fields, ...row }) => ({
    ...row,
    position: formatPosition({ epoch, tx: BigInt(tx), seq }),
    actor: actorId === null || actorName === null ? null : { id: actorId, name: actorName },
    fields: shown(fields, internal),
  }))
  return { items, nextCursor: found.length > limit ? (items.at(-1)?.position ?? null) : null, total: null }
}

/** A second lock: secrets are never recorded, and if one ever is, it is not shown. */
const secret = /hash|secret|password|token$/i
const internalFields = ["notes", "tags"]

function shown(fields: FieldChanges, internal: boolean): FieldChanges {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name]) => !secret.test(name) && (internal || !internalFields.includes(name)),
    ),
  )
}
