import { campaigns } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import { clients, contacts } from "@alphas/db/schema/clients"
import { tasks } from "@alphas/db/schema/tasks"
import { users } from "@alphas/db/schema/users"
import type { ChangeEntry, Entity, FieldChanges } from "@alphas/domain/changes/dto"
import type { ListAudit, ListHistory } from "@alphas/domain/changes/input"
import { formatPosition, parsePosition } from "@alphas/domain/changes/position"
import type { Page } from "@alphas/domain/paging"
import { may, type Permission, scopeOf } from "@alphas/domain/permissions"
import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"
import { ownMove, readableFields, withTitles } from "./moved-tasks"

/**
 * What was done to a row that the caller may see, newest first; to a client, with its contacts and members; to a campaign
 * and a task, with the changes of the plan that moved them.
 */
export async function listHistory({ ctx, input }: QueryArgs<typeof ListHistory>): Promise<Page<ChangeEntry>> {
  const rows = await rowsOf[input.entity](ctx, input.id)
  return page(ctx, input, [rows], input.entity === "task" ? input.id : null)
}

/** Checks that the caller may see the row whose history is asked for, and says which rows of the log are it. */
const rowsOf: Record<ListHistory["entity"], (ctx: SignedIn, id: string) => Promise<SQL>> = {
  client: ofClient,
  contact: ofContact,
  campaign: ofCampaign,
  task: ofTask,
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

async function ofCampaign(ctx: SignedIn, id: string): Promise<SQL> {
  const [campaign] = await ctx.db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), ctx.visible.campaigns()))
  if (campaign === undefined) throw notFound("campaign")
  const [plans] = await ctx.db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), ctx.visible.campaignTasks("tasks.read")))
  const entities: Entity[] = ["campaign", "campaign_member", "kpi"]
  // A change of the plan names tasks.
  if (plans !== undefined) entities.push("schedule")
  return sql`(/* visible changes: of a campaign that was checked */ ${eq(changes.campaignId, id)}
    and ${inArray(changes.entity, entities)})`
}

async function ofTask(ctx: SignedIn, id: string): Promise<SQL> {
  const [task] = await ctx.db
    .select({ id: tasks.id, campaignId: tasks.campaignId })
    .from(tasks)
    .where(and(eq(tasks.id, id), ctx.visible.tasks("tasks.read")))
  if (task === undefined) throw notFound("task")
  return sql`(/* visible changes: of a task that was checked */ ${changes.entity} = 'task' and ${changes.entityId} = ${id}
    or ${changes.campaignId} = ${task.campaignId} and ${changes.entity} = 'schedule' and jsonb_exists(${changes.fields}, ${id}))`
}

async function page(
  ctx: SignedIn,
  { limit, cursor }: Pick<ListHistory, "limit" | "cursor">,
  filters: (SQL | undefined)[],
  taskId: string | null = null,
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
      fields: readableFields(taskId),
      requestId: changes.requestId,
    })
    .from(changes)
    .leftJoin(users, and(eq(users.id, changes.actorId), ctx.visible.directory()))
    .leftJoin(clients, and(eq(clients.id, changes.clientId), ctx.visible.clients("clients.read")))
    .where(and(...filters, after ?? undefined))
    .orderBy(sql`${changes.epoch} desc, ${changes.tx} desc, ${changes.seq} desc`)
    .limit(limit + 1)
  const { role } = ctx.identity.viewer
  const hidden = Object.entries(guardedFields).flatMap(([name, permission]) =>
    may(role, permission) ? [] : [name],
  )
  const items = found.slice(0, limit).map(({ epoch, tx, seq, actorId, actorName, fields, ...row }) => ({
    ...row,
    // Whose client it is, is for whoever sees the client; of one that was removed, for whoever sees all.
    clientId: row.clientName !== null || scopeOf(role, "clients.read") === "all" ? row.clientId : null,
    position: formatPosition({ epoch, tx: BigInt(tx), seq }),
    actor: actorId === null || actorName === null ? null : { id: actorId, name: actorName },
    fields: shown(row.entity === "schedule" && taskId !== null ? ownMove(fields, taskId) : fields, hidden),
  }))
  const titled = taskId === null ? await withTitles(ctx, items) : items
  return {
    items: titled,
    nextCursor: found.length > limit ? (items.at(-1)?.position ?? null) : null,
    total: null,
  }
}

/** A second lock: secrets are never recorded, and if one ever is, it is not shown. */
const secret = /hash|secret|password|token$/i
/** Fields that need a permission of their own. */
const guardedFields: Record<string, Permission> = {
  notes: "clients.internal",
  tags: "clients.internal",
  budgetMinor: "campaigns.finances",
}

function shown(fields: FieldChanges, hidden: readonly string[]): FieldChanges {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !secret.test(name) && !hidden.includes(name)),
  )
}
