import { createdFields, fieldChanges } from "@alphas/changes/record"
import type { Tx } from "@alphas/db/connection"
import { clientMembers, clients } from "@alphas/db/schema/clients"
import type { ClientMembership, NewClient, UpdateClient } from "@alphas/domain/clients/input"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { domainOf } from "@alphas/domain/text"
import { and, eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { checkStaff } from "../users/staff"
import { lockRow, lockVersion, nextVersion } from "../versioned"
import { insertContacts } from "./contacts"
import { readClient } from "./read"

/** A new client, its members and its contacts. Whoever creates it becomes its owner unless another is named. */
export async function createClient({ ctx, input }: MutationArgs<typeof NewClient>): Promise<Saved> {
  const { contacts, memberIds, ...fields } = input
  const viewer = ctx.identity.viewer
  const ownerId = fields.ownerId === undefined ? viewer.id : fields.ownerId
  const people = [...new Set([...(ownerId === null ? [] : [ownerId]), ...memberIds])]
  const named = people.filter((id) => id !== viewer.id)
  if (named.length > 0) await checkStaff(ctx.tx, named, memberIds.length > 0 ? "memberIds" : "ownerId")
  const id = newId()
  const row = { ...fields, id, ownerId, domain: fields.website === null ? null : domainOf(fields.website) }
  const currency = fields.currency ?? (await currencyOfAgency(ctx.tx))
  await ctx.tx.insert(clients).values({ ...row, currency, createdBy: viewer.id })
  ctx.record({
    entity: "client",
    id,
    clientId: id,
    people,
    fields: createdFields({ ...row, currency }),
  })
  if (memberIds.length > 0) await insertMembers(ctx, id, memberIds)
  if (contacts.length > 0) await insertContacts(ctx, id, contacts)
  return { id, version: 1 }
}

/** The currency of whoever names none. */
async function currencyOfAgency(tx: Tx): Promise<string> {
  const [row] = await tx.execute<{ currency: string }>(
    sql`/* visible settings: the agency's currency */ select currency from settings`,
  )
  if (row === undefined) throw notFound("settings")
  return row.currency
}

/** Changes the named fields of a client. @throws Refusal `stale_version` with the client as it is now. */
export async function updateClient({ ctx, input }: MutationArgs<typeof UpdateClient>): Promise<Saved> {
  const { tx } = ctx
  const before = await lockVersion(tx, clients, ctx.visible.clients(), input, "client", (row) =>
    readClient(ctx, tx, row.id),
  )
  const { changes } = input
  const after = {
    ...changes,
    ...(changes.website === undefined
      ? {}
      : { domain: changes.website === null ? null : domainOf(changes.website) }),
  }
  const fields = fieldChanges(before, after)
  if (Object.keys(fields).length === 0) return { id: before.id, version: before.version }
  const owners = fields.ownerId ? [before.ownerId, changes.ownerId].filter((id) => id != null) : []
  if (fields.ownerId && changes.ownerId) await checkStaff(tx, [changes.ownerId], "changes.ownerId")
  await tx
    .update(clients)
    .set({ ...after, updatedAt: sql`now()`, version: nextVersion(clients) })
    .where(eq(clients.id, before.id))
  ctx.record({ entity: "client", id: before.id, clientId: before.id, people: owners, fields })
  return { id: before.id, version: before.version + 1 }
}

/** Puts a client away; it stays readable and can be restored. */
export const archiveClient = ({ ctx, input }: MutationArgs<typeof Versioned>) => setArchived(ctx, input, true)
/** Brings an archived client back. */
export const restoreClient = ({ ctx, input }: MutationArgs<typeof Versioned>) =>
  setArchived(ctx, input, false)

async function setArchived(ctx: Mutating, seen: Versioned, archived: boolean): Promise<Saved> {
  const { tx } = ctx
  const before = await lockVersion(tx, clients, ctx.visible.clients(), seen, "client", (row) =>
    readClient(ctx, tx, row.id),
  )
  if ((before.archivedAt !== null) === archived) {
    throw new Refusal(
      "workflow",
      archived ? "This client is archived already." : "This client is not archived.",
    )
  }
  const [after] = await tx
    .update(clients)
    .set({ archivedAt: archived ? sql`now()` : null, updatedAt: sql`now()`, version: nextVersion(clients) })
    .where(eq(clients.id, before.id))
    .returning({ archivedAt: clients.archivedAt, version: clients.version })
  ctx.record({
    entity: "client",
    id: before.id,
    clientId: before.id,
    fields: { archivedAt: { before: before.archivedAt, after: after?.archivedAt ?? null } },
  })
  return { id: before.id, version: before.version + 1 }
}

/** Makes somebody a member of a client; they see it from now on. */
export async function addMember({ ctx, input }: MutationArgs<typeof ClientMembership>): Promise<Saved> {
  const client = await lockRow(ctx.tx, clients, ctx.visible.clients(), input.id, "client")
  await checkStaff(ctx.tx, [input.userId], "userId")
  await insertMembers(ctx, client.id, [input.userId])
  return { id: client.id, version: client.version }
}

/** Ends somebody's membership; they see the client no more unless they own it or their role reaches every client. */
export async function removeMember({ ctx, input }: MutationArgs<typeof ClientMembership>): Promise<Saved> {
  const client = await lockRow(ctx.tx, clients, ctx.visible.clients(), input.id, "client")
  const removed = await ctx.tx
    .delete(clientMembers)
    .where(and(eq(clientMembers.clientId, client.id), eq(clientMembers.userId, input.userId)))
    .returning({ userId: clientMembers.userId })
  if (removed.length > 0) {
    ctx.record({
      entity: "client_member",
      id: client.id,
      clientId: client.id,
      people: [input.userId],
      fields: { member: { before: input.userId } },
    })
  }
  return { id: client.id, version: client.version }
}

async function insertMembers(ctx: Mutating, clientId: string, userIds: string[]): Promise<void> {
  const added = await ctx.tx
    .insert(clientMembers)
    .values([...new Set(userIds)].map((userId) => ({ clientId, userId })))
    .onConflictDoNothing()
    .returning({ userId: clientMembers.userId })
  for (const { userId } of added) {
    ctx.record({
      entity: "client_member",
      id: clientId,
      clientId,
      people: [userId],
      fields: { member: { after: userId } },
    })
  }
}
