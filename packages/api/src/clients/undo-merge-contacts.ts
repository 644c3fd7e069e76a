import { contacts } from "@alphas/db/schema/clients"
import type { FieldChanges } from "@alphas/domain/changes/dto"
import { and, eq, inArray, isNull, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { nextVersion } from "../versioned"
import { changedSince, movedOf, type Undoing } from "./merge-log"

/** What a merge did to contacts. */
interface Told {
  /** Contacts that it gave the client that stays. */
  moved: string[]
  /** Contacts that it removed because they were in both. */
  united: string[]
  /** What it wrote into the contacts in which those are. */
  filled: [id: string, fields: FieldChanges][]
}

const written = ["phone", "jobTitle", "notes"]

function toldOf(undoing: Undoing): Told {
  const all = [...undoing.log.of("contact")]
  return {
    moved: movedOf(undoing, "contact"),
    united: all.filter(([, { mergedIntoId }]) => mergedIntoId !== undefined).map(([id]) => id),
    filled: all
      .map(([id, fields]): [string, FieldChanges] => [
        id,
        Object.fromEntries(Object.entries(fields).filter(([name]) => written.includes(name))),
      ])
      .filter(([, fields]) => Object.keys(fields).length > 0),
  }
}

/** The contacts with which the undo of a merge would contradict what has happened since, in sentences. */
export async function checkContacts(ctx: Mutating, undoing: Undoing): Promise<string[]> {
  const { moved, united, filled } = toldOf(undoing)
  const ids = [...moved, ...united, ...filled.map(([id]) => id)]
  if (ids.length === 0) return []
  const rows = await ctx.tx
    .select()
    .from(contacts)
    .where(sql`/* visible contacts: of a merge that was checked */ ${inArray(contacts.id, ids)}`)
    .for("update")
  const going = new Set([...moved, ...united])
  return rows.flatMap((row) => {
    if (going.has(row.id) && row.clientId !== undoing.keep.id)
      return [`${row.name} belongs to another client by now.`]
    const fields = filled.find(([id]) => id === row.id)?.[1] ?? {}
    const changed = changedSince("contact", row, Object.entries(fields))
    return changed.length === 0 ? [] : [`${row.name} has been changed since: ${changed.join(", ")}.`]
  })
}

/** Gives the contacts back, each with what it said before the merge, and both clients their primary ones. */
export async function returnContacts(ctx: Mutating, undoing: Undoing): Promise<void> {
  const { keep, gone, log } = undoing
  const { moved, united, filled } = toldOf(undoing)
  const changed = { updatedAt: sql`now()`, version: nextVersion(contacts) }
  const note = (id: string, clientId: string, fields: FieldChanges) =>
    ctx.record({ entity: "contact", id, clientId, fields })

  const removed = log.moved.contacts ?? []
  if (removed.length > 0)
    await ctx.tx
      .update(contacts)
      .set({ clientId: gone.id })
      .where(and(inArray(contacts.id, removed), eq(contacts.clientId, keep.id)))
  const returning = [...moved, ...united]
  if (returning.length > 0)
    await ctx.tx
      .update(contacts)
      .set({ clientId: gone.id, isPrimary: false, ...changed })
      .where(inArray(contacts.id, returning))
  for (const id of moved) note(id, gone.id, { clientId: { before: keep.id, after: gone.id } })
  if (united.length > 0)
    await ctx.tx.update(contacts).set({ deletedAt: null }).where(inArray(contacts.id, united))
  for (const id of united)
    note(id, gone.id, { mergedIntoId: { before: log.of("contact").get(id)?.mergedIntoId?.after } })
  for (const [id, fields] of filled) {
    const before = Object.entries(fields).map(([name, { before }]) => [name, before ?? null])
    await ctx.tx
      .update(contacts)
      .set({ ...Object.fromEntries(before), ...changed })
      .where(eq(contacts.id, id))
    const place = returning.includes(id) ? gone.id : keep.id
    const back = Object.entries(fields).map(([name, { before, after }]) => [
      name,
      { before: after, after: before },
    ])
    note(id, place, Object.fromEntries(back))
  }
  const primaries = [...log.of("contact")].map(([id, { isPrimary }]) => ({ id, ...isPrimary }))
  // One of its own that the merge made primary for want of another.
  for (const { id, before, after } of primaries) {
    if (before === false && after === true && !returning.includes(id))
      await setPrimary(ctx, keep.id, id, false)
  }
  for (const { id, before } of primaries) {
    if (before === true) await setPrimary(ctx, returning.includes(id) ? gone.id : keep.id, id, true)
  }
}

/** Makes a living contact of the client the primary one where there is none, or no longer. */
async function setPrimary(ctx: Mutating, clientId: string, id: string, isPrimary: boolean): Promise<void> {
  const living = and(eq(contacts.clientId, clientId), isNull(contacts.deletedAt))
  const ofClient = sql`/* visible contacts: of a client that was checked */ ${living}`
  if (isPrimary) {
    const [other] = await ctx.tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(ofClient, contacts.isPrimary))
    if (other !== undefined) return
  }
  const set = await ctx.tx
    .update(contacts)
    .set({ isPrimary, updatedAt: sql`now()`, version: nextVersion(contacts) })
    .where(and(living, eq(contacts.id, id), eq(contacts.isPrimary, !isPrimary)))
    .returning({ id: contacts.id })
  if (set.length > 0)
    ctx.record({
      entity: "contact",
      id,
      clientId,
      fields: { isPrimary: { before: !isPrimary, after: isPrimary } },
    })
}
