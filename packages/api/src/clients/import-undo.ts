import { clientImportRows, clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { and, eq, inArray, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { nextVersion } from "../versioned"
import { type ImportRecord, saveImport, stepTo } from "./import-store"

const rowsAtMost = 300

/**
 * Removes some of the clients that an import created: those that nothing has happened to since. A client that was
 * edited, that got a contact, a member or a viewer, that was merged with another, or that its importer may no longer
 * edit, stays and is counted.
 */
export async function undoBatch(ctx: Mutating, row: ImportRecord): Promise<boolean> {
  const { tx } = ctx
  const rows = await tx
    .select({ line: clientImportRows.line, clientId: clientImportRows.clientId })
    .from(clientImportRows)
    .where(
      and(
        eq(clientImportRows.importId, row.id),
        sql`${clientImportRows.line} > ${row.lineDone}`,
        eq(clientImportRows.outcome, "created"),
        ctx.visible.clientImportRows(),
      ),
    )
    .orderBy(clientImportRows.line)
    .limit(rowsAtMost)
  const last = rows.at(-1)
  if (last === undefined) {
    await stepTo(ctx, row, "undone")
    return false
  }
  const ids = rows.flatMap(({ clientId }) => clientId ?? []).sort()
  // Whoever edits a client, or adds to it, has it locked meanwhile: what they did is seen by the next statement.
  await tx.execute(sql`
    select ${clients.id} from ${clients}
    where ${inArray(clients.id, ids)} and /* visible clients: to lock the import's own */ ${clients.importId} = ${row.id}
    order by ${clients.id} for update`)
  const people = await removeUntouched(ctx, row, ids)
  const [gone] = await tx.execute<{ count: number }>(sql`
    select count(*)::int as count from ${clients}
    where ${inArray(clients.id, ids)} and /* visible clients: the import's own, counted */ ${clients.importId} = ${row.id}
      and ${clients.deletedAt} is not null and ${clients.mergedIntoId} is null`)
  for (const [id, told] of people) {
    ctx.record({ entity: "client", id, clientId: id, people: told, fields: { importId: { before: row.id } } })
  }
  await saveImport(ctx, row, {
    lineDone: last.line,
    rowsDone: row.rowsDone + rows.length,
    rowsKept: row.rowsKept + rows.length - (gone?.count ?? 0),
  })
  return true
}

/** The removed clients, each with the people who could see it by assignment. */
async function removeUntouched(
  ctx: Mutating,
  row: ImportRecord,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const { tx } = ctx
  const removed = await tx
    .update(clients)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()`, version: nextVersion(clients) })
    .where(
      and(
        inArray(clients.id, [...ids]),
        eq(clients.importId, row.id),
        eq(clients.version, 1),
        ctx.visible.clients("clients.update"),
        // The log knows of everything that was done to a client, of whatever table.
        sql`not exists (
          select from changes as later
          where later.client_id = ${clients.id} and later.verb <> 'clients.import' /* visible changes: whether there are any */
        )`,
        sql`not exists (
          select from users as belonging
          where belonging.client_id = ${clients.id} /* visible users: whether there are any */
        )`,
        sql`not exists (
          select from invitations as invited
          where invited.client_id = ${clients.id} /* visible invitations: whether there are any */
        )`,
      ),
    )
    .returning({ id: clients.id, ownerId: clients.ownerId })
  if (removed.length === 0) return new Map()
  const removedIds = removed.map(({ id }) => id)
  await tx
    .update(contacts)
    .set({ deletedAt: sql`now()`, isPrimary: false, updatedAt: sql`now()` })
    .where(inArray(contacts.clientId, removedIds))
  const people = new Map(removed.map(({ id, ownerId }) => [id, ownerId === null ? [] : [ownerId]]))
  const members = await tx
    .delete(clientMembers)
    .where(inArray(clientMembers.clientId, removedIds))
    .returning({ clientId: clientMembers.clientId, userId: clientMembers.userId })
  for (const { clientId, userId } of members) people.get(clientId)?.push(userId)
  return people
}
