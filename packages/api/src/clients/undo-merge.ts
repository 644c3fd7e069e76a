import { campaigns } from "@alphas/db/schema/campaigns"
import { clientImportRows, clientMembers, clients } from "@alphas/db/schema/clients"
import { invoices } from "@alphas/db/schema/invoices"
import { clientBilling } from "@alphas/db/schema/money"
import { payments } from "@alphas/db/schema/payments"
import { invitations, users } from "@alphas/db/schema/users"
import type { Merged, UndoMerge } from "@alphas/domain/clients/merge"
import type { Entity } from "@alphas/domain/entities"
import { and, eq, gte, inArray, isNotNull, ne, type SQL, sql } from "drizzle-orm"
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core"
import type { Mutating } from "../context"
import { notFound, Refusal } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockRow, nextVersion } from "../versioned"
import type { Moved } from "./merge"
import { changedSince, movedOf, readMerge, type Undoing } from "./merge-log"
import { checkContacts, returnContacts } from "./undo-merge-contacts"

/**
 * Takes back a merge: what it moved goes back, what it changed is as it was, and the client that was merged is there
 * again. What was made or edited since stays where it stands: a new contact with the client that stays, an edit of a moved
 * contact with that contact.
 *
 * @throws Refusal `not_found` unless the one client was merged into the other, `workflow` when something contradicts it: a
 * field that the merge changed has been changed again, something that it moved hangs on a third client by now, or the
 * client that stays has been merged into another itself.
 */
export async function undoMerge({ ctx, input }: MutationArgs<typeof UndoMerge>): Promise<Merged> {
  const { tx } = ctx
  const keep = await lockRow(tx, clients, ctx.visible.clients(), input.id, "client")
  const [gone] = await tx
    .select()
    .from(clients)
    .where(
      and(
        sql`/* visible clients: merged into one that was checked */ ${eq(clients.id, input.mergedId)}`,
        eq(clients.mergedIntoId, keep.id),
        isNotNull(clients.deletedAt),
      ),
    )
    .for("no key update")
  const log = gone && (await readMerge(ctx, gone.id))
  if (gone === undefined || log === undefined) throw notFound("merged client")
  const undoing = { keep, gone, log }
  await refuseContradicted(ctx, undoing)

  const [back] = await tx
    .update(clients)
    .set({ deletedAt: null, mergedIntoId: null, updatedAt: sql`now()`, version: nextVersion(clients) })
    .where(eq(clients.id, gone.id))
    .returning({ ownerId: clients.ownerId })
  await returnContacts(ctx, undoing)
  const members = await returnMembers(ctx, undoing)
  const viewers = await returnUsers(ctx, undoing)
  await returnRows(ctx, invitations, invitations.clientId, "invitation", undoing)
  await returnRows(ctx, campaigns, campaigns.clientId, "campaign", undoing)
  await returnRows(ctx, invoices, invoices.clientId, "invoice", undoing)
  await returnRows(ctx, invoices, invoices.clientId, "invoice_draft", undoing)
  await returnRows(ctx, payments, payments.clientId, "payment", undoing)
  await returnBilling(ctx, undoing)
  await returnUnlogged(ctx, undoing)
  const fields = ownFields(undoing)
  await tx
    .update(clients)
    .set({
      // As `mergedFields` had them; the log keeps no others.
      ...Object.fromEntries(fields.map(([name, { before }]) => [name, before ?? null])),
      updatedAt: sql`now()`,
      version: nextVersion(clients),
    })
    .where(eq(clients.id, keep.id))

  const owners = [keep.ownerId, back?.ownerId, fields.find(([name]) => name === "ownerId")?.[1].before]
  const people = [...members, ...viewers, ...owners].filter((id): id is string => typeof id === "string")
  const concerned = [...new Set(people)]
  ctx.record({
    entity: "client",
    id: gone.id,
    clientId: gone.id,
    people: concerned,
    fields: {
      mergedIntoId: { before: keep.id, after: null },
      deletedAt: { before: gone.deletedAt, after: null },
    },
  })
  ctx.record({
    entity: "client",
    id: keep.id,
    clientId: keep.id,
    people: concerned,
    fields: {
      ...Object.fromEntries(
        fields.map(([name, { before, after }]) => [name, { before: after, after: before }]),
      ),
      merged: { before: { id: gone.id, name: gone.name } },
    },
  })
  for (const viewer of viewers) await ctx.services.auth.sessions.rightsChanged(tx, viewer)
  return { id: keep.id, version: keep.version + 1, mergedId: gone.id }
}

/** What the merge changed in the client that stays. */
const ownFields = ({ keep, log }: Undoing) =>
  Object.entries(log.of("client").get(keep.id) ?? {}).filter(([name]) => name !== "merged")

/** @throws Refusal `workflow` with everything that has happened since and cannot be true beside the undo. */
async function refuseContradicted(ctx: Mutating, undoing: Undoing): Promise<void> {
  const { keep, gone, log } = undoing
  if (log.keepId !== keep.id)
    throw new Refusal(
      "workflow",
      `${gone.name} was merged into another client first, and that one into ${keep.name}. Undo the later merge first.`,
    )
  const changed = changedSince("client", keep, ownFields(undoing))
  const why = [
    ...(changed.length === 0 ? [] : [`${keep.name} has been changed since: ${changed.join(", ")}.`]),
    ...(await checkContacts(ctx, undoing)),
    ...(await checkMoved(ctx, undoing)),
    ...(await checkSettled(ctx, undoing)),
    ...(await checkCredit(ctx, undoing)),
  ]
  if (why.length > 0)
    throw new Refusal("workflow", `This merge cannot be undone any more. ${why.slice(0, 5).join(" ")}`)
}

async function checkMoved(ctx: Mutating, undoing: Undoing): Promise<string[]> {
  const elsewhere = async (
    table: PgTable & { id: AnyPgColumn; clientId: AnyPgColumn; name: AnyPgColumn },
    entity: Entity,
  ) => {
    const ids = movedOf(undoing, entity)
    if (ids.length === 0) return []
    const rows = await ctx.tx
      .select({ name: sql<string>`${table.name}` })
      .from(table as PgTable)
      .where(
        and(
          sql`/* visible ${sql.raw(tableNames[entity] ?? "")}: moved by a merge that was checked */ ${inArray(table.id, ids)}`,
          sql`${table.clientId} is distinct from ${undoing.keep.id}`,
        ),
      )
    return rows.map(({ name }) => `${name} belongs to another client by now.`)
  }
  return [
    ...(await elsewhere(campaigns, "campaign")),
    ...(await elsewhere(users, "user")),
    ...(await elsewhere(invitations, "invitation")),
  ]
}

/** Documents of one of the two that were settled with money or a credit note of the other since. */
async function checkSettled(ctx: Mutating, undoing: Undoing): Promise<string[]> {
  const documents = [...movedOf(undoing, "invoice"), ...movedOf(undoing, "invoice_draft")]
  const paid = movedOf(undoing, "payment")
  if (documents.length + paid.length === 0) return []
  const list = (ids: readonly string[]) => sql`${`{${ids.join(",")}}`}::uuid[]`
  const rows = await ctx.tx.execute<{ number: string }>(sql`
    select distinct coalesce(invoice.number, 'A draft') as number from invoices invoice
    left join settlements part on part.invoice_id = invoice.id
    left join payments payment on payment.id = part.payment_id
    left join invoices note on note.id = part.credit_note_id or note.credits_id = invoice.id
    where (invoice.client_id = ${undoing.keep.id} or invoice.id = any(${list(documents)}))
      and ((payment.id is not null
          and (invoice.id = any(${list(documents)})) <> (payment.id = any(${list(paid)})))
        or (note.id is not null
          and (invoice.id = any(${list(documents)})) <> (note.id = any(${list(documents)}))))
    limit 5
    /* visible invoices: of clients that were checked */ /* visible settlements: of these */
    /* visible payments: of these */`)
  return Array.from(
    rows,
    ({ number }) => `${number} was paid or credited since, by what belongs to the other client.`,
  )
}

/** Currencies in which one of the two would have got back more than it has paid too much: refunds since are of both. */
async function checkCredit(ctx: Mutating, undoing: Undoing): Promise<string[]> {
  const paid = movedOf(undoing, "payment")
  if (paid.length === 0) return []
  const rows = await ctx.tx.execute<{ currency: string }>(sql`
    select currency from (
      select currency, sum(case when kind = 'payment' then minor - used_minor else used_minor - minor end) as credit
      from payments where client_id = ${undoing.keep.id} and reversed_at is null
        /* visible payments: of a client that was checked */
      group by currency, id = any(${`{${paid.join(",")}}`}::uuid[])
    ) as each where credit < 0`)
  return Array.from(
    rows,
    ({ currency }) => `What the other client had paid too much in ${currency} has been refunded since.`,
  )
}

const tableNames: Partial<Record<Entity, string>> = {
  campaign: "campaigns",
  user: "users",
  invitation: "invitations",
}

async function returnMembers(ctx: Mutating, { keep, gone, log }: Undoing): Promise<string[]> {
  const { joined } = log.members(keep.id)
  const { left } = log.members(gone.id)
  const note = (clientId: string, userId: string, member: { before: string } | { after: string }) =>
    ctx.record({ entity: "client_member", id: clientId, clientId, people: [userId], fields: { member } })
  const removed =
    joined.length === 0
      ? []
      : await ctx.tx
          .delete(clientMembers)
          .where(and(eq(clientMembers.clientId, keep.id), inArray(clientMembers.userId, joined)))
          .returning({ userId: clientMembers.userId })
  for (const { userId } of removed) note(keep.id, userId, { before: userId })
  if (left.length === 0) return joined
  // Whoever has become a client viewer since works on no client.
  const staff = await ctx.tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        sql`/* visible users: members of a client that was checked */ ${inArray(
          users.id,
          left.map(({ userId }) => userId),
        )}`,
        ne(users.role, "client_viewer"),
      ),
    )
  const returning = left.filter(({ userId }) => staff.some(({ id }) => id === userId))
  if (returning.length > 0)
    await ctx.tx
      .insert(clientMembers)
      .values(returning.map((member) => ({ ...member, clientId: gone.id })))
      .onConflictDoNothing()
  for (const { userId } of returning) note(gone.id, userId, { after: userId })
  return [...joined, ...returning.map(({ userId }) => userId)]
}

/** The viewers that were moved, and those who have accepted an invitation since that was moved. */
async function returnUsers(ctx: Mutating, undoing: Undoing): Promise<string[]> {
  const invited = movedOf(undoing, "invitation")
  const accepted =
    invited.length === 0
      ? []
      : await ctx.tx
          .select({ id: users.id })
          .from(users)
          .innerJoin(invitations, eq(invitations.email, users.email))
          .where(
            and(
              sql`/* visible users: invited to a client that was checked */ ${eq(users.clientId, undoing.keep.id)}`,
              sql`/* visible invitations: of that client */ ${inArray(invitations.id, invited)}`,
              gte(invitations.acceptedAt, undoing.log.at),
            ),
          )
  const ids = [...new Set([...movedOf(undoing, "user"), ...accepted.map(({ id }) => id)])]
  return moveBack(ctx, users, users.clientId, "user", ids, undoing)
}

type MovedBack = "user" | "invitation" | "campaign" | "invoice" | "invoice_draft" | "payment"

const returnRows = (
  ctx: Mutating,
  table: PgTable & { id: AnyPgColumn },
  column: AnyPgColumn,
  entity: MovedBack,
  undoing: Undoing,
) => moveBack(ctx, table, column, entity, movedOf(undoing, entity), undoing)

/** Gives rows back to the client that was merged. Answers which. */
async function moveBack(
  ctx: Mutating,
  table: PgTable & { id: AnyPgColumn; version?: AnyPgColumn },
  column: AnyPgColumn,
  entity: MovedBack,
  ids: readonly string[],
  { keep, gone }: Undoing,
): Promise<string[]> {
  if (ids.length === 0) return []
  const values: Record<string, string | SQL> = { clientId: gone.id }
  if (table.version !== undefined) values.version = sql`${table.version} + 1`
  await ctx.tx
    .update(table as PgTable)
    .set(values)
    .where(and(inArray(table.id, [...ids]), eq(column, keep.id)))
  for (const id of ids) {
    ctx.record({
      entity,
      id,
      clientId: gone.id,
      ...(entity === "campaign" ? { campaignId: id } : {}),
      ...(entity === "user" ? { people: [id] } : {}),
      fields: { clientId: { before: keep.id, after: gone.id } },
    })
  }
  return [...ids]
}

/** How the merged client is billed, when the other one was billed in no way of its own. */
async function returnBilling(ctx: Mutating, undoing: Undoing): Promise<void> {
  const { keep, gone } = undoing
  const moved = undoing.log.of("client_billing").get(keep.id)?.clientId
  if (moved?.before !== gone.id) return
  await ctx.tx
    .update(clientBilling)
    .set({ clientId: gone.id, version: nextVersion(clientBilling) })
    .where(eq(clientBilling.clientId, keep.id))
  const fields = { clientId: { before: keep.id, after: gone.id } }
  ctx.record({ entity: "client_billing", id: gone.id, clientId: gone.id, fields })
}

/** What has no entry of its own in the log: rows of imports, and clients that had been merged into this one. */
async function returnUnlogged(ctx: Mutating, { keep, gone, log: { moved } }: Undoing): Promise<void> {
  const rowsOf = (rows: NonNullable<Moved["importRows"]>) =>
    sql`(${clientImportRows.importId}, ${clientImportRows.line}) in (
      select (value->>0)::uuid, (value->>1)::int from jsonb_array_elements(${JSON.stringify(rows)}::text::jsonb))`
  if (moved.importRows)
    await ctx.tx
      .update(clientImportRows)
      .set({ clientId: gone.id })
      .where(and(rowsOf(moved.importRows), eq(clientImportRows.clientId, keep.id)))
  if (moved.duplicateRows)
    await ctx.tx
      .update(clientImportRows)
      .set({ duplicateOf: gone.id })
      .where(and(rowsOf(moved.duplicateRows), eq(clientImportRows.duplicateOf, keep.id)))
  if (moved.clients)
    await ctx.tx
      .update(clients)
      .set({ mergedIntoId: gone.id })
      .where(and(inArray(clients.id, moved.clients), eq(clients.mergedIntoId, keep.id)))
}
