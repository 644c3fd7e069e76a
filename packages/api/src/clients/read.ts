import { isoInstant } from "@alphas/db/columns"
import type { Reader } from "@alphas/db/connection"
import { decodeCursor, encodeCursor, keysetAfter, keysetOrder } from "@alphas/db/keyset"
import { clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { Statements, slot } from "@alphas/db/statement"
import { type Viewer, visible } from "@alphas/db/visible"
import type { Client, ClientRow, Contact, PersonRef } from "@alphas/domain/clients/dto"
import type { ListClients } from "@alphas/domain/clients/input"
import type { ClientSort } from "@alphas/domain/clients/words"
import type { ById } from "@alphas/domain/ids"
import { countedUpTo, type Page, type Total } from "@alphas/domain/paging"
import { may, type Permission, scopeOf } from "@alphas/domain/permissions"
import { and, asc, eq, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

type Filters = Omit<ListClients, "limit" | "cursor" | "count" | "sort" | "direction">

/** What each sort orders by, never null; `value` turns a cursor's text back into the key's type. */
const sortKeys: Record<ClientSort, { key: SQL; value: SQL }> = {
  name: { key: sql`lower(${clients.name})`, value: sql`${slot("after")}::text` },
  status: { key: sql`${clients.status}`, value: sql`${slot("after")}::text::client_status` },
  industry: { key: sql`coalesce(lower(${clients.industry}), '')`, value: sql`${slot("after")}::text` },
  owner: {
    key: sql`coalesce((select /* visible users: to order by */ lower(named.name) from ${users} as named where named.id = ${clients.ownerId}), '')`,
    value: sql`${slot("after")}::text`,
  },
  createdAt: { key: sql`${clients.createdAt}`, value: sql`${slot("after")}::text::timestamptz` },
  updatedAt: { key: sql`${clients.updatedAt}`, value: sql`${slot("after")}::text::timestamptz` },
}

/** What text is searched in; the index `clients_text_idx` holds exactly this expression. */
const searched = sql`(lower(${clients.name}) || ' ' || coalesce(${clients.domain}, '') || ' ' || coalesce(${clients.email}, ''))`

/** The viewer of a statement that serves every viewer of the same role. */
const anyViewer = (viewer: Viewer): Viewer => ({
  id: slot("viewer"),
  role: viewer.role,
  clientId: viewer.clientId === null ? null : slot("viewerClient"),
})

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
  sortKey: string
  ownerId: string | null
  ownerName: string | null
  contactId: string | null
  contactName: string | null
  contactEmail: string | null
}

const pages = new Statements<Found>()
const counts = new Statements<{ count: number }>()

/** A page of the clients that the caller may see, in any order, by keyset. */
export async function listClients({ ctx, input }: QueryArgs<typeof ListClients>): Promise<Page<ClientRow>> {
  const { viewer } = ctx.identity
  const cursor = input.cursor ? decodeCursor(input.cursor) : null
  if (input.cursor && cursor === null) throw invalidField("cursor", "This is not a cursor of this list.")
  const { shape, where } = condition(viewer, input, "clients.read")
  const after = cursor === null ? "first" : "after"
  const found = await pages.run(
    ctx.services.sql,
    [shape, input.sort, input.direction, after].join("|"),
    () => pageOf(viewer, where, input, cursor !== null),
    {
      ...values(viewer, input),
      after: cursor?.value ?? null,
      afterId: cursor?.id ?? null,
      limit: input.limit + 1,
    },
  )
  const rows = found.slice(0, input.limit)
  const last = found.length > input.limit ? rows.at(-1) : undefined
  return {
    items: rows.map(toRow),
    nextCursor: last === undefined ? null : encodeCursor({ value: last.sortKey, id: last.id }),
    total: input.count ? await countOf(ctx, shape, where, values(viewer, input)) : null,
  }
}

async function countOf(
  ctx: SignedIn,
  shape: string,
  where: SQL,
  given: Record<string, unknown>,
): Promise<Total> {
  const [row] = await counts.run(
    ctx.services.sql,
    shape,
    () =>
      sql`select count(*)::int as count from (select from ${clients} where ${where} limit ${sql.raw(String(countedUpTo + 1))}) as counted`,
    given,
  )
  const count = row?.count ?? 0
  return count > countedUpTo ? "10000+" : count
}

/** The page first, by the index of its order; owner and contact are then joined to its few rows. */
function pageOf(viewer: Viewer, where: SQL, input: ListClients, paged: boolean): SQL {
  const { key, value } = sortKeys[input.sort]
  const { direction } = input
  const rest = paged
    ? sql` and ${keysetAfter(key, sql`${clients.id}`, direction, value, sql`${slot("afterId")}::text::uuid`)}`
    : sql``
  const eyes = anyViewer(viewer)
  const tags = may(viewer.role, "clients.internal") ? sql`page.tags` : sql`'{}'::text[]`
  return sql`
    select page.id, page.name, page.status, page.industry, page.website, page.domain, page.email, page.phone, page.city,
      page.country, page.currency, ${tags} as tags, page.version, page.archived_at as "archivedAt",
      page.created_at as "createdAt", page.updated_at as "updatedAt", page.sort_key::text as "sortKey",
      ${users.id} as "ownerId", ${users.name} as "ownerName",
      ${contacts.id} as "contactId", ${contacts.name} as "contactName", ${contacts.email} as "contactEmail"
    from (
      select ${clients}.*, ${key} as sort_key from ${clients}
      where ${where}${rest}
      order by ${keysetOrder(key, sql`${clients.id}`, direction)}
      limit ${slot("limit")}::text::int
    ) as page
    left join ${users} on ${users.id} = page.owner_id and ${visible.directory(eyes)}
    left join ${contacts} on ${contacts.clientId} = page.id and ${contacts.isPrimary} and ${visible.contacts(eyes)}
    order by ${keysetOrder(sql`page.sort_key`, sql`page.id`, direction)}`
}

function toRow(found: Found): ClientRow {
  const { sortKey: _sortKey, ownerId, ownerName, contactId, contactName, contactEmail, ...row } = found
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
