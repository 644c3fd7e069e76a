import { clientImportKeys, clients, contacts } from "@alphas/db/schema/clients"
import { marksOf } from "@alphas/domain/clients/import"
import { nameKey } from "@alphas/domain/clients/names"
import { domainOf } from "@alphas/domain/host"
import { eq, type SQL, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { type RowResult, readBatch, saveResults, type WantedClient } from "./import-rows"
import { type ImportRecord, saveImport, stepTo } from "./import-store"

const rowsAtMost = 1_000

/**
 * The dry run of some rows: refused at their fields, a duplicate of a client that the person may see or of an earlier
 * line, or new. Names without their legal form, companies' domains and email addresses count; similar names do not.
 */
export async function checkBatch(ctx: Mutating, row: ImportRecord): Promise<boolean> {
  const { wanted, refused, count, lastLine } = await readBatch(ctx, row, rowsAtMost, null)
  if (lastLine === null) {
    await ctx.tx.delete(clientImportKeys).where(eq(clientImportKeys.importId, row.id))
    await stepTo(ctx, row, "ready")
    return false
  }
  const keys = new Map(wanted.map((each) => [each.line, keysOf(each)]))
  const all = [...new Set([...keys.values()].flat())]
  const existing = await clientsWith(ctx, all)
  const earlier = await firstLines(ctx, row, keys, all)
  const results: RowResult[] = refused.map((each) => ({ ...each, outcome: "refused" }))
  let duplicates = 0
  for (const { line, notes } of wanted) {
    const own = keys.get(line) ?? []
    const duplicateOf = firstOf(own, existing)
    const lines = own.map((key) => earlier.get(key) ?? line).filter((first) => first < line)
    const isDuplicate = duplicateOf !== null || lines.length > 0
    if (isDuplicate) duplicates++
    results.push({
      line,
      outcome: isDuplicate ? "duplicate" : "new",
      ...(notes && { problems: notes }),
      duplicate_of: duplicateOf,
      duplicate_of_line: lines.length === 0 ? null : Math.min(...lines),
    })
  }
  await saveResults(ctx, row, results)
  await saveImport(ctx, row, {
    lineDone: lastLine,
    rowsDone: row.rowsDone + count,
    rowsNew: row.rowsNew + wanted.length - duplicates,
    rowsDuplicate: row.rowsDuplicate + duplicates,
    rowsRefused: row.rowsRefused + refused.length,
  })
  return true
}

/** What a row is recognised by, the strongest first. */
function keysOf({ client }: WantedClient): string[] {
  const { domains, emails } = marksOf({
    domain: client.website === null ? null : domainOf(client.website),
    email: client.email,
    contactEmails: client.contacts.map((contact) => contact.email),
  })
  return [
    `name:${nameKey(client.name)}`,
    ...emails.map((email) => `email:${email}`),
    ...domains.map((domain) => `domain:${domain}`),
  ]
}

const firstOf = (keys: readonly string[], found: ReadonlyMap<string, string>): string | null => {
  for (const key of keys) {
    const id = found.get(key)
    if (id !== undefined) return id
  }
  return null
}

/** A client that the person may see for each key that one bears; one look into an index a key. */
async function clientsWith(ctx: Mutating, keys: readonly string[]): Promise<Map<string, string>> {
  const seen = ctx.visible.clients("clients.read")
  const bare = (kind: string) =>
    JSON.stringify(keys.filter((key) => key.startsWith(kind)).map((key) => key.slice(kind.length)))
  const look = (kind: string, where: SQL) => sql`
    select ${kind} || given.key as key, found.id
    from jsonb_array_elements_text(${bare(kind)}::jsonb) as given (key),
      lateral (select ${clients.id} as id from ${clients} where ${where} and ${seen} limit 1) as found`
  const rows = await ctx.tx.execute<{ key: string; id: string }>(
    sql.join(
      [
        look("name:", sql`${clients.nameKey} = given.key`),
        look("email:", sql`${clients.email} = given.key`),
        sql`
          select 'email:' || given.key as key, found.id
          from jsonb_array_elements_text(${bare("email:")}::jsonb) as given (key),
            lateral (
              select ${clients.id} as id from ${contacts} join ${clients} on ${clients.id} = ${contacts.clientId}
              where ${contacts.email} = given.key and ${ctx.visible.contacts("contacts.read")} and ${seen} limit 1
            ) as found`,
        look("domain:", sql`${clients.domain} = given.key`),
        look("domain:", sql`split_part(${clients.email}, '@', 2) = given.key`),
      ],
      sql` union all `,
    ),
  )
  const found = new Map<string, string>()
  for (const { key, id } of rows) if (!found.has(key)) found.set(key, id)
  return found
}

/** The first line that bears each key. Kept in the database, so that memory stays flat whatever the file's size. */
async function firstLines(
  ctx: Mutating,
  row: ImportRecord,
  keys: ReadonlyMap<number, readonly string[]>,
  all: readonly string[],
): Promise<Map<string, number>> {
  const first = new Map<string, number>()
  for (const [line, own] of keys) for (const key of own) if (!first.has(key)) first.set(key, line)
  const given = [...first].map(([key, line]) => ({ key, line }))
  await ctx.tx.execute(sql`
    insert into ${clientImportKeys} (import_id, key, line)
    select ${row.id}, key, line from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (key text, line int)
    on conflict do nothing`)
  const rows = await ctx.tx.execute<{ key: string; line: number }>(sql`
    select ${clientImportKeys.key}, ${clientImportKeys.line} from ${clientImportKeys}
    where ${clientImportKeys.importId} = ${row.id} and ${ctx.visible.clientImportKeys()}
      and ${clientImportKeys.key} in (select jsonb_array_elements_text(${JSON.stringify(all)}::jsonb))`)
  return new Map([...rows].map(({ key, line }) => [key, line]))
}
