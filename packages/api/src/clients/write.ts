import { createdFields } from "@alphas/changes/record"
import type { Tx } from "@alphas/db/connection"
import { clientMembers, clients } from "@alphas/db/schema/clients"
import type { ClientMembership, NewClient, UpdateClient } from "@alphas/domain/clients/input"
import { domainOf } from "@alphas/domain/host"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { sql } from "drizzle-orm"
import { Members } from "../members"
import { Records } from "../records"
import { notFound } from "../refusal"
import type { MutationArgs } from "../trpc"
import { checkStaff } from "../users/staff"
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
  await members.insert(ctx, { id }, memberIds)
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

export const clientRecords = new Records({
  table: clients,
  entity: "client",
  what: "client",
  visible: (ctx) => ctx.visible.clients(),
  show: (ctx, { id }) => readClient(ctx, ctx.tx, id),
  place: ({ id }) => ({ clientId: id }),
})

const members = new Members({
  table: clientMembers,
  whole: clientMembers.clientId,
  entity: "client_member",
  place: ({ id }) => ({ clientId: id }),
})

/** Changes the named fields of a client. @throws Refusal `stale_version` with the client as it is now. */
export async function updateClient({ ctx, input }: MutationArgs<typeof UpdateClient>): Promise<Saved> {
  const before = await clientRecords.lock(ctx, input)
  const { changes } = input
  const { website, ownerId } = changes
  const domain = website === undefined ? {} : { domain: website === null ? null : domainOf(website) }
  return clientRecords.edit(ctx, before, { ...changes, ...domain }, async (fields) => {
    if (!fields.ownerId) return {}
    if (ownerId) await checkStaff(ctx.tx, [ownerId], "changes.ownerId")
    return { people: [before.ownerId, ownerId].filter((id) => id != null) }
  })
}

/** Puts a client away; it stays readable and can be restored. */
export const archiveClient = ({ ctx, input }: MutationArgs<typeof Versioned>) =>
  clientRecords.setArchived(ctx, input, true)
/** Brings an archived client back. */
export const restoreClient = ({ ctx, input }: MutationArgs<typeof Versioned>) =>
  clientRecords.setArchived(ctx, input, false)

/** Makes somebody a member of a client; they see it from now on. */
export async function addMember({ ctx, input }: MutationArgs<typeof ClientMembership>): Promise<Saved> {
  const client = await clientRecords.lockAny(ctx, input.id)
  await checkStaff(ctx.tx, [input.userId], "userId")
  await members.insert(ctx, client, [input.userId])
  return { id: client.id, version: client.version }
}

/** Ends somebody's membership; they see the client no more unless they own it or their role reaches every client. */
export async function removeMember({ ctx, input }: MutationArgs<typeof ClientMembership>): Promise<Saved> {
  const client = await clientRecords.lockAny(ctx, input.id)
  await members.remove(ctx, client, input.userId)
  return { id: client.id, version: client.version }
}
