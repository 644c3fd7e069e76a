import { changes } from "@alphas/db/schema/changes"
import { clients } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import type { ChangeEntry, FieldChanges } from "@alphas/domain/changes/dto"
import type { ListAudit, ListHistory } from "@alphas/domain/changes/input"
import { formatPosition, parsePosition } from "@alphas/domain/changes/position"
import { declarations, type Entity } from "@alphas/domain/entities"
import type { Page } from "@alphas/domain/paging"
import { may, scopeOf } from "@alphas/domain/permissions"
import { and, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { invalidField } from "../refusal"
import type { QueryArgs } from "../trpc"
import { type Hides, historyOf } from "./history"
import { ownMove, readableFields, withTitles } from "./moved-tasks"

/**
 * What was done to a row that the caller may see, newest first, and to what hangs on it; to a task, with the changes of
 * the plan that moved it.
 */
export async function listHistory({ ctx, input }: QueryArgs<typeof ListHistory>): Promise<Page<ChangeEntry>> {
  const { where, hides } = await historyOf(ctx, input.entity, input.id)
  return page(ctx, input, [where], hides, input.entity === "task" ? input.id : null)
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
  const { role } = ctx.identity.viewer
  return page(ctx, input, filters, (_, permission) => !may(role, permission))
}

async function page(
  ctx: SignedIn,
  { limit, cursor }: Pick<ListHistory, "limit" | "cursor">,
  filters: (SQL | undefined)[],
  hides: Hides,
  taskId: string | null = null,
): Promise<Page<ChangeEntry>> {
  const before = cursor ? parsePosition(cursor) : null
  if (cursor && before === null)
    throw invalidField("cursor", "This cursor is not from this list. Use `nextCursor` of the page before.")
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
  const items = found.slice(0, limit).map(({ epoch, tx, seq, actorId, actorName, fields, ...row }) => ({
    ...row,
    // Whose client it is, is for whoever sees the client; of one that was removed, for whoever sees all.
    clientId:
      row.clientName !== null || scopeOf(ctx.identity.viewer.role, "clients.read") === "all"
        ? row.clientId
        : null,
    position: formatPosition({ epoch, tx: BigInt(tx), seq }),
    actor: actorId === null || actorName === null ? null : { id: actorId, name: actorName },
    fields: shown(
      row.entity,
      row.entity === "schedule" && taskId !== null ? ownMove(fields, taskId) : fields,
      hides,
    ),
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

/** The fields of a row that its reader may read. */
const shown = (entity: Entity, fields: FieldChanges, hides: Hides): FieldChanges => {
  const { guarded = {} } = declarations[entity]
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => {
      const permission = guarded[name]
      return !secret.test(name) && (permission === undefined || !hides(entity, permission))
    }),
  )
}
