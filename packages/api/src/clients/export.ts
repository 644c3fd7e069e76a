import { decodeCursor, encodeCursor, keysetAfter, keysetOrder } from "@alphas/db/keyset"
import { clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { Statements, slot } from "@alphas/db/statement"
import { visible } from "@alphas/db/visible"
import { type ExportedClient, exportHeader, writeCells } from "@alphas/domain/clients/csv-row"
import type { CsvPiece } from "@alphas/domain/clients/import"
import type { ExportClients } from "@alphas/domain/clients/input"
import { type SQL, sql } from "drizzle-orm"
import { invalidField } from "../refusal"
import type { QueryArgs } from "../trpc"
import { csvPiece } from "./csv-piece"
import { condition, values } from "./read"

/** Clients of one piece, and characters of their texts at the most, unless the first client alone has more. */
const clientsAtMost = 1_000
const charactersAtMost = 2_000_000

interface Found extends Omit<ExportedClient, "ownerEmail"> {
  id: string
  sortKey: string
  ownerId: string | null
  ownerEmail: string | null
}

const pages = new Statements<Found>()

/**
 * One piece of a CSV file of the clients that the filters let pass and the caller may export, by name: join the pieces
 * until there is no next one. Imported into an empty house the file gives the same clients, contacts, owners and
 * members, and exported again the same file.
 */
export async function exportClients({ ctx, input }: QueryArgs<typeof ExportClients>): Promise<CsvPiece> {
  const { viewer } = ctx.identity
  const cursor = input.cursor ? decodeCursor(input.cursor) : null
  if (input.cursor && cursor === null) throw invalidField("cursor", "This is not a cursor of this export.")
  const { shape, where } = condition(viewer, input, "clients.export")
  const found = await pages.run(
    ctx.services.sql,
    `${shape}|${cursor === null ? "first" : "after"}`,
    () =>
      pageOf(where, visible.contacts({ ...viewer, id: slot("viewer") }, "clients.export"), cursor !== null),
    {
      ...values(viewer, input),
      after: cursor?.value ?? null,
      afterId: cursor?.id ?? null,
      limit: clientsAtMost + 1,
    },
  )
  const rows = fitting(found)
  const last = rows.length < found.length ? rows.at(-1) : undefined
  return {
    csv: await csvPiece(exportHeader, rows.map(writeCells), cursor === null),
    nextCursor: last === undefined ? null : encodeCursor({ value: last.sortKey, id: last.id }),
  }
}

const key = sql`lower(${clients.name})`

/** In one statement, so that a client is never told with the contacts of another moment. */
function pageOf(where: SQL, visibleContacts: SQL, paged: boolean): SQL {
  const rest = paged
    ? sql` and ${keysetAfter(key, sql`${clients.id}`, "asc", sql`${slot("after")}::text`, sql`${slot("afterId")}::text::uuid`)}`
    : sql``
  return sql`
    select page.id, page.sort_key as "sortKey", page.name, page.status, page.industry, page.website, page.email,
      page.phone, page.street, page.postal_code as "postalCode", page.city, page.region, page.country,
      page.vat_id as "vatId", page.currency, page.tags, page.notes, page.archived_at is not null as archived,
      (select /* visible users: who may export sees the directory */ owning.email from ${users} as owning where owning.id = page.owner_id) as "ownerEmail",
      coalesce((
        select /* visible client_members: of clients seen above */ json_agg(belonging.email order by belonging.email)
        from ${clientMembers} join ${users} as belonging on belonging.id = ${clientMembers.userId}
        where ${clientMembers.clientId} = page.id
      ), '[]') as "memberEmails",
      coalesce((
        select json_agg(json_build_object('name', ${contacts.name}, 'email', ${contacts.email}, 'phone', ${contacts.phone},
            'jobTitle', ${contacts.jobTitle}, 'notes', ${contacts.notes})
          order by ${contacts.isPrimary} desc, ${contacts.createdAt}, ${contacts.id})
        from ${contacts} where ${contacts.clientId} = page.id and ${visibleContacts}
      ), '[]') as contacts
    from (
      select ${clients}.*, ${key} as sort_key from ${clients}
      where ${where}${rest}
      order by ${keysetOrder(key, sql`${clients.id}`, "asc")}
      limit ${slot("limit")}::text::int
    ) as page
    order by ${keysetOrder(sql`page.sort_key`, sql`page.id`, "asc")}`
}

/** As many of the clients as make one piece; at least one. */
function fitting(found: readonly Found[]): readonly Found[] {
  let characters = 0
  const end = found.findIndex((client, index) => {
    characters += (client.notes?.length ?? 0) + 500
    for (const contact of client.contacts) characters += (contact.notes?.length ?? 0) + 200
    return index >= clientsAtMost || (index > 0 && characters > charactersAtMost)
  })
  return end === -1 ? found : found.slice(0, end)
}
