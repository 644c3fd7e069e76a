import { makeCampaign, makeUser } from "@alphas/db/factories"
import { makeInvoice } from "@alphas/db/money-factories"
import { changes } from "@alphas/db/schema/changes"
import { expenses } from "@alphas/db/schema/expenses"
import { invoiceLines } from "@alphas/db/schema/invoices"
import { exchangeRates } from "@alphas/db/schema/money"
import { settings } from "@alphas/db/schema/settings"
import { and, eq, sql } from "drizzle-orm"
import { describe, expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { type ExpenseWorld, expenseWorld } from "./testing"

let api: TestApi
let world: ExpenseWorld
eachInWorld(expenseWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

const db = () => api.database.connection.db
const at = (field: string) => ({ details: { fields: { [field]: expect.any(Array) } } })

describe("an expense", () => {
  it("has its tax calculated within what was paid, and what is billed with markup", async () => {
    const id = await world.enter({ billable: true, markupPercent: "12.5" })
    expect(await world.get(id)).toMatchObject({
      ...{ amountMinor: 11_900, taxMinor: 1_900, netMinor: 10_000, billMinor: 11_250, state: "draft" },
      ...{ taxPercent: "19", markupPercent: "12.5", version: 1, campaign: { id: world.campaign.id } },
    })
    await world.expenses().update({ id, version: 1, changes: { amountMinor: 10, billable: false } })
    expect(await world.get(id)).toMatchObject({ taxMinor: 2, netMinor: 8, billMinor: null, version: 2 })
    const same = await world.expenses().update({ id, version: 2, changes: { taxPercent: "19.00" } })
    expect(same).toEqual({ id, version: 2 })
  })

  it("is refused with a sentence at its field where it cannot be", async () => {
    const refused = [
      [{ amountMinor: 1e308 }, /too large/],
      [{ amountMinor: Number.NaN }, /whole minor units/],
      [{ amountMinor: 0 }, /above 0/],
      [{ amountMinor: 0.1 + 0.2 }, /whole minor units/],
      [{ taxPercent: "250" }, /larger than 100/],
      [{ taxPercent: "0" }, /Standard tax has a rate/],
      [{ taxCategory: "exempt" }, /Standard tax has a rate/],
      [{ markupPercent: "1e308" }, /Write a number/],
      [{ currency: "EURO" }, /three letters/],
      [{ day: "2199-01-01" }, /yet to come/],
      [{ supplier: " " }, /This field is required/],
      [{ campaignId: null, billable: true }, /no client to be billed/],
    ] as const
    for (const [also, sentence] of refused) await expect(world.enter(also)).rejects.toThrow(sentence)
    const archived = await makeCampaign(db(), { archivedAt: new Date().toISOString() })
    await expect(world.enter({ campaignId: archived.id })).rejects.toMatchObject(at("campaignId"))
    expect(await db().select().from(expenses)).toEqual([])
    const id = await world.enter({ campaignId: null })
    const update = (changes: object) => world.expenses().update({ id, version: 1, changes })
    await expect(update({ billable: true })).rejects.toMatchObject(at("changes.billable"))
    await expect(update({ taxPercent: "0" })).rejects.toMatchObject(at("changes.taxPercent"))
    await expect(update({ day: "2199-01-01" })).rejects.toMatchObject(at("changes.day"))
    await expect(update({ campaignId: archived.id })).rejects.toMatchObject(at("changes.campaignId"))
  })

  it("is seen by its person, by those of its campaign, and by finance and admins", async () => {
    const [id, internal] = [await world.enter(), await world.enter({ campaignId: null })]
    const { admin, finance, manager, other, member, stranger } = world
    for (const [user, ids] of [
      [admin, [internal, id]],
      [finance, [internal, id]],
      [manager, [id]],
      [other, []],
      [member, [internal, id]],
      [stranger, []],
    ] as const) {
      const { items } = await world.expenses(user).list({})
      expect([user.role, items.map((each) => each.id)]).toEqual([user.role, ids])
      const sums = await world.expenses(user).sums({})
      expect(sums).toEqual(
        ids.length === 0
          ? []
          : [
              expect.objectContaining({
                currency: "EUR",
                count: ids.length,
                amountMinor: ids.length * 11_900,
              }),
            ],
      )
    }
    const viewer = await makeUser(db(), { role: "client_viewer", clientId: world.campaign.clientId })
    await expect(world.expenses(viewer).list({})).rejects.toMatchObject({ reason: "forbidden" })
    await expect(world.expenses(other).get({ id })).rejects.toMatchObject({ reason: "not_found" })
  })

  it("is removed and brought back by its person alone, until it is submitted", async () => {
    const id = await world.enter()
    const { member, finance } = world
    await expect(world.expenses(finance).remove({ id, version: 1 })).rejects.toMatchObject({
      reason: "not_found",
    })
    await world.expenses(member).remove({ id, version: 1 })
    await expect(world.get(id)).rejects.toMatchObject({ reason: "not_found" })
    await world.expenses(member).restore({ id, version: 2 })
    await world.expenses(member).submit({ id, version: 3 })
    await expect(world.expenses(member).remove({ id, version: 4 })).rejects.toThrow(
      /submitted.*Withdraw it first/,
    )
  })

  it("shows whoever is late what it says now, and changes nothing", async () => {
    const id = await world.enter()
    await world.expenses().update({ id, version: 1, changes: { supplier: "Other" } })
    const late = world.expenses().update({ id, version: 1, changes: { supplier: "Late" } })
    await expect(late).rejects.toMatchObject({
      reason: "stale_version",
      details: { current: { supplier: "Other", version: 2 } },
    })
    expect(await world.get(id)).toMatchObject({ supplier: "Other", version: 2 })
  })

  it("is found by text, state, person, campaign, category, period, and by what waits for oneself", async () => {
    const { manager, member, other } = world
    const taxi = await world.submitted({ supplier: "Taxi", category: "travel", day: "2026-01-10" })
    const hotel = await world.enter({ supplier: "Hotel", category: "accommodation", billable: true })
    const internal = await world.submitted({ supplier: "Chairs", category: "office", campaignId: null })
    const own = await world.submitted({ supplier: "Lunch", category: "meals" }, manager)
    const found = async (filter: object, user = world.admin) =>
      (await world.expenses(user).list(filter)).items.map(({ supplier }) => supplier).sort()
    expect(await found({ text: "tAx" })).toEqual(["Taxi"])
    expect(await found({ state: ["draft"] })).toEqual(["Hotel"])
    expect(await found({ userId: [manager.id] })).toEqual(["Lunch"])
    expect(await found({ campaignId: [null] })).toEqual(["Chairs"])
    expect(await found({ campaignId: [world.campaign.id] })).toEqual(["Hotel", "Lunch", "Taxi"])
    expect(await found({ category: ["office", "meals"] })).toEqual(["Chairs", "Lunch"])
    expect(await found({ to: "2026-02-01" })).toEqual(["Taxi"])
    expect(await found({ billable: true })).toEqual(["Hotel"])
    expect(await found({ toDecide: true })).toEqual(["Chairs", "Lunch", "Taxi"])
    expect(await found({ toDecide: true }, manager)).toEqual(["Taxi"])
    expect(await found({ toDecide: true }, other)).toEqual([])
    expect(await found({ toDecide: true }, member)).toEqual([])
    for (const sort of ["day", "amount", "supplier", "createdAt"] as const) {
      const pages: string[] = []
      let cursor: string | null = null
      do {
        const page = await world.expenses(world.admin).list({ sort, limit: 1, cursor })
        pages.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(pages.sort()).toEqual([taxi, hotel, internal, own].sort())
    }
  })
})

describe("an approval", () => {
  it("counts the net amount in the campaign, a reversal takes it out again, and the log says both", async () => {
    const { expenses: as, finance, manager } = world
    const id = await world.submitted()
    await as(manager).approve({ id, version: 2 })
    expect(await world.counted()).toEqual({ kept: 10_000, recount: 10_000 })
    expect(await world.get(id)).toMatchObject({
      ...{ state: "approved", decidedBy: { id: manager.id }, counted: { minor: 10_000, currency: "EUR" } },
    })
    const { expensesMinor, actualMinor } = await api.as(manager).campaigns.get({ id: world.campaign.id })
    expect([expensesMinor, actualMinor]).toEqual([10_000, 10_000])
    await expect(as().update({ id, version: 3, changes: { amountMinor: 1 } })).rejects.toThrow(
      /approved and stays as it is/,
    )
    await expect(as(manager).reverse({ id, version: 3, reason: "No" })).rejects.toMatchObject({
      reason: "forbidden",
    })
    await expect(as(finance).reverse({ id, version: 3 })).rejects.toMatchObject(at("reason"))
    await as(finance).reverse({ id, version: 3, reason: "Wrong campaign" })
    expect(await world.counted()).toEqual({ kept: 0, recount: 0 })
    expect(await world.get(id)).toMatchObject({ state: "submitted", reason: "Wrong campaign", counted: null })
    const logged = await db()
      .select({ verb: changes.verb, fields: changes.fields, clientId: changes.clientId })
      .from(changes)
      .where(and(eq(changes.entity, "expense"), eq(changes.entityId, id)))
      .orderBy(changes.seq)
    expect(logged.map(({ verb }) => verb)).toEqual(
      ["create", "submit", "approve", "reverse"].map((verb) => `expenses.${verb}`),
    )
    expect(logged[2]).toMatchObject({
      clientId: world.campaign.clientId,
      fields: { counted: { after: "100.00 EUR" } },
    })
  })

  it("is never one's own, whatever the role", async () => {
    for (const user of [world.admin, world.finance, world.manager]) {
      const id = await world.submitted({}, user)
      const approving = world.expenses(user).approve({ id, version: 2 })
      await expect(approving).rejects.toThrow(/Somebody else approves your expense/)
      const rejecting = world.expenses(user).reject({ id, version: 2, reason: "No" })
      await expect(rejecting).rejects.toThrow(/Somebody else approves your expense/)
    }
    expect(await world.counted()).toEqual({ kept: 0, recount: 0 })
  })

  it("of a manager reaches up to the agency's limit, and nothing without one", async () => {
    const { expenses: as, manager, finance, admin, other } = world
    const [much, enough] = [
      await world.submitted({ amountMinor: 50_001 }),
      await world.submitted({ amountMinor: 50_000 }),
    ]
    await expect(as(manager).approve({ id: much, version: 2 })).rejects.toThrow(
      /500\.01 EUR is more than your limit of 500\.00 EUR/,
    )
    await as(manager).approve({ id: enough, version: 2 })
    await as(finance).approve({ id: much, version: 2 })
    const { version } = await as(admin).rules.get()
    await as(admin).rules.update({ version, limitMinor: null })
    const id = await world.submitted()
    await expect(as(manager).approve({ id, version: 2 })).rejects.toThrow(/has set no limit/)
    await expect(as(other).approve({ id, version: 2 })).rejects.toMatchObject({ reason: "not_found" })
    await expect(as(world.stranger).approve({ id, version: 2 })).rejects.toMatchObject({
      reason: "forbidden",
    })
    const internal = await world.submitted({ campaignId: null })
    await expect(as(manager).approve({ id: internal, version: 2 })).rejects.toMatchObject({
      reason: "not_found",
    })
    await as(finance).approve({ id: internal, version: 2 })
    const counted = await world.counted()
    expect(counted.kept).toBe(counted.recount)
  })

  it("by two at once counts once", async () => {
    const id = await world.submitted()
    const people = [world.manager, world.finance, world.admin]
    const outcomes = await Promise.allSettled(
      people.map((user) => world.expenses(user).approve({ id, version: 2 })),
    )
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ reason: "stale_version" })
    expect(await world.counted()).toEqual({ kept: 10_000, recount: 10_000 })
  })

  it("keeps the totals equal to a recount under many at once", async () => {
    const other = await makeCampaign(db(), { managerId: world.manager.id })
    const ids = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        world.submitted({ amountMinor: 100 + n, campaignId: n % 3 === 0 ? other.id : world.campaign.id }),
      ),
    )
    await Promise.all(ids.map((id) => world.expenses(world.manager).approve({ id, version: 2 })))
    await Promise.all(
      ids
        .filter((_, n) => n % 4 === 0)
        .map((id) => world.expenses(world.finance).reverse({ id, version: 3, reason: "Again" })),
    )
    for (const campaignId of [world.campaign.id, other.id]) {
      const { kept, recount } = await world.counted(campaignId)
      expect(kept).toBe(recount)
      expect(kept).toBeGreaterThan(0)
    }
  })

  it("of an amount in another currency without an exchange rate is refused, and nothing is counted", async () => {
    const id = await world.submitted({ currency: "USD" })
    const refused = /no exchange rate from USD to EUR on 2026-05-04/
    await expect(world.expenses(world.finance).approve({ id, version: 2 })).rejects.toThrow(refused)
    await expect(world.expenses(world.manager).approve({ id, version: 2 })).rejects.toThrow(refused)
    expect(await world.get(id)).toMatchObject({ state: "submitted", version: 2, counted: null })
    expect(await world.counted()).toEqual({ kept: 0, recount: 0 })
  })

  it("of an amount in another currency counts and is limited at the rate of its day, and keeps how", async () => {
    const rate = { base: "USD", quote: "EUR", source: "entered" } as const
    await db()
      .insert(exchangeRates)
      .values([
        { ...rate, day: "2026-05-01", rate: "0.9" },
        { ...rate, day: "2026-05-05", rate: "0.5" },
      ])
    const [enough, much] = [
      await world.submitted({ currency: "USD", amountMinor: 55_500 }),
      await world.submitted({ currency: "USD", amountMinor: 55_600 }),
    ]
    await world.expenses(world.manager).approve({ id: enough, version: 2 })
    await expect(world.expenses(world.manager).approve({ id: much, version: 2 })).rejects.toThrow(
      /556\.00 USD is more than your limit/,
    )
    // 555.00 USD with 19 % tax are 466.39 net, of which 0.9 are 419.75.
    expect(await world.get(enough)).toMatchObject({
      netMinor: 46_639,
      counted: {
        ...{ minor: 41_975, currency: "EUR" },
        conversion: { from: "USD", to: "EUR", steps: [{ rate: { rate: "0.9", day: "2026-05-01" } }] },
      },
    })
    expect(await world.counted()).toEqual({ kept: 41_975, recount: 41_975 })
    await world.expenses(world.finance).reverse({ id: enough, version: 3, reason: "Again" })
    expect(await world.counted()).toEqual({ kept: 0, recount: 0 })
    await db().delete(exchangeRates)
  })

  it("holds the currency of its campaign, even where it comes to nothing", async () => {
    const id = await world.submitted({ amountMinor: 1, taxPercent: "100" })
    await world.expenses(world.finance).approve({ id, version: 2 })
    await db().update(expenses).set({ countedMinor: 0 }).where(eq(expenses.id, id))
    await db().execute(sql`update campaigns set expenses_minor = 0 where id = ${world.campaign.id}`)
    const { version } = await api.as(world.manager).campaigns.get({ id: world.campaign.id })
    const change = { id: world.campaign.id, version, changes: { currency: "USD", budgetMinor: null } }
    await expect(api.as(world.manager).campaigns.update(change)).rejects.toThrow(
      /Expenses are counted in EUR/,
    )
  })
})

describe("the other steps", () => {
  it("a rejected expense says why, is edited and submitted again", async () => {
    const { expenses: as, manager, member } = world
    const id = await world.submitted()
    await expect(as(manager).reject({ id, version: 2 })).rejects.toMatchObject(at("reason"))
    await as(manager).reject({ id, version: 2, reason: "The receipt is missing" })
    expect(await as(member).get({ id })).toMatchObject({
      ...{ state: "rejected", reason: "The receipt is missing", steps: ["submit"], mayEdit: true },
    })
    await as(member).update({ id, version: 3, changes: { description: "With receipt" } })
    await as(member).submit({ id, version: 4 })
    expect(await as(manager).get({ id })).toMatchObject({ reason: null, steps: ["approve", "reject"] })
    await expect(as(manager).submit({ id, version: 5 })).rejects.toMatchObject({ reason: "not_found" })
    await as(member).withdraw({ id, version: 5 })
    expect(await as(member).get({ id })).toMatchObject({ state: "draft", submittedAt: null })
  })

  it("once it is reimbursed or billed, an approval stays", async () => {
    const { expenses: as, finance } = world
    const [paid, billed] = [await world.submitted(), await world.submitted()]
    for (const id of [paid, billed]) await as(world.manager).approve({ id, version: 2 })
    await as(finance).reimburse({ id: paid, version: 3 })
    const invoice = await makeInvoice(db(), { clientId: world.campaign.clientId })
    const [line] = await db().select().from(invoiceLines).where(eq(invoiceLines.invoiceId, invoice.id))
    await db()
      .update(expenses)
      .set({ invoiceLineId: line?.id ?? null })
      .where(eq(expenses.id, billed))
    await expect(as(finance).reverse({ id: paid, version: 4, reason: "No" })).rejects.toMatchObject({
      reason: "workflow",
    })
    await expect(as(finance).reverse({ id: billed, version: 3, reason: "No" })).rejects.toThrow(
      /on an invoice/,
    )
    expect((await world.get(billed)).steps).toEqual(["reimburse"])
    expect(await world.counted()).toEqual({ kept: 20_000, recount: 20_000 })
  })

  it("receipts hang on one expense, and only one's own uploads", async () => {
    const { expenses: as, member, stranger } = world
    const [mine, theirs] = [await world.upload(), await world.upload(stranger)]
    await expect(world.enter({ receiptIds: [theirs] })).rejects.toMatchObject({ reason: "not_found" })
    const id = await world.enter({ receiptIds: [mine] })
    expect(await as(member).get({ id })).toMatchObject({ receiptCount: 1, receipts: [{ id: mine }] })
    await expect(world.enter({ receiptIds: [mine] })).rejects.toMatchObject({ reason: "not_found" })
    const more = await world.upload()
    await as(member).receipts.attach({ id, version: 1, receiptIds: [more] })
    await as(member).receipts.remove({ id, version: 2, receiptId: mine })
    expect((await as(member).get({ id })).receipts.map((each) => each.id)).toEqual([more])
    await as(member).receipts.attach({ id, version: 3, receiptIds: [mine] })
    const many = await Promise.all(Array.from({ length: 9 }, () => world.upload()))
    await expect(as(member).receipts.attach({ id, version: 4, receiptIds: many })).rejects.toMatchObject(
      at("receiptIds"),
    )
    await as(member).submit({ id, version: 4 })
    await expect(as(member).receipts.remove({ id, version: 5, receiptId: mine })).rejects.toMatchObject({
      reason: "workflow",
    })
  })

  it("the limit is in the agency's currency of the day on which it was set", async () => {
    const { expenses: as, admin, finance } = world
    const { version } = await as(admin).rules.get()
    await expect(as(finance).rules.update({ version, limitMinor: 1 })).rejects.toMatchObject({
      reason: "forbidden",
    })
    await expect(as(admin).rules.update({ version: version + 5, limitMinor: 1 })).rejects.toMatchObject({
      reason: "stale_version",
    })
    await db().update(settings).set({ currency: "JPY" })
    expect(await as(finance).rules.get()).toMatchObject({ limitMinor: 50_000, limitCurrency: "EUR" })
    expect(await as(admin).rules.update({ version, limitMinor: 9_000 })).toMatchObject({
      ...{ limitMinor: 9_000, limitCurrency: "JPY" },
    })
    await db().update(settings).set({ currency: "EUR" })
  })
})
