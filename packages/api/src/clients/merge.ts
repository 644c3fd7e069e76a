import { fieldChanges } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { clientImportRows, clientMembers, clients } from "@alphas/db/schema/clients"
import { invitations, users } from "@alphas/db/schema/users"
import type { MergeClients } from "@alphas/domain/clients/merge"
import type { Saved, Versioned } from "@alphas/domain/ids"
import { eq, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import type { MutationArgs } from "../trpc"
import { lockVersion, nextVersion } from "../versioned"
import { mergeContacts } from "./merge-contacts"
import { type ClientRecord, mergedFields } from "./merge-fields"
import { readClient } from "./read"

interface Merge {
  keepId: string
  mergeId: string
  primaryOf: "keep" | "merge"
  /** Whom the merge gave another client to see: their sessions must know, after everything else is written. */
  viewers: string[]
}

/** Moves what hangs on one client to the other, and names the people whose access that changes. */
type Move = (ctx: Mutating, merge: Merge) => Promise<string[]>

const nobody: string[] = []

/**
 * Everything that points at a client, by table and column, with how a merge takes it along. A test compares this with
 * the database: whoever adds a table that hangs on clients says here what a merge does with it.
 */
export const moves: Readonly<Record<string, Move>> = {
  "contacts.client_id": async (ctx, { keepId, mergeId, primaryOf }) => {
    await mergeContacts(ctx, keepId, mergeId, primaryOf)
    return nobody
  },
  "client_members.client_id": moveMembers,
  "users.client_id": moveViewers,
  "invitations.client_id": async (ctx, { keepId, mergeId }) => {
    const moved = await ctx.tx
      .update(invitations)
      .set({ clientId: keepId })
      .where(eq(invitations.clientId, mergeId))
      .returning({ id: invitations.id })
    for (const { id } of moved) {
      const fields = { clientId: { before: mergeId, after: keepId } }
      ctx.record({ entity: "invitation", id, clientId: keepId, fields })
    }
    return nobody
  },
  "campaigns.client_id": async (ctx, { keepId, mergeId }) => {
    const moved = await ctx.tx
      .update(campaigns)
      .set({ clientId: keepId, version: nextVersion(campaigns) })
      .where(eq(campaigns.clientId, mergeId))
      .returning({ id: campaigns.id })
    for (const { id } of moved) {
      const fields = { clientId: { before: mergeId, after: keepId } }
      ctx.record({ entity: "campaign", id, clientId: keepId, campaignId: id, fields })
    }
    return nobody
  },
  "client_import_rows.client_id": async ({ tx }, { keepId, mergeId }) => {
    await tx.update(clientImportRows).set({ clientId: keepId }).where(eq(clientImportRows.clientId, mergeId))
    return nobody
  },
  "client_import_rows.duplicate_of": async ({ tx }, { keepId, mergeId }) => {
    await tx
      .update(clientImportRows)
      .set({ duplicateOf: keepId })
      .where(eq(clientImportRows.duplicateOf, mergeId))
    return nobody
  },
  // What was merged into it before now leads straight to the one that is left.
  "clients.merged_into_id": async ({ tx }, { keepId, mergeId }) => {
    await tx.update(clients).set({ mergedIntoId: keepId }).where(eq(clients.mergedIntoId, mergeId))
    return nobody
  },
}

/**
 * Makes one client of two: everything that hangs on the other moves to the one that is kept, and the other is put
 * aside for good, pointing at it. The log has a change under each of the two ids, so the history of the survivor is
 * that of both: its own, and of every client whose `mergedIntoId` it is.
 *
 * @throws Refusal `not_found`, `stale_version` with the client that was changed meanwhile, `invalid` when tags or notes
 * of both do not fit.
 */
export async function mergeClients({ ctx, input }: MutationArgs<typeof MergeClients>): Promise<Saved> {
  const { keep, other } = await lockBoth(ctx, input)
  const merge: Merge = {
    keepId: keep.id,
    mergeId: other.id,
    primaryOf: input.fields.primaryContact ?? "keep",
    viewers: [],
  }
  const after = mergedFields(keep, other, input.fields)

  const people: string[] = []
  for (const move of Object.values(moves)) people.push(...(await move(ctx, merge)))
  people.push(...(await keepOwners(ctx, keep, other, after.ownerId)))

  const [gone] = await ctx.tx
    .update(clients)
    .set({
      deletedAt: sql`now()`,
      mergedIntoId: keep.id,
      updatedAt: sql`now()`,
      version: nextVersion(clients),
    })
    .where(eq(clients.id, other.id))
    .returning({ deletedAt: clients.deletedAt })
  await ctx.tx
    .update(clients)
    .set({ ...after, updatedAt: sql`now()`, version: nextVersion(clients) })
    .where(eq(clients.id, keep.id))

  const concerned = [...new Set(people)]
  ctx.record({
    entity: "client",
    id: other.id,
    clientId: other.id,
    people: concerned,
    fields: {
      mergedIntoId: { before: null, after: keep.id },
      deletedAt: { before: null, after: gone?.deletedAt ?? null },
    },
  })
  ctx.record({
    entity: "client",
    id: keep.id,
    clientId: keep.id,
    people: concerned,
    fields: { ...fieldChanges(keep, after), merged: { after: { id: other.id, name: other.name } } },
  })
  for (const viewer of merge.viewers) await ctx.services.auth.sessions.rightsChanged(ctx.tx, viewer)
  return { id: keep.id, version: keep.version + 1 }
}

/** Both clients, locked in the order of their ids, so that two merges never wait for each other in a cycle. */
async function lockBoth(ctx: Mutating, input: MergeClients) {
  const keepSeen = { id: input.keepId, version: input.keepVersion }
  const otherSeen = { id: input.mergeId, version: input.mergeVersion }
  const lock = (seen: Versioned): Promise<ClientRecord> =>
    lockVersion(ctx.tx, clients, ctx.visible.clients(), seen, "client", (row) =>
      readClient(ctx, ctx.tx, row.id),
    )
  if (keepSeen.id < otherSeen.id) {
    const keep = await lock(keepSeen)
    return { keep, other: await lock(otherSeen) }
  }
  const other = await lock(otherSeen)
  return { keep: await lock(keepSeen), other }
}

async function moveMembers(ctx: Mutating, { keepId, mergeId }: Merge): Promise<string[]> {
  const left = await ctx.tx
    .delete(clientMembers)
    .where(eq(clientMembers.clientId, mergeId))
    .returning({ userId: clientMembers.userId })
  const members = left.map(({ userId }) => userId)
  for (const userId of members) {
    ctx.record({
      entity: "client_member",
      id: mergeId,
      clientId: mergeId,
      people: [userId],
      fields: { member: { before: userId } },
    })
  }
  await join(ctx, keepId, members)
  return members
}

async function join(ctx: Mutating, clientId: string, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const joined = await ctx.tx
    .insert(clientMembers)
    .values(userIds.map((userId) => ({ clientId, userId })))
    .onConflictDoNothing()
    .returning({ userId: clientMembers.userId })
  for (const { userId } of joined) {
    ctx.record({
      entity: "client_member",
      id: clientId,
      clientId,
      people: [userId],
      fields: { member: { after: userId } },
    })
  }
}

async function moveViewers(ctx: Mutating, { keepId, mergeId, viewers }: Merge): Promise<string[]> {
  const moved = await ctx.tx
    .update(users)
    .set({ clientId: keepId, version: nextVersion(users) })
    .where(eq(users.clientId, mergeId))
    .returning({ id: users.id })
  for (const { id } of moved) {
    ctx.record({
      entity: "user",
      id,
      clientId: keepId,
      people: [id],
      fields: { clientId: { before: mergeId, after: keepId } },
    })
    viewers.push(id)
  }
  return viewers
}

/** An owner of either client who does not own the result stays with it as a member. */
async function keepOwners(
  ctx: Mutating,
  keep: ClientRecord,
  other: ClientRecord,
  ownerId: string | null,
): Promise<string[]> {
  const owners = [keep.ownerId, other.ownerId].filter((id) => id !== null)
  await join(
    ctx,
    keep.id,
    [...new Set(owners)].filter((id) => id !== ownerId),
  )
  return owners
}
