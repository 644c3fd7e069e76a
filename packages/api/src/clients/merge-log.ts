import { changes } from "@alphas/db/schema/changes"
import type { FieldChanges } from "@alphas/domain/changes/dto"
import { declarations, type Entity } from "@alphas/domain/entities"
import { and, asc, desc, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import type { Moved } from "./merge"
import type { ClientRecord } from "./merge-fields"

/** What a merge did, as the log tells it. */
export interface MergeLog {
  at: string
  /** Into which client. */
  keepId: string
  moved: Moved
  /** What it changed in each row of an entity, by id: first before and last after. */
  of: (entity: Entity) => Map<string, FieldChanges>
  /** Who left or joined the members of a client by it. */
  members: (clientId: string) => { left: { userId: string; addedAt: string }[]; joined: string[] }
}

/** How the client `mergedId`, which the caller may know of, was merged last; undefined when it never was. */
export async function readMerge(ctx: Mutating, mergedId: string): Promise<MergeLog | undefined> {
  const ofMerge = sql`/* visible changes: of clients that were checked */ ${eq(changes.verb, "clients.merge")}`
  const [entry] = await ctx.tx
    .select({
      epoch: changes.epoch,
      tx: sql<string>`${changes.tx}::text`,
      at: changes.at,
      fields: changes.fields,
    })
    .from(changes)
    .where(
      and(
        ofMerge,
        eq(changes.entity, "client"),
        eq(changes.entityId, mergedId),
        // The change of the one that stays has none of these.
        sql`${changes.fields} ? 'mergedIntoId'`,
      ),
    )
    .orderBy(desc(changes.epoch), sql`${changes.tx} desc`, desc(changes.seq))
    .limit(1)
  if (entry === undefined) return undefined
  const rows = await ctx.tx
    .select({ entity: changes.entity, id: changes.entityId, fields: changes.fields })
    .from(changes)
    .where(and(ofMerge, eq(changes.epoch, entry.epoch), sql`${changes.tx} = ${entry.tx}::xid8`))
    .orderBy(asc(changes.seq))
  return {
    at: entry.at,
    // As `mergeClients` wrote them.
    keepId: entry.fields.mergedIntoId?.after as string,
    moved: (entry.fields.moved?.before ?? {}) as Moved,
    of(entity) {
      const net = new Map<string, FieldChanges>()
      for (const { id, fields } of rows.filter((row) => row.entity === entity))
        net.set(id, joined(net.get(id) ?? {}, fields))
      return net
    },
    members(clientId) {
      const told = rows.filter(({ entity, id }) => entity === "client_member" && id === clientId)
      return {
        left: told.flatMap(({ fields: { member, addedAt } }) =>
          typeof member?.before === "string"
            ? [{ userId: member.before, addedAt: (addedAt?.before as string | undefined) ?? entry.at }]
            : [],
        ),
        joined: told.flatMap(({ fields: { member } }) =>
          typeof member?.after === "string" ? [member.after] : [],
        ),
      }
    },
  }
}

/** Two changes of a row as one. */
function joined(first: FieldChanges, second: FieldChanges): FieldChanges {
  const both = { ...first }
  for (const [name, change] of Object.entries(second)) {
    const earlier = first[name]
    both[name] = earlier === undefined ? change : { before: earlier.before, after: change.after }
  }
  return both
}

/** A merge that is being undone. */
export interface Undoing {
  keep: ClientRecord
  gone: ClientRecord
  log: MergeLog
}

/** The rows of an entity that the merge gave the client that stays. */
export const movedOf = ({ keep, gone, log }: Undoing, entity: Entity): string[] =>
  [...log.of(entity)]
    .filter(([, { clientId }]) => clientId?.before === gone.id && clientId.after === keep.id)
    .map(([id]) => id)

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The fields of a row that no longer say what the merge made them say, as people call them. */
export const changedSince = (
  entity: Entity,
  now: Record<string, unknown>,
  fields: readonly [string, { after?: unknown }][],
): string[] =>
  fields
    .filter(([name, { after }]) => !same(now[name], after))
    .map(
      ([name]) =>
        declarations[entity].fields?.[name] ?? name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
    )
