import { isoInstant } from "@alphas/db/columns"
import { byId, byInstant, byText, byWord } from "@alphas/db/keyset"
import { clientMembers, clients, contacts, digitsOf } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { visible } from "@alphas/db/visible"
import type { ClientRow } from "@alphas/domain/clients/dto"
import type { ListClients } from "@alphas/domain/clients/input"
import { type ClientSort, clientStatuses } from "@alphas/domain/clients/words"
import type { Page } from "@alphas/domain/paging"
import { type Permission, scopeOf } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"
import { List } from "../list"
import { type Declaration, type FiltersOf, type Gate, type Path, shown } from "../list-declaration"
import { anyIdOrNone, anyOf, archivedIs, rangesOfArchived, when } from "../list-filters"
import type { QueryArgs } from "../trpc"
import { textOrPhone } from "./phone"

export type ClientFilters = FiltersOf<ListClients>
type Way = Path<ClientFilters, ClientSort>

type Found = Omit<ClientRow, "owner" | "primaryContact">
interface Aside {
  ownerId: string | null
  ownerName: string | null
  contactId: string | null
  contactName: string | null
  contactEmail: string | null
}

const archived = rangesOfArchived<ClientFilters>(clients.archived)
const byName = [byText(sql`lower(${clients.name})`)]

const paths: Way[] = [
  {
    name: "owners",
    answers: ({ filters, sort }) =>
      sort === "name" && !!filters.ownerId?.length && !filters.ownerId.includes(null),
    ranges: { owner: { type: "uuid", values: ({ filters }) => filters.ownerId ?? [] }, ...archived.ranges },
    instead: { ownerId: null, archived: null },
    where: sql`${clients.ownerId} = owner.value and ${archived.where}`,
  },
  { name: "archived", answers: () => true, ...archived },
]

/** Somebody whose clients they own or are a member of. */
const assigned = (permission: Permission): Gate<ClientFilters, ClientSort> => ({
  name: "assigned",
  stands: ({ viewer }) => scopeOf(viewer.role, permission) === "assigned",
  keys: ({ id }) => sql`
    select owned.id as key from ${clients} as owned where owned.owner_id = ${id} and owned.deleted_at is null
    union all
    select membership.client_id from ${clientMembers} as membership where membership.user_id = ${id}`,
  column: sql`${clients.id}`,
  always: ({ sort }) => sort === "owner",
})

/** What of a client is listed, by which filters and in which orders; a declaration may show other columns of it. */
export const clientList = (permission: Permission) =>
  ({
    table: clients,
    permission,
    visible: "clients" as const,
    unique: byId(sql`${clients.id}`),
    sorts: {
      name: byName,
      status: [byWord(sql`${clients.status}`, "client_status", clientStatuses)],
      industry: [byText(sql`coalesce(lower(${clients.industry}), '')`)],
      owner: [{ ...byText(sql`${clients.ownerKey}`), needs: "users.directory" }],
      createdAt: [byInstant(sql`${clients.createdAt}`)],
      updatedAt: [byInstant(sql`${clients.updatedAt}`)],
    },
    filters: {
      // The index `clients_text_idx` holds exactly this expression.
      text: textOrPhone(
        sql`(lower(${clients.name}) || ' ' || coalesce(${clients.domain}, '') || ' ' || coalesce(${clients.email}, '') || ' ' || ${digitsOf(clients.phone)})`,
      ),
      status: anyOf(clients.status, "client_status"),
      industry: {
        ...anyOf(sql`coalesce(lower(${clients.industry}), '')`, "text"),
        bind: (names: readonly string[]) => names.map((name) => name.toLowerCase()),
      },
      tags: {
        ...when(
          (tags) => sql`${clients.tags} @> ${tags}::text[]`,
          (tags: string[]) => tags,
        ),
        form: (tags) => (tags.length > 0 ? "all" : null),
        needs: "clients.internal",
      },
      ownerId: { ...anyIdOrNone(clients.ownerId), needs: "users.directory" },
      archived: archivedIs(clients.archived),
    },
    paths,
    gates: [assigned(permission)],
  }) satisfies Omit<Declaration<never, never, ClientFilters, ClientSort>, "columns" | "toRow">

export const clientsList = new List<Found, ClientRow, ClientFilters, ClientSort, Aside>({
  ...clientList("clients.read"),
  columns: () => ({
    ...shown(
      clients,
      "id",
      "name",
      "status",
      "industry",
      "website",
      "domain",
      "email",
      "phone",
      "city",
      "country",
    ),
    ...shown(clients, "currency", "version", "archivedAt", "createdAt", "updatedAt"),
    tags: { needs: "clients.internal", value: sql`page.tags`, without: sql`'{}'::text[]` },
  }),
  aside: () => ({
    ownerId: sql`${users.id}`,
    ownerName: sql`${users.name}`,
    contactId: sql`${contacts.id}`,
    contactName: sql`${contacts.name}`,
    contactEmail: sql`${contacts.email}`,
  }),
  joins: (eyes) => sql`
    left join ${users} on ${users.id} = page.owner_id and ${visible.directory(eyes)}
    left join ${contacts} on ${contacts.clientId} = page.id and ${contacts.isPrimary} and ${visible.contacts(eyes)}`,
  toRow: (row, { ownerId, ownerName, contactId, contactName, contactEmail }) => ({
    ...row,
    archivedAt: row.archivedAt === null ? null : isoInstant(row.archivedAt),
    createdAt: isoInstant(row.createdAt),
    updatedAt: isoInstant(row.updatedAt),
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? "" },
    primaryContact:
      contactId === null ? null : { id: contactId, name: contactName ?? "", email: contactEmail },
  }),
})

/** A page of the clients that the caller may see, in any order, by keyset. */
export const listClients = ({ ctx, input }: QueryArgs<typeof ListClients>): Promise<Page<ClientRow>> =>
  clientsList.page(ctx.services, ctx.identity.viewer, { ...input, filters: input })
