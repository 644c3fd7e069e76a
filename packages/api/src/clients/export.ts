import { clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { visible } from "@alphas/db/visible"
import { type ExportedClient, exportHeader, writeCells } from "@alphas/domain/clients/csv-row"
import type { CsvPiece } from "@alphas/domain/clients/import"
import type { ExportClients } from "@alphas/domain/clients/input"
import type { ClientSort } from "@alphas/domain/clients/words"
import { sql } from "drizzle-orm"
import { List } from "../list"
import { shown } from "../list-declaration"
import type { QueryArgs } from "../trpc"
import { csvPiece } from "./csv-piece"
import { type ClientFilters, clientList } from "./list"

/** Clients of one piece, and characters of their texts at the most, unless the first client alone has more. */
const clientsAtMost = 1_000
const charactersAtMost = 2_000_000

interface Found extends ExportedClient {
  id: string
}

/** The team as the directory shows it: by email only to whoever sees the emails of people. */
const ownerBy = (column: "email" | "name") => sql`
  (select /* visible users: who may export sees the directory */ owning.${sql.raw(column)}
    from ${users} as owning where owning.id = page.owner_id)`
const membersBy = (column: "email" | "name") => sql`coalesce((
  select /* visible client_members: of clients seen above */
    json_agg(belonging.${sql.raw(column)} order by belonging.${sql.raw(column)})
  from ${clientMembers} join ${users} as belonging on belonging.id = ${clientMembers.userId}
  where ${clientMembers.clientId} = page.id
), '[]')`

/** Everything of a client in one statement, so that it is never told with the contacts of another moment. */
const list = new List<Found, Found, ClientFilters, ClientSort>({
  ...clientList("clients.export"),
  columns: (eyes) => ({
    ...shown(
      clients,
      "id",
      "name",
      "status",
      "industry",
      "website",
      "email",
      "phone",
      "street",
      "postalCode",
    ),
    ...shown(clients, "city", "region", "country", "vatId", "currency", "archived"),
    tags: { needs: "clients.internal", value: sql`page.tags`, without: sql`'{}'::text[]` },
    notes: { needs: "clients.internal", value: sql`page.notes`, without: sql`null::text` },
    owner: { needs: "users.read", value: ownerBy("email"), without: ownerBy("name") },
    members: { needs: "users.read", value: membersBy("email"), without: membersBy("name") },
    contacts: sql`coalesce((
      select json_agg(json_build_object('name', ${contacts.name}, 'email', ${contacts.email}, 'phone', ${contacts.phone},
          'jobTitle', ${contacts.jobTitle}, 'notes', ${contacts.notes})
        order by ${contacts.isPrimary} desc, ${contacts.createdAt}, ${contacts.id})
      from ${contacts} where ${contacts.clientId} = page.id and ${visible.contacts(eyes, "clients.export")}
    ), '[]')`,
  }),
  toRow: (found) => found,
})

/**
 * One piece of a CSV file of the clients that the filters let pass and the caller may export, by name: join the pieces
 * until there is no next one. Imported into an empty house the file gives the same clients, contacts, owners and
 * members, and exported again the same file.
 */
export async function exportClients({ ctx, input }: QueryArgs<typeof ExportClients>): Promise<CsvPiece> {
  const asked = { ...input, filters: input, sort: "name", direction: "asc", limit: clientsAtMost } as const
  const { rows, cursorOf } = await list.read(ctx.services, ctx.identity.viewer, asked)
  const piece = fitting(rows)
  return {
    csv: await csvPiece(exportHeader, piece.map(writeCells), !input.cursor),
    nextCursor: piece.length < rows.length ? cursorOf(piece.length - 1) : null,
  }
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
