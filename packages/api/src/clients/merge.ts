import { fieldChanges } from "@alphas/changes/record"
import { campaigns } from "@alphas/db/schema/campaigns"
import { clientImportRows, clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { invoices } from "@alphas/db/schema/invoices"
import { clientBilling } from "@alphas/db/schema/money"
import { payments } from "@alphas/db/schema/payments"
import { invitations, users } from "@alphas/db/schema/users"
import { keptOf } from "@alphas/domain/clients/kept"
import type { MergeClients, Merged } from "@alphas/domain/clients/merge"
import type { Versioned } from "@alphas/domain/ids"
import { and, count, eq, isNull, sql } from "drizzle-orm"
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
  /** What moved without an entry of its own in the log. */
  moved: Moved
}

/** What a merge moves without an entry of its own in the log, for who undoes it. */
export interface Moved {
  /** Contacts that had been removed. */
  contacts?: string[]
  /** Clients that had been merged into the one that is merged now. */
  clients?: string[]
  /** Rows of imports, by import and line. */
  importRows?: ImportRow[]
  duplicateRows?: ImportRow[]
}
type ImportRow = [importId: string, line: number]

/** Moves what hangs on one client to the other, and names the people whose access that changes. */
type Move = (ctx: Mutating, merge: Merge) => Promise<string[]>

const nobody: string[] = []

/**
 * Everything that points at a client, by table and column, with how a merge takes it along. A test compares this with
 * the database: whoever adds a table that hangs on clients says here what a merge does with it.
 */
export const moves: Readonly<Record<string, Move>> = {
  "contacts.client_id": async (ctx, { keepId, mergeId, primaryOf, moved }) => {
    moved.contacts = (await mergeContacts(ctx, keepId, mergeId, primaryOf)).removed
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
  // Drafts follow the client; what is issued says to whom it was issued. A number moves with its document.
  "invoices.client_id": async (ctx, { keepId, mergeId }) => {
    const moved = await ctx.tx
      .update(invoices)
      .set({ clientId: keepId, version: nextVersion(invoices) })
      .where(eq(invoices.clientId, mergeId))
      .returning({ id: invoices.id, state: invoices.state })
    for (const { id, state } of moved) {
      const entity = state === "draft" ? "invoice_draft" : "invoice"
      ctx.record({ entity, id, clientId: keepId, fields: { clientId: { before: mergeId, after: keepId } } })
    }
    return nobody
  },
  "payments.client_id": async (ctx, { keepId, mergeId }) => {
    const moved = await ctx.tx
      .update(payments)
      .set({ clientId: keepId, version: nextVersion(payments) })
      .where(eq(payments.clientId, mergeId))
      .returning({ id: payments.id })
    for (const { id } of moved) {
      const fields = { clientId: { before: mergeId, after: keepId } }
      ctx.record({ entity: "payment", id, clientId: keepId, fields })
    }
    return nobody
  },
  // Where both are billed in a way of their own, that of the one that stays holds, and the other's waits for an undo.
  "client_billing.client_id": async (ctx, { keepId, mergeId }) => {
    const moved = await ctx.tx
      .update(clientBilling)
      .set({ clientId: keepId, version: nextVersion(clientBilling) })
      .where(
        and(
          eq(clientBilling.clientId, mergeId),
          sql`not exists (select from client_billing kept where kept.client_id = ${keepId}
            /* visible client_billing: of a client that was checked */)`,
        ),
      )
      .returning({ clientId: clientBilling.clientId })
    for (const { clientId: id } of moved) {
      const fields = { clientId: { before: mergeId, after: keepId } }
      ctx.record({ entity: "client_billing", id, clientId: keepId, fields })
    }
    return nobody
  },
  "client_import_rows.client_id": async ({ tx }, { keepId, mergeId, moved }) => {
    const rows = await tx
      .update(clientImportRows)
      .set({ clientId: keepId })
      .where(eq(clientImportRows.clientId, mergeId))
      .returning(importRow)
    moved.importRows = rows.map(({ importId, line }) => [importId, line])
    return nobody
  },
  "client_import_rows.duplicate_of": async ({ tx }, { keepId, mergeId, moved }) => {
    const rows = await tx
      .update(clientImportRows)
      .set({ duplicateOf: keepId })
      .where(eq(clientImportRows.duplicateOf, mergeId))
      .returning(importRow)
    moved.duplicateRows = rows.map(({ importId, line }) => [importId, line])
    return nobody
  },
  // What was merged into it before now leads straight to the one that is left.
  "clients.merged_into_id": async ({ tx }, { keepId, mergeId, moved }) => {
    const rows = await tx
      .update(clients)
      .set({ mergedIntoId: keepId })
      .where(eq(clients.mergedIntoId, mergeId))
      .returning({ id: clients.id })
    moved.clients = rows.map(({ id }) => id)
    return nobody
  },
}

const importRow = { importId: clientImportRows.importId, line: clientImportRows.line }

/**
 * Makes one client of two: everything that hangs on the other moves to the one that is kept, and the other is put
 * aside, pointing at it, until `undoMerge` brings it back. The log has a change under each of the two ids, so the history of the survivor is
 * that of both: its own, and of every client whose `mergedIntoId` it is.
 *
 * @throws Refusal `not_found`, `stale_version` with the client that was changed meanwhile, `invalid` when tags or notes
 * of both do not fit.
 */
export async function mergeClients({ ctx, input }: MutationArgs<typeof MergeClients>): Promise<Merged> {
  const { keep, other } = await lockBoth(ctx, input)
  const merge: Merge = {
    keepId: keep.id,
    mergeId: other.id,
    primaryOf: input.fields.primaryContact ?? "keep",
    viewers: [],
    moved: {},
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
      ...movedField(merge.moved),
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
  return { id: keep.id, version: keep.version + 1, mergedId: other.id }
}

/** What nothing else in the log tells; nothing when there is nothing. */
function movedField(moved: Moved) {
  const some = Object.entries(moved).filter(([, rows]) => rows.length > 0)
  return some.length === 0 ? {} : { moved: { before: Object.fromEntries(some) } }
}

/** Both clients, locked in the order of their ids, so that two merges never wait for each other in a cycle. */
async function lockBoth(ctx: Mutating, { clients: [one, other], keepId }: MergeClients) {
  const lock = (seen: Versioned): Promise<ClientRecord> =>
    lockVersion(ctx.tx, clients, ctx.visible.clients(), seen, "client", (row) =>
      readClient(ctx, ctx.tx, row.id),
    )
  const [low, high] = one.id < other.id ? [one, other] : [other, one]
  const [a, b] = [await lock(low), await lock(high)]
  const kept = keepId ?? keptOf(await known(ctx, a), await known(ctx, b)).id
  return kept === a.id ? { keep: a, other: b } : { keep: b, other: a }
}

/** What decides which of two clients is the better known one. */
async function known(ctx: Mutating, client: ClientRecord) {
  const [people] = await ctx.tx
    .select({ length: count() })
    .from(contacts)
    .where(
      and(
        sql`/* visible contacts: counted, of a client that was checked */ ${eq(contacts.clientId, client.id)}`,
        isNull(contacts.deletedAt),
      ),
    )
  const [members] = await ctx.tx
    .select({ length: count() })
    .from(clientMembers)
    .where(
      sql`/* visible client_members: counted, of a client that was checked */ ${eq(clientMembers.clientId, client.id)}`,
    )
  const none = { length: 0 }
  return { ...client, contacts: people ?? none, members: members ?? none, owner: client.ownerId }
}

async function moveMembers(ctx: Mutating, { keepId, mergeId }: Merge): Promise<string[]> {
  const left = await ctx.tx
    .delete(clientMembers)
    .where(eq(clientMembers.clientId, mergeId))
    .returning({ userId: clientMembers.userId, addedAt: clientMembers.addedAt })
  const members = left.map(({ userId }) => userId)
  for (const { userId, addedAt } of left) {
    ctx.record({
      entity: "client_member",
      id: mergeId,
      clientId: mergeId,
      people: [userId],
      fields: { member: { before: userId }, addedAt: { before: addedAt } },
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
