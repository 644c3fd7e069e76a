import { isoInstant } from "@alphas/db/columns"
import type { Reader } from "@alphas/db/connection"
import { byInstant, byText, byWord, KeysetList } from "@alphas/db/keyset-list"
import { clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { slot } from "@alphas/db/statement"
import { anyViewer, type Viewer, visible } from "@alphas/db/visible"
import type { Client, ClientRow, Contact } from "@alphas/domain/clients/dto"
import type { ListClients } from "@alphas/domain/clients/input"
import { type ClientSort, clientStatuses } from "@alphas/domain/clients/words"
import type { ById } from "@alphas/domain/ids"
import type { Page } from "@alphas/domain/paging"
import { may, type Permission, scopeOf } from "@alphas/domain/permissions"
import type { PersonRef } from "@alphas/domain/users/dto"
import { and, asc, eq, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

type Filters = Omit<ListClients, "limit" | "cursor" | "count" | "sort" | "direction">

const list = new KeysetList<Found, ClientSort>({
  table: clients,
  sorts: {
    name: byText(sql`lower(${clients.name})`),
    status: byWord(sql`${clients.status}`, "client_status", clientStatuses),
    industry: byText(sql`coalesce(lower(${clients.industry}), '')`),
    owner: byText(
      sql`coalesce((select /* visible users: to order by */ lower(named.name) from ${users} as named where named.id = ${clients.ownerId}), '')`,
    ),
    createdAt: byInstant(sql`${clients.createdAt}`),
    updatedAt: byInstant(sql`${clients.updatedAt}`),
  },
})

/** What text is searched in; the index `clients_text_idx` holds exactly this expression. */
const searched = sql`(lower(${clients.name}) || ' ' || coalesce(${clients.domain}, '') || ' ' || coalesce(${clients.email}, ''))`

/** The condition of a list, with its shape: two calls of the same shape differ only in values. */
export function condition(
  viewer: Viewer,
  filters: Filters,
  permission: Permission,
): { shape: string; where: SQL } {
  const parts: SQL[] = [visible.clients(anyViewer(viewer), permission)]
  const shape = [
    permission,
    scopeOf(viewer.role, permission),
    viewer.role,
    viewer.clientId === null ? "" : "own",
    filters.archived,
  ]
  const given = (name: string, part: SQL) => {
    shape.push(name)
    parts.push(part)
  }
  if (filters.archived === "no") parts.push(sql`${clients.archivedAt} is null`)
  if (filters.archived === "only") parts.push(sql`${clients.archivedAt} is not null`)
  if (filters.text) given("text", sql`${searched} like ${slot("text")}::text`)
  if (filters.status?.length)
    given("status", sql`${clients.status} = any(${slot("status")}::text[]::client_status[])`)
  if (filters.industry?.length) {
    given("industry", sql`coalesce(lower(${clients.industry}), '') = any(${slot("industry")}::text[])`)
  }
  if (filters.tags?.length) {
    // A viewer without the internal fields must not learn a tag by filtering for it.
    given(
      "tags",
      may(viewer.role, "clients.internal") ? sql`${clients.tags} @> ${slot("tags")}::text[]` : sql`false`,
    )
  }
  if (filters.ownerId?.length) {
    const owned = sql`${clients.ownerId} = any(${slot("owners")}::text[]::uuid[])`
    if (filters.ownerId.includes(null)) given("owner?", sql`(${owned} or ${clients.ownerId} is null)`)
    else given("owner", owned)
  }
  return { shape: shape.join(), where: sql.join(parts, sql` and `) }
}

/** What goes into the slots of `condition`. */
export const values = (viewer: Viewer, filters: Filters) => ({
  viewer: viewer.id,
  viewerClient: viewer.clientId,
  text: `%${(filters.text ?? "").toLowerCase().replace(/[\\%_]/g, "\\$&")}%`,
  status: filters.status ?? [],
  industry: (filters.industry ?? []).map((industry) => industry.toLowerCase()),
  tags: filters.tags ?? [],
  owners: (filters.ownerId ?? []).filter((id) => id !== null),
})

interface Found extends Omit<ClientRow, "owner" | "primaryContact"> {
  ownerId: string | null
  ownerName: string | null
  contactId: string | null
  contactName: string | null
  contactEmail: string | null
}

/** A page of the clients that the caller may see, in any order, by keyset. */
export async function listClients({ ctx, input }: QueryArgs<typeof ListClients>): Promise<Page<ClientRow>> {
  const { viewer } = ctx.identity
  const page = await list.page(ctx.services.sql, {
    ...input,
    ...condition(viewer, input, "clients.read"),
    values: values(viewer, input),
    select: selectRow(viewer),
  })
  if (page === undefined) throw invalidField("cursor", "This is not a cursor of this list.")
  return { ...page, items: page.items.map(toRow) }
}

/** The row of the list, with its owner and primary contact joined to it. */
function selectRow(viewer: Viewer): { columns: SQL; joins: SQL } {
  const eyes = anyViewer(viewer)
  const tags = may(viewer.role, "clients.internal") ? sql`page.tags` : sql`'{}'::text[]`
  return {
    columns: sql`page.name, page.status, page.industry, page.website, page.domain, page.email, page.phone, page.city,
      page.country, page.currency, ${tags} as tags, page.version, page.archived_at as "archivedAt",
      page.created_at as "createdAt", page.updated_at as "updatedAt",
      ${users.id} as "ownerId", ${users.name} as "ownerName",
      ${contacts.id} as "contactId", ${contacts.name} as "contactName", ${contacts.email} as "contactEmail"`,
    joins: sql`
      left join ${users} on ${users.id} = page.owner_id and ${visible.directory(eyes)}
      left join ${contacts} on ${contacts.clientId} = page.id and ${contacts.isPrimary} and ${visible.contacts(eyes)}`,
  }
}

function toRow(found: Found): ClientRow {
  const { ownerId, ownerName, contactId, contactName, contactEmail, ...row } = found
  return {
    ...row,
    archivedAt: row.archivedAt === null ? null : isoInstant(row.archivedAt),
    createdAt: isoInstant(row.createdAt),
    updatedAt: isoInstant(row.updatedAt),
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? "" },
    primaryContact:
      contactId === null ? null : { id: contactId, name: contactName ?? "", email: contactEmail },
  }
}

/** One client with its contacts and members. @throws Refusal `not_found`. */
export async function getClient({ ctx, input }: QueryArgs<typeof ById>): Promise<Client> {
  return readClient(ctx, ctx.db, input.id)
}

/** A client as its page shows it, to whom may see it. @throws Refusal `not_found`. */
export async function readClient(ctx: SignedIn, reader: Reader, id: string): Promise<Client> {
  const { visible: seen } = ctx
  const [row] = await reader
    .select()
    .from(clients)
    .where(and(eq(clients.id, id), seen.clients("clients.read")))
  if (row === undefined) throw notFound("client")
  const people = await reader
    .select({ id: users.id, name: users.name, addedAt: clientMembers.addedAt })
    .from(clientMembers)
    .innerJoin(users, and(eq(users.id, clientMembers.userId), seen.directory()))
    .where(and(eq(clientMembers.clientId, id), seen.clientMembers("clients.read")))
    .orderBy(asc(users.name), asc(users.id))
  const [owner] =
    row.ownerId === null
      ? []
      : await reader
          .select({ id: users.id, name: users.name })
          .from(users)
          .where(and(eq(users.id, row.ownerId), seen.directory()))
  const contactRows = await contactsOf(ctx, reader, id)
  const primary = contactRows.find((contact) => contact.isPrimary)
  const internal = may(ctx.identity.viewer.role, "clients.internal")
  const { ownerId: _o, createdBy: _c, importId: _i, deletedAt: _d, ...shown } = row
  return {
    ...shown,
    tags: internal ? row.tags : [],
    notes: internal ? row.notes : null,
    owner: owner ?? null,
    members: people.map((person): PersonRef => ({ id: person.id, name: person.name })),
    contacts: contactRows,
    primaryContact: primary ? { id: primary.id, name: primary.name, email: primary.email } : null,
  }
}

async function contactsOf(ctx: SignedIn, reader: Reader, clientId: string): Promise<Contact[]> {
  const internal = may(ctx.identity.viewer.role, "clients.internal")
  const rows = await reader
    .select()
    .from(contacts)
    .where(and(eq(contacts.clientId, clientId), ctx.visible.contacts("contacts.read")))
    .orderBy(sql`${contacts.isPrimary} desc`, asc(sql`lower(${contacts.name})`), asc(contacts.id))
  return rows.map(({ deletedAt: _deletedAt, ...contact }) => ({
    ...contact,
    notes: internal ? contact.notes : null,
  }))
}

/** What the filters of the list offer: the values that occur among the clients the caller may see. */
export interface ClientFacets {
  tags: string[]
  industries: string[]
  owners: PersonRef[]
}

/** Values that occur among the visible clients, at most 200 of each. */
export async function clientFacets({ ctx }: { ctx: SignedIn }): Promise<ClientFacets> {
  const living = ctx.visible.clients()
  const internal = may(ctx.identity.viewer.role, "clients.internal")
  const [tags, industries, owners] = await Promise.all([
    internal
      ? ctx.db.execute<{ value: string }>(
          sql`select distinct tag as value from ${clients}, unnest(${clients.tags}) as tag where ${living} order by 1 limit 200`,
        )
      : [],
    ctx.db.execute<{ value: string }>(
      sql`select distinct ${clients.industry} as value from ${clients} where ${living} and ${clients.industry} is not null order by 1 limit 200`,
    ),
    ctx.db
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(
        and(
          ctx.visible.directory(),
          sql`exists (select from ${clients} where ${clients.ownerId} = ${users.id} and ${living})`,
        ),
      )
      .orderBy(asc(users.name))
      .limit(200),
  ])
  return {
    tags: [...tags].map((row) => row.value),
    industries: [...industries].map((row) => row.value),
    owners,
  }
}
