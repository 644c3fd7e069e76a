import { makeClient, makeUser } from "@alphas/db/factories"
import { changes } from "@alphas/db/schema/changes"
import { billingSettings } from "@alphas/db/schema/money"
import { and, eq, sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { type InvoiceWorld, invoiceWorld, line } from "./testing"

let api: TestApi
let world: InvoiceWorld
eachInWorld(invoiceWorld, (opened, made) => {
  api = opened
  world = made
})
const db = () => api.database.connection.db

describe("voiding", () => {
  it("answers an invoice by a credit note of the whole, with a number of its own series", async () => {
    const { id, version, number } = await world.issued()
    await db().update(billingSettings).set({ legalName: "Renamed since", vatId: null })
    const voided = await world.invoices().void({ id, version, reason: "Sent to the wrong client" })
    expect(voided.creditNote.number).toBe(`CN-${world.today.slice(0, 4)}-0001`)
    const invoice = await world.invoices().get({ id })
    const note = await world.invoices().get({ id: voided.creditNote.id })
    expect(invoice).toMatchObject({
      ...{ state: "void", settledMinor: 11_900, openMinor: 0, version: voided.version },
      settlements: [{ minor: 11_900, by: { kind: "credit_note", number: voided.creditNote.number } }],
      creditedBy: [voided.creditNote],
    })
    expect(note).toMatchObject({
      ...{ kind: "credit_note", state: "paid", payableMinor: 11_900, openMinor: 0, credits: { id, number } },
      ...{ seller: invoice.seller, buyer: invoice.buyer, note: "Sent to the wrong client" },
      settlements: [{ minor: 11_900, by: { kind: "invoice", number } }],
    })
    expect(note.lines[0]?.id).not.toBe(invoice.lines[0]?.id)
    await expect(
      world.invoices().void({ id, version: voided.version, reason: "Again" }),
    ).rejects.toMatchObject({ reason: "workflow" })
    const { id: noteId, version: ofNote } = note
    await expect(
      world.invoices().void({ id: noteId, version: ofNote, reason: "This too" }),
    ).rejects.toMatchObject({ reason: "workflow" })
    expect(await world.invoices().sums({})).toEqual([
      { currency: "EUR", count: 2, netMinor: 0, payableMinor: 0, openMinor: 0, overdueMinor: 0 },
    ])
  })

  it("asks why, and refuses a draft, a stale version and whoever does not issue", async () => {
    const draft = await world.draft()
    await expect(world.invoices().void({ ...draft, reason: "No" })).rejects.toMatchObject({
      reason: "workflow",
    })
    const { id, version } = await world.issued()
    await expect(world.invoices().void({ id, version })).rejects.toMatchObject({ reason: "invalid" })
    await expect(world.invoices().void({ id, version: 1, reason: "No" })).rejects.toMatchObject({
      reason: "stale_version",
    })
    await expect(world.invoices(world.manager).void({ id, version, reason: "No" })).rejects.toMatchObject({
      reason: "forbidden",
    })
    expect(await world.invoices().list({ kind: ["credit_note"] })).toMatchObject({ items: [] })
  })

  it("is refused while another credit note answers the invoice, though nothing settles it any more", async () => {
    const { id } = await world.issued()
    const paid = await world.payments().record({
      ...{ clientId: world.client.id, day: world.today, currency: "EUR", minor: 11_900 },
      shares: [{ invoiceId: id, minor: 11_900 }],
    })
    const note = await world.invoices().creditNotes.create({ id })
    await world.invoices().issue(note)
    await world.payments().reverse({ id: paid.id })
    const { state, version } = await world.invoices().get({ id })
    expect(state).toBe("issued")
    await expect(world.invoices().void({ id, version, reason: "Twice" })).rejects.toMatchObject({
      reason: "workflow",
      message: expect.stringContaining("answers"),
    })
    // What was credited is what was invoiced, once.
    expect(await world.invoices().sums({})).toMatchObject([{ payableMinor: 0, openMinor: 0 }])
  })

  it("happens once when two do it at the same moment", async () => {
    const { id, version } = await world.issued()
    const results = await Promise.allSettled(
      [1, 2].map(() => world.invoices().void({ id, version, reason: "Twice" })),
    )
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect((await world.invoices().list({ kind: ["credit_note"] })).items).toHaveLength(1)
  })
})

describe("while its client is merged", () => {
  /** Merges the client into another one once `call` is under way and waits for `table`, which is locked. */
  async function mergedMeanwhile(table: string, call: () => Promise<unknown>): Promise<string> {
    const keep = await makeClient(db(), { name: "Keep" })
    const { clients } = api.as(world.admin)
    const seen = await Promise.all([keep.id, world.client.id].map((id) => clients.get({ id })))
    const waiting = (count: number) =>
      expect
        .poll(async () => {
          const [{ n } = { n: 0 }] = await db().execute<{ n: number }>(
            sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
          return n
        })
        .toBeGreaterThanOrEqual(count)
    const both: Promise<unknown>[] = []
    await db().transaction(async (tx) => {
      await tx.execute(sql`lock table ${sql.identifier(table)} in exclusive mode`)
      both.push(call())
      await waiting(1)
      const [one, other] = seen.map(({ id, version }) => ({ id, version }))
      if (one === undefined || other === undefined) throw new Error("Two were read.")
      both.push(clients.merge({ clients: [one, other], keepId: keep.id }))
      await waiting(2)
    })
    await Promise.all(both)
    return keep.id
  }

  it("the credit note that voids an invoice goes with it", async () => {
    const { id, version } = await world.issued()
    const keepId = await mergedMeanwhile("number_series", () =>
      world.invoices().void({ id, version, reason: "No" }),
    )
    const { items } = await world.invoices().list({ clientId: [keepId] })
    expect(items.map(({ kind }) => kind).sort()).toEqual(["credit_note", "invoice"])
  })

  it("the draft of a credit note goes with the invoice", async () => {
    const { id } = await world.issued()
    const keepId = await mergedMeanwhile("invoice_lines", () => world.invoices().creditNotes.create({ id }))
    const { items } = await world.invoices().list({ clientId: [keepId] })
    expect(items.map(({ kind }) => kind).sort()).toEqual(["credit_note", "invoice"])
  })
})

describe("a credit note of a part", () => {
  it("begins as the whole, settles what is open once it is issued, and never takes off more than there was", async () => {
    const { id, number } = await world.issued()
    const note = await world.invoices(world.manager).creditNotes.create({ id, reason: "One hour less" })
    expect(await world.invoices().get({ id: note.id })).toMatchObject({
      ...{ kind: "credit_note", state: "draft", payableMinor: 11_900, credits: { id, number }, problems: [] },
    })
    await expect(world.invoices().update({ ...note, changes: { currency: "CHF" } })).rejects.toMatchObject({
      details: { fields: { "changes.currency": [expect.any(String)] } },
    })
    const saved = await world
      .invoices()
      .update({ ...note, changes: { lines: [{ ...line, quantity: "0.5" }] } })
    const second = await world.invoices().creditNotes.create({ id })
    const issued = await world.invoices().issue(saved)
    expect(await world.invoices().get({ id })).toMatchObject({
      ...{ state: "partially_paid", settledMinor: 2_975, openMinor: 8_925 },
    })
    expect(await world.invoices().get({ id: note.id })).toMatchObject({
      ...{ state: "paid", openMinor: 0, version: issued.version },
    })
    expect((await world.invoices().get({ id: second.id })).problems).toMatchObject([{ field: "lines" }])
    await expect(world.invoices().issue(second)).rejects.toMatchObject({ reason: "invalid" })
  })

  it("is not made of a draft, of one that is void, nor of another credit note", async () => {
    const draft = await world.draft()
    await expect(world.invoices().creditNotes.create({ id: draft.id })).rejects.toMatchObject({
      reason: "workflow",
    })
    const { id, version } = await world.issued()
    const { creditNote } = await world.invoices().void({ id, version, reason: "Wrong" })
    for (const wrong of [id, creditNote.id])
      await expect(world.invoices().creditNotes.create({ id: wrong })).rejects.toMatchObject({
        reason: "workflow",
      })
  })

  it("takes off no more when two are issued at the same moment", async () => {
    const { id } = await world.issued()
    const notes = await Promise.all([1, 2].map(() => world.invoices().creditNotes.create({ id })))
    const results = await Promise.allSettled(notes.map((note) => world.invoices().issue(note)))
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await world.invoices().get({ id })).toMatchObject({ state: "paid", openMinor: 0 })
  })
})

it("a copy is a draft of its own, without days and numbers", async () => {
  const { id } = await world.issued({ periodFrom: "2026-04-01", periodTo: "2026-04-30", note: "Thanks" })
  const copy = await world.invoices(world.manager).copy({ id })
  const [before, after] = [await world.invoices().get({ id }), await world.invoices().get({ id: copy.id })]
  expect(after).toMatchObject({
    ...{
      state: "draft",
      number: null,
      issueDay: null,
      periodFrom: null,
      note: "Thanks",
      payableMinor: 11_900,
    },
  })
  expect(after.lines[0]?.id).not.toBe(before.lines[0]?.id)
})

it("a draft is removed, and nothing that is issued", async () => {
  const draft = await world.draft()
  await expect(world.invoices().remove({ id: draft.id, version: 2 })).rejects.toMatchObject({
    reason: "stale_version",
  })
  await world.invoices(world.manager).remove(draft)
  await expect(world.invoices().get({ id: draft.id })).rejects.toMatchObject({ reason: "not_found" })
  const { id, version } = await world.issued()
  await expect(world.invoices().remove({ id, version })).rejects.toMatchObject({ reason: "workflow" })
})

it("is viewed once, by the client and not by the agency", async () => {
  const { id } = await world.issued()
  expect(await world.invoices().markViewed({ id })).toEqual({ viewedAt: null })
  const first = await world.invoices(world.viewer).markViewed({ id })
  expect(first.viewedAt).toMatch(/^\d{4}-/)
  expect(await world.invoices(world.viewer).markViewed({ id })).toEqual(first)
  const told = await db()
    .select({ fields: changes.fields })
    .from(changes)
    .where(and(eq(changes.verb, "invoices.markViewed"), eq(changes.entityId, id)))
  expect(told).toHaveLength(1)
  const draft = await world.draft()
  await expect(world.invoices(world.viewer).markViewed({ id: draft.id })).rejects.toMatchObject({
    reason: "not_found",
  })
})

it("sums are of what the filters let pass and the caller may see, a currency each", async () => {
  await world.issued()
  await world.issued({ currency: "JPY", lines: [{ ...line, unitPrice: "1000" }] })
  await world.issued()
  await world.draft()
  const whole = await world.invoices().sums({})
  expect(whole).toEqual([
    { currency: "EUR", count: 3, netMinor: 30_000, payableMinor: 35_700, openMinor: 23_800, overdueMinor: 0 },
    { currency: "JPY", count: 1, netMinor: 2_000, payableMinor: 2_380, openMinor: 2_380, overdueMinor: 0 },
  ])
  expect(await world.invoices(world.manager).sums({})).toEqual(whole)
  expect(await world.invoices(world.viewer).sums({ state: ["issued"] })).toMatchObject([
    { currency: "EUR", count: 2 },
    { currency: "JPY", count: 1 },
  ])
  expect(await world.invoices(await makeUser(db(), { role: "manager" })).sums({})).toEqual([])
})
