import { makeClient, makeUser } from "@alphas/db/factories"
import { invoices } from "@alphas/db/schema/invoices"
import { billingSettings, exchangeRates } from "@alphas/db/schema/money"
import { payments, settlements } from "@alphas/db/schema/payments"
import { eq, sql } from "drizzle-orm"
import { beforeEach, describe, expect, it } from "vitest"
import { type InvoiceWorld, invoiceWorld } from "../invoices/testing"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"

let api: TestApi
let world: InvoiceWorld
eachInWorld(invoiceWorld, (opened, made) => {
  api = opened
  world = made
})
const db = () => api.database.connection.db

const pay = (minor: number, shares: { invoiceId: string; minor: number }[] = [], also: object = {}) =>
  world
    .payments()
    .record({ clientId: world.client.id, day: world.today, currency: "EUR", minor, shares, ...also })
const refund = (minor: number, also: object = {}) =>
  world.payments().refund({ clientId: world.client.id, day: world.today, currency: "EUR", minor, ...also })
const apply = (shares: { invoiceId: string; minor: number }[], also: object = {}) =>
  world.payments().applyCredit({ clientId: world.client.id, currency: "EUR", shares, ...also })
const balance = async () => (await world.payments().balances({ clientId: world.client.id }))[0]
const stateOf = async (id: string) => {
  const { state, settledMinor, openMinor } = await world.invoices().get({ id })
  return { state, settledMinor, openMinor }
}
/** Every kept total equals its recount. */
async function recount(): Promise<void> {
  const wrong = await db().execute(sql`
    select number, settled_minor from invoices i where state <> 'draft' and settled_minor <> coalesce((
      select sum(s.minor) from settlements s where s.invoice_id = i.id or s.credit_note_id = i.id), 0)
    union all
    select id::text, used_minor from payments p where used_minor <> coalesce((
      select sum(s.payment_minor) from settlements s where s.payment_id = p.id), 0)`)
  expect(Array.from(wrong)).toEqual([])
}

describe("a payment", () => {
  it("leads an invoice to paid in parts, and its reversal back", async () => {
    const { id: invoiceId } = await world.issued()
    const first = await pay(10_000, [{ invoiceId, minor: 10_000 }], { reference: "Statement 4" })
    expect(await stateOf(invoiceId)).toEqual({
      state: "partially_paid",
      settledMinor: 10_000,
      openMinor: 1_900,
    })
    const second = await pay(2_000, [{ invoiceId, minor: 1_900 }])
    expect(await stateOf(invoiceId)).toEqual({ state: "paid", settledMinor: 11_900, openMinor: 0 })
    expect(await balance()).toEqual({
      ...{ currency: "EUR", openMinor: 0, overdueMinor: 0, creditMinor: 100, creditNotesMinor: 0 },
    })
    const { settlements: parts } = await world.invoices().get({ id: invoiceId })
    expect(parts).toMatchObject([
      { minor: 10_000, by: { kind: "payment", id: first.id, reference: "Statement 4" }, converted: null },
      { minor: 1_900, by: { id: second.id } },
    ])
    expect((await world.invoices(world.viewer).get({ id: invoiceId })).settlements).toMatchObject([
      { minor: 10_000, by: null },
      { minor: 1_900, by: null },
    ])
    await world.payments().reverse({ id: first.id, reason: "Another client's" })
    expect(await stateOf(invoiceId)).toEqual({
      state: "partially_paid",
      settledMinor: 1_900,
      openMinor: 10_000,
    })
    await expect(world.payments().reverse({ id: first.id })).rejects.toMatchObject({ reason: "workflow" })
    await world.payments().reverse({ id: second.id })
    expect(await stateOf(invoiceId)).toEqual({ state: "issued", settledMinor: 0, openMinor: 11_900 })
    expect(await balance()).toMatchObject({ openMinor: 11_900, creditMinor: 0 })
    const { items } = await world.payments().list({ invoiceId })
    expect(items).toMatchObject([
      { id: second.id, usedMinor: 0, invoices: [], reversedAt: expect.any(String) },
      { id: first.id, usedMinor: 0, createdBy: { id: world.finance.id } },
    ])
    await recount()
  })

  it("settles an invoice once when two people pay it at the same moment, and tells the second so", async () => {
    const { id: invoiceId, number } = await world.issued()
    const both = await Promise.allSettled([1, 2].map(() => pay(11_900, [{ invoiceId, minor: 11_900 }])))
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const late = both.find((each) => each.status === "rejected")
    expect(late?.reason).toMatchObject({
      message: `${number} is settled already, perhaps by somebody else just now. Nothing is owed for it.`,
      details: { fields: { "shares.0.invoiceId": [expect.any(String)] } },
    })
    expect(await db().select({ id: payments.id }).from(payments)).toHaveLength(1)
    await recount()
  })

  it("settles no more than is there when two pay several invoices in other orders at once", async () => {
    const [a, b] = [(await world.issued()).id, (await world.issued()).id]
    const both = await Promise.allSettled(
      [
        [a, b],
        [b, a],
      ].map((ids) =>
        pay(
          23_800,
          ids.map((invoiceId) => ({ invoiceId, minor: 11_900 })),
        ),
      ),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    await recount()
  })

  it("refuses what does not fit, and changes nothing", async () => {
    const { id: invoiceId } = await world.issued()
    const draft = await world.draft()
    const other = await world.issued({ clientId: (await makeClient(db())).id })
    const { creditNote, id: gone } = await world
      .issued()
      .then(({ id, version }) => world.invoices().void({ id, version, reason: "Wrong" }))
    const before = await stateOf(invoiceId)
    const all = { invoiceId, minor: 11_900 }
    for (const [call, field] of [
      [() => pay(11_901, [{ invoiceId, minor: 11_901 }]), "shares.0.minor"],
      [() => pay(11_899, [all]), "minor"],
      [() => pay(23_800, [all, all]), "shares.1.invoiceId"],
      [() => pay(100, [{ invoiceId: draft.id, minor: 100 }]), "shares.0.invoiceId"],
      [() => pay(100, [{ invoiceId: other.id, minor: 100 }]), "shares.0.invoiceId"],
      [() => pay(100, [{ invoiceId: gone, minor: 100 }]), "shares.0.invoiceId"],
      [() => pay(100, [{ invoiceId: creditNote.id, minor: 100 }]), "shares.0.invoiceId"],
      [() => pay(100, [], { day: "2199-01-01" }), "day"],
      [() => pay(100, [{ invoiceId, minor: 100 }], { currency: "USD" }), "shares.0.invoiceId"],
      [() => apply([all]), "shares"],
      [() => refund(1), "minor"],
      [() => refund(1, { creditNoteId: invoiceId }), "creditNoteId"],
      [() => refund(1, { creditNoteId: creditNote.id }), "minor"],
    ] as const)
      await expect(call(), field).rejects.toMatchObject({
        reason: "invalid",
        details: { fields: { [field]: [expect.any(String)] } },
      })
    await db().update(billingSettings).set({ closedUntil: "2026-03-31" })
    await expect(pay(100, [], { day: "2026-03-31" })).rejects.toMatchObject({
      details: { fields: { day: [expect.any(String)] } },
    })
    await expect(
      world.payments().record({ clientId: world.client.id, day: world.today, currency: "EUR", minor: 0 }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST" })
    expect(await stateOf(invoiceId)).toEqual(before)
    expect(await db().select({ id: payments.id }).from(payments)).toEqual([])
    await recount()
  })

  it("is seen by managers of the client and recorded by none of them", async () => {
    await pay(100)
    expect((await world.payments(world.manager).list({})).items).toHaveLength(1)
    expect((await world.payments(await makeUser(db(), { role: "manager" })).list({})).items).toEqual([])
    await expect(world.payments(world.viewer).list({})).rejects.toMatchObject({ reason: "forbidden" })
    await expect(
      world
        .payments(world.manager)
        .record({ clientId: world.client.id, day: world.today, currency: "EUR", minor: 1 }),
    ).rejects.toMatchObject({ reason: "forbidden" })
  })
})

describe("another currency", () => {
  beforeEach(async () => {
    await db().delete(exchangeRates)
    await db()
      .insert(exchangeRates)
      .values({ base: "EUR", quote: "USD", day: "2026-05-04", source: "ecb", rate: "1.0845" })
  })

  it("is converted at the rate of the payment's day, which is kept", async () => {
    const { id, version } = await world.draft()
    await world.invoices().issue({ id, version, issueDay: "2026-05-04" })
    const usd = { currency: "USD", day: "2026-05-11" }
    await pay(20_000, [{ invoiceId: id, minor: 11_900 }], usd)
    const { settlements: parts } = await world.invoices().get({ id })
    expect(parts).toMatchObject([
      {
        minor: 11_900,
        converted: {
          minor: 12_906,
          conversion: {
            steps: [{ rate: { rate: "1.0845", day: "2026-05-04", source: "ecb" }, inverse: false }],
          },
        },
      },
    ])
    expect(await world.payments().balances({ clientId: world.client.id })).toMatchObject([
      { currency: "USD", creditMinor: 7_094 },
    ])
    await recount()
  })

  it("settles nothing for an amount that comes to nothing", async () => {
    await db()
      .insert(exchangeRates)
      .values({ base: "EUR", quote: "VND", day: world.today, source: "entered", rate: "25000" })
    const { id: invoiceId } = await world.issued({ currency: "VND" })
    const shares = [{ invoiceId, minor: 100 }]
    const refused = { reason: "invalid", message: expect.stringContaining("too small") }
    await expect(pay(1, shares)).rejects.toMatchObject(refused)
    await pay(1)
    await expect(apply(shares)).rejects.toMatchObject(refused)
    expect(await stateOf(invoiceId)).toMatchObject({ state: "issued", settledMinor: 0 })
  })

  it("is refused when the last rate is older than seven days", async () => {
    const { id: invoiceId } = await world.issued()
    await expect(
      pay(20_000, [{ invoiceId, minor: 11_900 }], { currency: "USD", day: "2026-05-12" }),
    ).rejects.toMatchObject({
      message:
        "There is no exchange rate from EUR to USD on 2026-05-12 or the 7 days before. Enter one in the billing settings.",
    })
  })
})

describe("credit", () => {
  it("of several payments settles invoices, the oldest first, and is refunded", async () => {
    const old = await pay(5_000, [], { day: "2026-01-05" })
    const young = await pay(10_000)
    const { id: invoiceId } = await world.issued()
    expect(await apply([{ invoiceId, minor: 6_000 }])).toEqual({ applied: 1 })
    expect(await db().select({ id: payments.id, used: payments.usedMinor }).from(payments)).toEqual(
      expect.arrayContaining([
        { id: old.id, used: 5_000 },
        { id: young.id, used: 1_000 },
      ]),
    )
    expect(await balance()).toMatchObject({ openMinor: 5_900, creditMinor: 9_000 })
    const back = await refund(9_000)
    await expect(refund(1)).rejects.toMatchObject({ reason: "invalid" })
    await expect(apply([{ invoiceId, minor: 1 }])).rejects.toMatchObject({ reason: "invalid" })
    await expect(world.payments().reverse({ id: young.id })).rejects.toMatchObject({ reason: "workflow" })
    await world.payments().reverse({ id: back.id })
    await world.payments().reverse({ id: young.id })
    expect(await stateOf(invoiceId)).toMatchObject({ settledMinor: 5_000 })
    expect(await balance()).toMatchObject({ creditMinor: 0 })
    await recount()
  })

  it("is given once when two use it at the same moment", async () => {
    await pay(11_900)
    const [a, b] = [(await world.issued()).id, (await world.issued()).id]
    const both = await Promise.allSettled([
      apply([{ invoiceId: a, minor: 11_900 }]),
      apply([{ invoiceId: b, minor: 11_900 }]),
      refund(11_900),
    ])
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(await balance()).toMatchObject({ creditMinor: 0 })
    await recount()
  })

  it("of a credit note settles another invoice or is paid out, and what was paid out comes back", async () => {
    const { id: paid } = await world.issued()
    await pay(11_900, [{ invoiceId: paid, minor: 11_900 }])
    const draft = await world.invoices().creditNotes.create({ id: paid })
    const { id: creditNoteId } = await world.invoices().issue(draft)
    expect(await stateOf(creditNoteId)).toEqual({ state: "issued", settledMinor: 0, openMinor: 11_900 })
    const { id: invoiceId } = await world.issued()
    await apply([{ invoiceId, minor: 3_000 }], { creditNoteId })
    expect(await stateOf(creditNoteId)).toMatchObject({ state: "partially_paid", openMinor: 8_900 })
    expect(await stateOf(invoiceId)).toMatchObject({ state: "partially_paid", openMinor: 8_900 })
    const back = await refund(8_900, { creditNoteId })
    expect(await stateOf(creditNoteId)).toMatchObject({ state: "paid", openMinor: 0 })
    await expect(apply([{ invoiceId, minor: 1 }], { creditNoteId })).rejects.toMatchObject({
      reason: "invalid",
    })
    expect((await world.invoices().get({ id: creditNoteId })).settlements).toMatchObject([
      { minor: 3_000, by: { kind: "invoice", id: invoiceId } },
      { minor: 8_900, by: { kind: "refund", id: back.id } },
    ])
    await world.payments().reverse({ id: back.id })
    expect(await balance()).toMatchObject({ openMinor: 8_900, creditMinor: 0, creditNotesMinor: 8_900 })
    await recount()
  })
})

it("a merge is not undone when what one of the two had paid too much was refunded since", async () => {
  const keep = await makeClient(db(), { name: "Keep" })
  await pay(10_000)
  const { clients } = api.as(world.admin)
  const [one, other] = [await clients.get({ id: keep.id }), await clients.get({ id: world.client.id })]
  const seen = ({ id, version }: { id: string; version: number }) => ({ id, version })
  await clients.merge({ clients: [seen(one), seen(other)], keepId: keep.id })
  const back = await refund(10_000, { clientId: keep.id })
  const undo = () => clients.undoMerge({ id: keep.id, mergedId: world.client.id })
  await expect(undo()).rejects.toMatchObject({
    reason: "workflow",
    message: expect.stringContaining("in EUR has been refunded since"),
  })
  await world.payments().reverse({ id: back.id })
  await undo()
  expect(await balance()).toMatchObject({ creditMinor: 10_000 })
})

it("a merge takes invoices, drafts, payments and billing along, and an undo brings them back", async () => {
  const keep = await makeClient(db(), { name: "Kept", ownerId: world.manager.id })
  const { id: issued } = await world.issued()
  const draft = await world.draft()
  const payment = await pay(20_000, [{ invoiceId: issued, minor: 11_900 }])
  await api
    .as(world.finance)
    .money.clientBilling.update({ clientId: world.client.id, version: 0, changes: { termsDays: 30 } })
  const before = await world.invoices().get({ id: issued })
  const merged = await api.as(world.admin).clients.merge({
    clients: [
      { id: keep.id, version: 1 },
      { id: world.client.id, version: 1 },
    ],
    keepId: keep.id,
  })
  const after = await world.invoices().get({ id: issued })
  expect(after).toMatchObject({ client: { id: keep.id }, buyer: before.buyer, number: before.number })
  expect((await world.invoices().get({ id: draft.id })).buyer.name).toBe("Kept")
  expect(await world.payments().balances({ clientId: keep.id })).toMatchObject([{ creditMinor: 8_100 }])
  expect(await api.as(world.finance).money.clientBilling.get({ clientId: keep.id })).toMatchObject({
    termsDays: 30,
  })
  await world.invoices().update({ id: draft.id, version: 2, changes: { note: "Still open" } })

  const { id: fresh } = await world.issued({ clientId: keep.id })
  const used = await world.payments().record({
    clientId: keep.id,
    day: world.today,
    currency: "EUR",
    minor: 100,
    shares: [{ invoiceId: fresh, minor: 100 }],
  })
  await world
    .payments()
    .applyCredit({ clientId: keep.id, currency: "EUR", shares: [{ invoiceId: fresh, minor: 50 }] })
  const undo = () => api.as(world.admin).clients.undoMerge({ id: keep.id, mergedId: merged.mergedId })
  await expect(undo()).rejects.toMatchObject({ reason: "workflow" })
  await db().delete(settlements).where(eq(settlements.paymentId, payment.id)) // what contradicts it
  await db().update(payments).set({ usedMinor: 0 }).where(eq(payments.id, payment.id))
  await undo()
  expect(await world.invoices().get({ id: issued })).toMatchObject({ client: { id: world.client.id } })
  expect(await world.invoices().get({ id: draft.id })).toMatchObject({ client: { id: world.client.id } })
  const ofPayments = await db().select({ id: payments.id, clientId: payments.clientId }).from(payments)
  expect(ofPayments).toEqual(
    expect.arrayContaining([
      { id: payment.id, clientId: world.client.id },
      { id: used.id, clientId: keep.id },
    ]),
  )
  expect(await db().select({ of: invoices.clientId }).from(invoices).where(eq(invoices.id, fresh))).toEqual([
    { of: keep.id },
  ])
  expect(await api.as(world.finance).money.clientBilling.get({ clientId: world.client.id })).toMatchObject({
    termsDays: 30,
  })
})
