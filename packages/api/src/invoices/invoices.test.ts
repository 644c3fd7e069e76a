import { makeCampaign, makeClient } from "@alphas/db/factories"
import { invoices } from "@alphas/db/schema/invoices"
import { billingSettings } from "@alphas/db/schema/money"
import { eq, sql } from "drizzle-orm"
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

describe("a draft", () => {
  it("begins with what the client and the agency say, and counts its totals", async () => {
    const { id } = await world.invoices().create({
      clientId: world.client.id,
      lines: [{ description: "Hours", quantity: "1.5", unit: "hour", unitPrice: "99.99" }],
    })
    const draft = await world.invoices().get({ id })
    expect(draft).toMatchObject({
      ...{ state: "draft", number: null, currency: "EUR", prices: "net", kind: "invoice" },
      ...{ netMinor: 14_999, taxMinor: 2_850, payableMinor: 17_849, openMinor: 0, overdue: false },
      ...{ seller: { vatId: "DE136695976" }, buyer: { name: world.client.name } },
      ...{ problems: [], mayEdit: true, mayIssue: true },
    })
    expect(draft.lines).toMatchObject([{ taxCategory: "standard", taxPercent: "19", quantity: "1.5" }])
    expect(draft.totals.payableMinor).toBe(17_849)
  })

  it("keeps lines by their ids, in the order that they are given in", async () => {
    const { id } = await world.draft({ lines: [line, { ...line, description: "Second" }] })
    const [first, second] = (await world.invoices().get({ id })).lines
    const back = { id: first?.id ?? "", ...line, unitPrice: "10" }
    const lines = [{ ...line, description: "New" }, back]
    const saved = await world.invoices().update({ id, version: 1, changes: { lines } })
    const after = await world.invoices().get({ id })
    expect(saved.version).toBe(2)
    expect(after.lines.map((each) => [each.description, each.unitPrice])).toEqual([
      ["New", "50"],
      ["Work", "10"],
    ])
    expect(after.lines[1]?.id).toBe(first?.id)
    expect(after.netMinor).toBe(12_000)
    for (const wrong of [second?.id, back.id]) {
      const again = [back, { ...line, id: wrong ?? "" }]
      await expect(
        world.invoices().update({ id, version: 2, changes: { lines: again } }),
      ).rejects.toMatchObject({ details: { fields: { "changes.lines.1.id": [expect.any(String)] } } })
    }
    expect(await world.invoices().get({ id })).toEqual(after)
    const same = await world.invoices().update({ id, version: 2, changes: { prices: "net" } })
    expect(same.version, "nothing differs").toBe(2)
  })

  it("is told apart from what somebody else has saved meanwhile", async () => {
    const { id } = await world.draft()
    await world.invoices().update({ id, version: 1, changes: { note: "One" } })
    await expect(
      world.invoices().update({ id, version: 1, changes: { note: "Other" } }),
    ).rejects.toMatchObject({ reason: "stale_version", details: { current: { note: "One", version: 2 } } })
  })

  it.each([
    [{ quantity: "1e308" }, "lines.0.quantity"],
    [{ quantity: "NaN" }, "lines.0.quantity"],
    [{ unitPrice: "0.1234567" }, "lines.0.unitPrice"],
    [{ unitPrice: "-1" }, "lines.0.unitPrice"],
    [{ taxPercent: "250" }, "lines.0.taxPercent"],
    [{ taxCategory: "exempt" as const }, "lines.0.taxPercent"],
    [{ taxPercent: null }, "lines.0.taxPercent"],
  ])("refuses a line with %j", async (wrong, field) => {
    const before = await db().select({ id: invoices.id }).from(invoices)
    const call = world.draft({ lines: [{ ...line, ...wrong }] })
    const error = await call.catch((thrown) => thrown)
    const issues: { path: (string | number)[] }[] = JSON.parse(error.cause?.message ?? "[]")
    expect(issues.map(({ path }) => path.join("."))).toContain(field)
    expect(await db().select({ id: invoices.id }).from(invoices)).toEqual(before)
  })

  it("adds 0.1 and 0.2 exactly, and refuses what is too large at its line", async () => {
    const tiny = { ...line, quantity: "1", taxPercent: "19" }
    const { id } = await world.draft({
      currency: "KWD",
      lines: [
        { ...tiny, unitPrice: "0.1" },
        { ...tiny, unitPrice: "0.2" },
      ],
    })
    expect(await world.invoices().get({ id })).toMatchObject({ netMinor: 300, taxMinor: 57 })
    const huge = { ...line, quantity: "1000000000", unitPrice: "1000000000" }
    await expect(
      world.invoices().update({ id, version: 1, changes: { lines: [line, huge] } }),
    ).rejects.toMatchObject({ details: { fields: { "changes.lines.1": [expect.any(String)] } } })
  })

  it("takes campaigns of its own client only, and none for a client that is archived", async () => {
    const [own, other] = [await makeCampaign(db(), { clientId: world.client.id }), await makeCampaign(db())]
    await world.draft({ lines: [{ ...line, campaignId: own.id }] })
    await expect(world.draft({ lines: [{ ...line, campaignId: other.id }] })).rejects.toMatchObject({
      details: { fields: { "lines.0.campaignId": [expect.any(String)] } },
    })
    const archived = await makeClient(db(), { archivedAt: "2026-01-01T00:00:00.000Z" })
    await expect(world.invoices().create({ clientId: archived.id })).rejects.toMatchObject({
      reason: "invalid",
    })
  })

  it("is nothing that the client's viewer hears or reads of", async () => {
    const { id } = await world.draft()
    const seen = world.invoices(world.viewer)
    expect((await seen.list({})).items).toEqual([])
    expect((await seen.list({ state: ["draft"] })).items).toEqual([])
    await expect(seen.get({ id })).rejects.toMatchObject({ reason: "not_found" })
    expect((await world.invoices(world.manager).list({})).items).toMatchObject([{ id, state: "draft" }])
    await expect(world.invoices(world.manager).issue({ id, version: 1 })).rejects.toMatchObject({
      reason: "forbidden",
    })
  })
})

describe("issuing", () => {
  it("gives the next number of the year, freezes who sends and who gets it, and lets nothing change", async () => {
    const year = world.today.slice(0, 4)
    const { id, number, version } = await world.issued()
    expect(number).toBe(`INV-${year}-0001`)
    expect((await world.issued()).number).toBe(`INV-${year}-0002`)
    const before = await world.invoices().get({ id })
    expect(before).toMatchObject({
      ...{ state: "issued", openMinor: 11_900, issueDay: world.today, problems: [], mayEdit: false },
      ...{ buyer: { name: world.client.name } },
    })
    await db().update(billingSettings).set({ legalName: "Another agency", vatId: "DE999999999" })
    await db().execute(sql`update clients set name = 'Renamed', city = 'Ulm' where id = ${world.client.id}`)
    const after = await world.invoices().get({ id })
    expect(after).toEqual({ ...before, client: { id: world.client.id, name: "Renamed" } })
    await expect(world.invoices().update({ id, version, changes: { note: "Later" } })).rejects.toMatchObject({
      reason: "workflow",
    })
    await expect(world.invoices().issue({ id, version })).rejects.toMatchObject({ reason: "workflow" })
    expect((await world.invoices(world.viewer).list({})).items).toHaveLength(2)
  })

  it("gives one number when two issue the same draft at once", async () => {
    const { id, version } = await world.draft()
    const results = await Promise.allSettled([1, 2, 3].map(() => world.invoices().issue({ id, version })))
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ reason: "stale_version" })
    expect((await world.issued()).number).toMatch(/-0002$/)
  })

  it("leaves no gap when it fails after the number", async () => {
    const { id, version } = await world.draft()
    await db().execute(
      sql`alter table changes add constraint no_more check (verb <> 'invoices.issue') not valid`,
    )
    await expect(world.invoices().issue({ id, version })).rejects.toThrow()
    await db().execute(sql`alter table changes drop constraint no_more`)
    expect((await world.invoices().issue({ id, version })).number).toMatch(/-0001$/)
  })

  it("never goes back in days, nor into what is closed, nor far ahead", async () => {
    const issue = async (issueDay: string) => {
      const { id, version } = await world.draft()
      return world.invoices().issue({ id, version, issueDay })
    }
    const refused = { reason: "invalid", details: { fields: { issueDay: [expect.any(String)] } } }
    await issue("2026-05-04")
    await issue("2026-05-04")
    await expect(issue("2026-05-03")).rejects.toMatchObject(refused)
    await expect(issue("2199-01-01")).rejects.toMatchObject(refused)
    await db().update(billingSettings).set({ closedUntil: "2026-05-31" })
    await expect(issue("2026-05-31")).rejects.toMatchObject(refused)
    expect((await issue("2026-06-01")).number).toBe("INV-2026-0003")
    // Each year counts anew, and an earlier one that was never begun can still begin.
    await db().update(billingSettings).set({ closedUntil: null })
    expect((await issue("2025-12-31")).number).toBe("INV-2025-0001")
  })

  it("counts by fiscal years, and takes another pattern from the next year on", async () => {
    const issue = async (issueDay: string) => {
      const { id, version } = await world.draft()
      return (await world.invoices().issue({ id, version, issueDay })).number
    }
    await db().update(billingSettings).set({ firstMonth: 4 })
    expect(await issue("2025-03-31")).toBe("INV-2024-0001")
    expect(await issue("2025-04-01")).toBe("INV-2025-0001")
    await db().update(billingSettings).set({ invoicePattern: "{yy}/00" })
    expect(await issue("2026-03-31"), "the year goes on as it began").toBe("INV-2025-0002")
    expect(await issue("2026-04-01")).toBe("26/01")
  })

  it("names everything that is missing, at its field", async () => {
    await db()
      .update(billingSettings)
      .set({
        vatId: null,
        address: { street: null, postalCode: null, city: null, region: null, country: null },
      })
    const zero = { ...line, taxPercent: "0" }
    const { id, version } = await world.draft({
      dueDay: "2020-01-01",
      lines: [
        { ...zero, taxCategory: "outside_scope", description: null },
        { ...zero, taxCategory: "reverse_charge", quantity: "-10" },
      ],
    })
    const { problems } = await world.invoices().get({ id })
    const fields = [
      ...["lines.0.description", "lines", "dueDay", "seller.address.country", "seller.address.city"],
      ...["seller.vatId", "buyer.vatId", "lines", "seller.taxNumber"],
    ]
    expect(problems.map(({ field }) => field)).toEqual(fields)
    await expect(world.invoices().issue({ id, version })).rejects.toMatchObject({
      reason: "invalid",
      details: { fields: Object.fromEntries(fields.map((field) => [field, expect.any(Array)])) },
    })
    await db().delete(invoices).where(eq(invoices.id, id))
    const { id: empty } = await world.invoices().create({ clientId: world.client.id })
    expect((await world.invoices().get({ id: empty })).problems).toMatchObject([
      { field: "lines" },
      { field: "seller.address.country" },
      { field: "seller.address.city" },
    ])
  })
})

describe("the list", () => {
  it("finds by state, client, text and what is overdue, in every order, for each role", async () => {
    const other = await makeClient(db(), { name: "Zebra" })
    const late = await world.issued({ dueDay: world.today })
    await db()
      .update(invoices)
      .set({ issueDay: "2026-01-05", dueDay: "2026-01-19" })
      .where(eq(invoices.id, late.id))
    const draft = await world.draft({ clientId: other.id, buyerReference: "PO-77" })
    const open = await world.issued({ clientId: other.id })
    const ids = async (filters: object, user = world.finance) =>
      (await world.invoices(user).list(filters)).items.map(({ id }) => id)
    expect(await ids({})).toEqual([draft.id, open.id, late.id])
    expect(await ids({ state: ["draft"] })).toEqual([draft.id])
    expect(await ids({ kind: ["invoice"], state: ["issued"] })).toEqual([open.id, late.id])
    expect(await ids({ kind: ["credit_note"] })).toEqual([])
    expect(await ids({ clientId: [world.client.id] })).toEqual([late.id])
    expect(await ids({ overdue: true })).toEqual([late.id])
    expect(await ids({ overdue: true, sort: "dueDay", direction: "asc" })).toEqual([late.id])
    expect(await ids({ from: "2026-02-01" })).toEqual([open.id])
    expect(await ids({ to: "2026-02-01" })).toEqual([late.id])
    expect(await ids({ dueTo: "2026-01-18" })).toEqual([])
    expect(await ids({ dueFrom: "2026-01-19", dueTo: "2026-01-19" })).toEqual([late.id])
    expect(await ids({ dueFrom: "2026-01-20" }), "a draft is not due yet").toEqual([open.id])
    expect(await ids({ currency: "EUR", state: ["issued"] })).toEqual([open.id, late.id])
    expect(await ids({ currency: "CHF" })).toEqual([])
    expect(await ids({ text: "po-77" })).toEqual([draft.id])
    expect(await ids({ text: "zeb" })).toEqual([draft.id, open.id])
    expect(await ids({ text: late.number.slice(-4) })).toEqual([late.id])
    for (const sort of ["number", "issueDay", "dueDay", "client", "payable", "open", "createdAt"] as const)
      for (const direction of ["asc", "desc"] as const) {
        const all = await ids({ sort, direction })
        expect([...all].sort()).toEqual([draft.id, open.id, late.id].sort())
        const first = await world.invoices().list({ sort, direction, limit: 1 })
        const rest = await world.invoices().list({ sort, direction, cursor: first.nextCursor })
        expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all)
      }
    expect(await ids({}, world.manager)).toEqual([late.id])
    expect(await ids({}, world.viewer)).toEqual([late.id])
    await expect(ids({}, { ...world.viewer, role: "team_member" })).rejects.toMatchObject({
      reason: "forbidden",
    })
    expect((await world.invoices().list({ overdue: true })).items).toMatchObject([{ overdue: true }])
  })
})

it("the history of an invoice begins with its draft, and is not the client's to read", async () => {
  const { id } = await world.draft()
  const { version } = await world.invoices().update({ id, version: 1, changes: { note: "Thanks" } })
  await world.invoices().issue({ id, version })
  const read = async (user = world.manager) =>
    (await api.as(user).changes.history({ entity: "invoice", id })).items.map(({ verb }) => verb)
  expect(await read()).toEqual(["invoices.issue", "invoices.update", "invoices.create"])
  await expect(read(world.viewer)).rejects.toMatchObject({ reason: "forbidden" })
})
