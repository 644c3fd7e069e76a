import { fieldChanges } from "@alphas/changes/record"
import { contacts } from "@alphas/db/schema/clients"
import { nameKey } from "@alphas/domain/clients/names"
import { and, asc, eq, inArray, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { nextVersion } from "../versioned"
import { joinTexts } from "./merge-fields"

type ContactRecord = typeof contacts.$inferSelect

const notesAtMost = 10_000

/**
 * Moves the contacts of one client to another. A contact who is there already (the same address and name, and nothing
 * that the two say differently) is united with that one, so that no value is lost; exactly one stays primary.
 * Answers the contacts that were removed before, which go along.
 */
export async function mergeContacts(
  ctx: Mutating,
  keepId: string,
  mergeId: string,
  primaryOf: "keep" | "merge",
): Promise<{ removed: string[] }> {
  const { tx } = ctx
  const living = await tx
    .select()
    .from(contacts)
    .where(and(inArray(contacts.clientId, [keepId, mergeId]), ctx.visible.contacts("contacts.read")))
    .orderBy(asc(contacts.createdAt), asc(contacts.id))
    .for("update")
  const [kept, coming] = [
    living.filter((contact) => contact.clientId === keepId),
    living.filter((contact) => contact.clientId === mergeId),
  ]
  // Removed ones go along too, so that what is in the log leads to a client that is there.
  const all = await tx
    .update(contacts)
    .set({
      clientId: keepId,
      isPrimary: false,
      version: sql`${contacts.version} + case when ${contacts.deletedAt} is null then 1 else 0 end`,
    })
    .where(eq(contacts.clientId, mergeId))
    .returning({ id: contacts.id, deletedAt: contacts.deletedAt })

  const united = new Map<string, string>()
  for (const contact of coming) {
    const double = kept.find((candidate) => isDouble(candidate, contact))
    if (double === undefined) {
      ctx.record({
        entity: "contact",
        id: contact.id,
        clientId: keepId,
        fields: {
          clientId: { before: mergeId, after: keepId },
          ...(contact.isPrimary ? { isPrimary: { before: true, after: false } } : {}),
        },
      })
    } else {
      united.set(contact.id, double.id)
      Object.assign(double, await unite(ctx, double, contact))
    }
  }
  const moved = coming.map((contact) => ({ ...contact, clientId: keepId }))
  await choosePrimary(ctx, kept, moved, united, primaryOf)
  return { removed: all.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id) }
}

const agree = (a: string | null, b: string | null) => a === null || b === null || a === b

/** The same person in both clients, so that uniting the two loses nothing. */
function isDouble(a: ContactRecord, b: ContactRecord): boolean {
  return (
    a.email !== null &&
    a.email === b.email &&
    nameKey(a.name) === nameKey(b.name) &&
    agree(a.phone, b.phone) &&
    agree(a.jobTitle, b.jobTitle) &&
    (joinTexts(a.notes, b.notes)?.length ?? 0) <= notesAtMost
  )
}

async function unite(ctx: Mutating, kept: ContactRecord, double: ContactRecord) {
  const after = {
    phone: kept.phone ?? double.phone,
    jobTitle: kept.jobTitle ?? double.jobTitle,
    notes: joinTexts(kept.notes, double.notes),
  }
  const fields = fieldChanges(kept, after)
  if (Object.keys(fields).length > 0) {
    await ctx.tx
      .update(contacts)
      .set({ ...after, updatedAt: sql`now()`, version: nextVersion(contacts) })
      .where(eq(contacts.id, kept.id))
    ctx.record({ entity: "contact", id: kept.id, clientId: kept.clientId, fields })
  }
  await ctx.tx
    .update(contacts)
    .set({ deletedAt: sql`now()`, updatedAt: sql`now()` })
    .where(eq(contacts.id, double.id))
  ctx.record({
    entity: "contact",
    id: double.id,
    clientId: kept.clientId,
    fields: {
      name: { before: double.name },
      email: { before: double.email },
      ...(double.isPrimary ? { isPrimary: { before: true } } : {}),
      mergedIntoId: { after: kept.id },
    },
  })
  return after
}

async function choosePrimary(
  ctx: Mutating,
  kept: readonly ContactRecord[],
  coming: readonly ContactRecord[],
  united: ReadonlyMap<string, string>,
  primaryOf: "keep" | "merge",
): Promise<void> {
  const was = kept.find((contact) => contact.isPrimary)
  const other = coming.find((contact) => contact.isPrimary)
  const wanted = (primaryOf === "merge" ? (other ?? was) : (was ?? other)) ?? kept[0] ?? coming[0]
  if (wanted === undefined) return
  const id = united.get(wanted.id) ?? wanted.id
  if (was?.id === id) return
  if (was !== undefined) await setPrimary(ctx, was, false)
  const chosen = [...kept, ...coming].find((contact) => contact.id === id)
  if (chosen !== undefined) await setPrimary(ctx, chosen, true)
}

async function setPrimary(ctx: Mutating, contact: ContactRecord, isPrimary: boolean): Promise<void> {
  await ctx.tx
    .update(contacts)
    .set({ isPrimary, updatedAt: sql`now()`, version: nextVersion(contacts) })
    .where(eq(contacts.id, contact.id))
  ctx.record({
    entity: "contact",
    id: contact.id,
    clientId: contact.clientId,
    fields: { isPrimary: { before: !isPrimary, after: isPrimary } },
  })
}
