import { createdFields } from "@alphas/changes/record"
import { clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { domainOf } from "@alphas/domain/host"
import { newId } from "@alphas/domain/ids"
import { scopeOf } from "@alphas/domain/permissions"
import { sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { type RowResult, readBatch, saveResults, type WantedClient } from "./import-rows"
import { type ImportRecord, saveImport, stepTo } from "./import-store"

/** Clients of one transaction. */
const rowsAtMost = 300

/**
 * Creates the clients of some rows, and says so in those rows in the same transaction: whatever interrupts an import,
 * each row becomes a client once.
 */
export async function applyBatch(ctx: Mutating, row: ImportRecord): Promise<boolean> {
  const outcomes = row.duplicates === "create" ? (["new", "duplicate"] as const) : (["new"] as const)
  const { wanted, refused, count, lastLine } = await readBatch(ctx, row, rowsAtMost, outcomes)
  if (lastLine === null) {
    await stepTo(ctx, row, "done")
    return false
  }
  const created = await insertClients(ctx, row, wanted)
  // Somebody whom a row names may have got a role since the check that has no clients.
  const results: RowResult[] = [
    ...created,
    ...refused.map((each) => ({ ...each, outcome: "refused" as const })),
  ]
  await saveResults(ctx, row, results)
  await saveImport(ctx, row, {
    lineDone: lastLine,
    rowsDone: row.rowsDone + count,
    rowsCreated: row.rowsCreated + created.length,
    rowsRefused: row.rowsRefused + refused.length,
  })
  return true
}

async function insertClients(
  ctx: Mutating,
  row: ImportRecord,
  wanted: readonly WantedClient[],
): Promise<RowResult[]> {
  if (wanted.length === 0) return []
  const [agency] = await ctx.tx.execute<{ currency: string; now: string }>(
    sql`select /* visible settings */ currency, to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now from settings`,
  )
  const importer = ctx.identity.viewer
  const reachesAll = scopeOf(importer.role, "clients.update") === "all"
  const made = wanted.map(({ line, client, ownerId, memberIds, archived, notes }) => {
    const { contacts: given, memberIds: _members, ownerId: _owner, ...fields } = client
    const members = new Set(memberIds)
    // Who only sees what they are assigned to must see what they have imported.
    if (!reachesAll && ownerId !== importer.id) members.add(importer.id)
    const id = newId()
    return {
      line,
      notes,
      members: [...members],
      contacts: given.map((contact) => ({ ...contact, id: newId(), clientId: id })),
      row: {
        ...fields,
        id,
        ownerId,
        currency: fields.currency ?? agency?.currency ?? "EUR",
        domain: fields.website === null ? null : domainOf(fields.website),
        archivedAt: archived ? (agency?.now ?? null) : null,
      },
    }
  })
  await ctx.tx.execute(sql`
    insert into ${clients} (id, name, status, industry, website, domain, email, phone, street, postal_code, city, region,
      country, vat_id, currency, tags, notes, owner_id, archived_at, created_by, import_id)
    select id, name, status, industry, website, domain, email, phone, street, "postalCode", city, region,
      country, "vatId", currency, tags, notes, "ownerId", "archivedAt", ${importer.id}::uuid, ${row.id}::uuid
    from jsonb_to_recordset(${JSON.stringify(made.map((each) => each.row))}::jsonb) as given
      (id uuid, name text, status client_status, industry text, website text, domain text, email text, phone text,
        street text, "postalCode" text, city text, region text, country text, "vatId" text, currency text, tags text[],
        notes text, "ownerId" uuid, "archivedAt" timestamptz)`)
  await ctx.tx.execute(sql`
    insert into ${contacts} (id, client_id, name, email, phone, job_title, is_primary, notes)
    select id, "clientId", name, email, phone, "jobTitle", "isPrimary", notes
    from jsonb_to_recordset(${JSON.stringify(made.flatMap((each) => each.contacts))}::jsonb) as given
      (id uuid, "clientId" uuid, name text, email text, phone text, "jobTitle" text, "isPrimary" boolean, notes text)`)
  const members = made.flatMap((each) => each.members.map((userId) => ({ clientId: each.row.id, userId })))
  await ctx.tx.execute(sql`
    insert into ${clientMembers} (client_id, user_id)
    select "clientId", "userId"
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as given ("clientId" uuid, "userId" uuid)`)
  for (const { row: client, contacts: people, members: memberIds } of made) {
    ctx.record({
      entity: "client",
      id: client.id,
      clientId: client.id,
      people: [...new Set([...(client.ownerId === null ? [] : [client.ownerId]), ...memberIds])],
      fields: createdFields({
        ...client,
        importId: row.id,
        members: memberIds,
        contacts: people.map(({ clientId: _clientId, ...contact }) => contact),
      }),
    })
  }
  return made.map(({ line, row: { id }, notes }) => ({
    line,
    outcome: "created",
    client_id: id,
    ...(notes && { problems: notes }),
  }))
}
