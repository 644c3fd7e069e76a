import { isoInstant } from "@alphas/db/columns"
import { clients, contacts } from "@alphas/db/schema/clients"
import type { Duplicate } from "@alphas/domain/clients/dto"
import { marksOf } from "@alphas/domain/clients/import"
import type { FindDuplicates } from "@alphas/domain/clients/merge"
import { nameKey } from "@alphas/domain/clients/names"
import { domainOf } from "@alphas/domain/text"
import { type SQL, sql } from "drizzle-orm"
import type { QueryArgs } from "../trpc"

/** Names from this trigram similarity on are shown as similar. */
const similarFrom = 0.45
/** Clients that one reason brings at the most, and that are answered in all. */
const foundAtMost = 20
const shownAtMost = 10

type Reason = Duplicate["because"][number]

/** How much each reason says; a similar name counts by its similarity. */
const weights: Record<Reason, number> = {
  name: 1,
  similar_name: 0.6,
  domain: 0.9,
  email: 0.95,
  contact_email: 0.8,
}
const reasons: readonly Reason[] = ["name", "similar_name", "domain", "email", "contact_email"]

interface Found {
  because: Reason
  id: string
  name: string
  domain: string | null
  email: string | null
  archivedAt: string | null
  similarity: number
}

/**
 * Which of the clients that the caller may see look the same, strongest first, at most ten. Each reason is looked up
 * by an index of its own.
 */
export async function findDuplicates({ ctx, input }: QueryArgs<typeof FindDuplicates>): Promise<Duplicate[]> {
  const arms = searches(input)
  if (arms.length === 0) return []
  const seen = sql`${ctx.visible.clients()} and ${clients.id} is distinct from ${input.excludeId ?? null}::uuid`
  const key = input.name === null ? "" : nameKey(input.name)
  const found = await ctx.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('pg_trgm.similarity_threshold', ${String(similarFrom)}, true)`)
    return tx.execute<Found & Record<string, unknown>>(sql`
      select because, id, name, domain, email, archived_at as "archivedAt",
        similarity(name_key, ${key})::float8 as similarity
      from (${sql.join(
        arms.map(
          ({ because, where, order }) => sql`(
            select ${because}::text as because, ${clients}.* from ${clients}
            where ${seen} and ${where(ctx.visible.contacts("contacts.read"))}
            ${order ?? sql``} limit ${foundAtMost})`,
        ),
        sql` union all `,
      )}) as found`)
  })
  return strongest([...found])
}

interface Search {
  because: Reason
  where: (visibleContacts: SQL) => SQL
  order?: SQL
}

function searches(input: FindDuplicates): Search[] {
  const key = input.name === null ? "" : nameKey(input.name)
  const { domains, emails } = marksOf({
    domain: input.website === null ? null : domainOf(input.website),
    email: input.email,
    contactEmails: input.contactEmails,
  })
  const any = (values: readonly string[]) => sql`any(${sql.param([...values])}::text[])`
  const found: Search[] = []
  if (key !== "") {
    found.push({ because: "name", where: () => sql`${clients.nameKey} = ${key}` })
    found.push({
      because: "similar_name",
      where: () => sql`${clients.nameKey} % ${key} and ${clients.nameKey} <> ${key}`,
      order: sql`order by similarity(${clients.nameKey}, ${key}) desc`,
    })
  }
  if (domains.length > 0) {
    found.push({ because: "domain", where: () => sql`${clients.domain} = ${any(domains)}` })
    found.push({
      because: "domain",
      where: () => sql`split_part(${clients.email}, '@', 2) = ${any(domains)}`,
    })
  }
  if (input.email !== null) {
    found.push({ because: "email", where: () => sql`${clients.email} = ${input.email}` })
  }
  if (emails.length > 0) {
    const others = emails.filter((email) => email !== input.email)
    found.push({ because: "contact_email", where: () => sql`${clients.email} = ${any(others)}` })
    found.push({
      because: "contact_email",
      where: (visibleContacts) =>
        sql`${clients.id} in (select ${contacts.clientId} from ${contacts} where ${contacts.email} = ${any(emails)} and ${visibleContacts} limit ${foundAtMost})`,
    })
  }
  return found
}

function strongest(found: readonly Found[]): Duplicate[] {
  const byId = new Map<string, { duplicate: Duplicate; strength: number }>()
  for (const { because, similarity, ...client } of found) {
    const entry = byId.get(client.id) ?? {
      duplicate: {
        ...client,
        archivedAt: client.archivedAt === null ? null : isoInstant(client.archivedAt),
        because: [],
        similarity,
      },
      strength: 0,
    }
    byId.set(client.id, entry)
    if (entry.duplicate.because.includes(because)) continue
    entry.duplicate.because.push(because)
    entry.strength += weights[because] * (because === "similar_name" ? similarity : 1)
  }
  return [...byId.values()]
    .sort((a, b) => b.strength - a.strength || b.duplicate.similarity - a.duplicate.similarity)
    .slice(0, shownAtMost)
    .map(({ duplicate }) => ({
      ...duplicate,
      because: duplicate.because.sort((a, b) => reasons.indexOf(a) - reasons.indexOf(b)),
    }))
}
