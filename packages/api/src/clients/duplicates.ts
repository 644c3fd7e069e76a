import { isoInstant } from "@alphas/db/columns"
import { clients, contacts } from "@alphas/db/schema/clients"
import type { Duplicate } from "@alphas/domain/clients/dto"
import { marksOf } from "@alphas/domain/clients/import"
import type { FindDuplicates } from "@alphas/domain/clients/merge"
import { nameKey } from "@alphas/domain/clients/names"
import { domainOf } from "@alphas/domain/host"
import { type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { tookTooLong } from "../error-shape"
import type { QueryArgs } from "../trpc"

/** Names from this trigram similarity on are shown as similar. */
const similarFrom = 0.45
/**
 * Among millions of names that share their words the index leads to tens of thousands of candidates. It is a hint in a
 * form, so each try has this long (ms), and the next one asks for names that are closer.
 */
const tries = [
  { similarity: similarFrom, patience: 300 },
  { similarity: 0.65, patience: 200 },
] as const
/** A shorter name is like too many. */
const shortestName = 3
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

interface Found extends Record<string, unknown> {
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
  const key = input.name === null ? "" : nameKey(input.name)
  const seen = sql`${ctx.visible.clients()} and ${clients.id} is distinct from ${input.excludeId ?? null}::uuid`
  const contactsSeen = ctx.visible.contacts("contacts.read")
  const arms = searches(input, key).map(({ because, where }) => arm(because, seen, where(contactsSeen), key))
  const exact = arms.length === 0 ? [] : await ctx.db.execute<Found>(sql.join(arms, sql` union all `))
  return strongest([...exact, ...(await similarNames(ctx, seen, key))])
}

const arm = (because: Reason, seen: SQL, where: SQL, key: string, order = sql``): SQL => sql`(
  select ${because}::text as because, ${clients.id}, ${clients.name}, ${clients.domain}, ${clients.email},
    ${clients.archivedAt} as "archivedAt", similarity(${clients.nameKey}, ${key})::float8 as similarity
  from ${clients} where ${seen} and ${where} ${order} limit ${foundAtMost})`

async function similarNames(ctx: SignedIn, seen: SQL, key: string): Promise<Found[]> {
  if (key.length < shortestName) return []
  const like = sql`${clients.nameKey} % ${key} and ${clients.nameKey} <> ${key}`
  const order = sql`order by similarity(${clients.nameKey}, ${key}) desc`
  for (const { similarity, patience } of tries) {
    try {
      return await ctx.db.transaction(async (tx) => {
        await tx.execute(sql`
          select set_config('pg_trgm.similarity_threshold', ${String(similarity)}, true),
            set_config('statement_timeout', ${String(patience)}, true)`)
        return tx.execute<Found>(arm("similar_name", seen, like, key, order))
      })
    } catch (error) {
      if (!tookTooLong(error)) throw error
    }
  }
  return []
}

interface Search {
  because: Reason
  where: (visibleContacts: SQL) => SQL
}

function searches(input: FindDuplicates, key: string): Search[] {
  const { domains, emails } = marksOf({
    domain: input.website === null ? null : domainOf(input.website),
    email: input.email,
    contactEmails: input.contactEmails,
  })
  const any = (values: readonly string[]) => sql`any(${sql.param([...values])}::text[])`
  const found: Search[] = []
  if (key !== "") found.push({ because: "name", where: () => sql`${clients.nameKey} = ${key}` })
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
