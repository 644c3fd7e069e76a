import { createdFields } from "@alphas/changes/record"
import { clients, contacts } from "@alphas/db/schema/clients"
import type { ContactFields, NewContact, UpdateContact } from "@alphas/domain/clients/input"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { and, eq, isNull, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { Records } from "../records"
import { notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { lockRow, nextVersion } from "../versioned"

/** Adds contacts to a client that is locked or new. Exactly one of a client's contacts is primary. */
export async function insertContacts(
  ctx: Mutating,
  clientId: string,
  given: ContactFields[],
): Promise<string[]> {
  const primary = given.findLastIndex((contact) => contact.isPrimary)
  if (primary >= 0) await clearPrimary(ctx, clientId, null)
  const first = primary >= 0 ? primary : (await hasPrimary(ctx, clientId)) ? -1 : 0
  const rows = given.map((contact, index) => ({
    ...contact,
    id: newId(),
    clientId,
    isPrimary: index === first,
  }))
  await ctx.tx.insert(contacts).values(rows)
  for (const { id, clientId: _clientId, ...fields } of rows) {
    ctx.record({ entity: "contact", id, clientId, fields: createdFields(fields) })
  }
  return rows.map((row) => row.id)
}

/** Adds one contact; the first of a client is primary whatever is asked. */
export async function createContact({ ctx, input }: MutationArgs<typeof NewContact>): Promise<Saved> {
  const client = await lockRow(
    ctx.tx,
    clients,
    ctx.visible.clients("contacts.write"),
    input.clientId,
    "client",
  )
  const [id] = await insertContacts(ctx, client.id, [input.contact])
  return { id: id ?? "", version: 1 }
}

const records = new Records({
  table: contacts,
  entity: "contact",
  what: "contact",
  visible: (ctx) => ctx.visible.contacts("contacts.write"),
  show: (_ctx, { deletedAt: _gone, ...contact }) => contact,
  place: ({ clientId }) => ({ clientId }),
})

/** Changes the named fields of a contact. Making it primary takes that from the one that was. */
export async function updateContact({ ctx, input }: MutationArgs<typeof UpdateContact>): Promise<Saved> {
  const before = await lockContact(ctx, input)
  // A client with contacts always has a primary one: it passes to another, it is not laid down.
  const isPrimary = before.isPrimary || input.changes.isPrimary === true
  return records.edit(ctx, before, { ...input.changes, isPrimary }, async (fields) => {
    if (fields.isPrimary) await clearPrimary(ctx, before.clientId, before.id)
    return undefined
  })
}

/** Removes a contact. If it was primary, the oldest of the others becomes it. */
export async function removeContact({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  const before = await lockContact(ctx, input)
  const fields = { name: { before: before.name }, email: { before: before.email } }
  const saved = await records.save(ctx, before, { deletedAt: sql`now()`, isPrimary: false }, { fields })
  if (before.isPrimary) await promoteOldest(ctx, before.clientId)
  return saved
}

/**
 * The client is locked first, by everybody, so that two people never choose two primary contacts at once and never
 * wait for each other in a cycle.
 */
async function lockContact(ctx: Mutating, seen: Versioned) {
  const visible = ctx.visible.contacts("contacts.write")
  const [client] = await ctx.tx
    .select({ id: clients.id })
    .from(clients)
    .where(
      and(
        sql`${clients.id} in (select ${contacts.clientId} from ${contacts} where ${contacts.id} = ${seen.id} and ${visible})`,
        ctx.visible.clients("contacts.write"),
      ),
    )
    .for("no key update")
  if (client === undefined) throw notFound("contact")
  return records.lock(ctx, seen)
}

const living = (clientId: string) => and(eq(contacts.clientId, clientId), isNull(contacts.deletedAt))

async function hasPrimary(ctx: Mutating, clientId: string): Promise<boolean> {
  const found = await ctx.tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(
      and(sql`/* visible contacts: of the client that is locked */ ${living(clientId)}`, contacts.isPrimary),
    )
  return found.length > 0
}

async function clearPrimary(ctx: Mutating, clientId: string, except: string | null): Promise<void> {
  const was = await ctx.tx
    .update(contacts)
    .set({ isPrimary: false, updatedAt: sql`now()`, version: nextVersion(contacts) })
    .where(
      and(
        living(clientId),
        contacts.isPrimary,
        except === null ? undefined : sql`${contacts.id} <> ${except}`,
      ),
    )
    .returning({ id: contacts.id })
  for (const { id } of was) {
    ctx.record({ entity: "contact", id, clientId, fields: { isPrimary: { before: true, after: false } } })
  }
}

async function promoteOldest(ctx: Mutating, clientId: string): Promise<void> {
  const promoted = await ctx.tx
    .update(contacts)
    .set({ isPrimary: true, updatedAt: sql`now()`, version: nextVersion(contacts) })
    .where(
      sql`${contacts.id} = (select /* visible contacts: of the client that is locked */ oldest.id from ${contacts} as oldest where oldest.client_id = ${clientId} and oldest.deleted_at is null order by oldest.created_at, oldest.id limit 1)`,
    )
    .returning({ id: contacts.id })
  for (const { id } of promoted) {
    ctx.record({ entity: "contact", id, clientId, fields: { isPrimary: { before: false, after: true } } })
  }
}
