import { makeClient, makeUser, type UserRow } from "@alphas/db/factories"
import { exchangeRates } from "@alphas/db/schema/money"
import { expect, it } from "vitest"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { conversionOn } from "./conversion"

interface World {
  finance: UserRow
  manager: UserRow
  money(user?: UserRow): ReturnType<TestApi["as"]>["money"]
}

let api: TestApi
let world: World
eachInWorld(
  async (opened): Promise<World> => {
    const { db } = opened.database.connection
    await db.delete(exchangeRates)
    const finance = await makeUser(db, { role: "finance" })
    const manager = await makeUser(db, { role: "manager" })
    return { finance, manager, money: (user = finance) => opened.as(user).money }
  },
  (opened, made) => {
    api = opened
    world = made
  },
)
const db = () => api.database.connection.db

it("billing settings are read and changed by finance, at the version that was seen", async () => {
  const { billing } = world.money()
  const before = await billing.get()
  const { version } = before
  const after = await billing.update({
    version,
    changes: { legalName: "Alphas GmbH", iban: "DE89 3704 0044 0532 0130 00" },
  })
  expect(after).toEqual({
    ...before,
    legalName: "Alphas GmbH",
    iban: "DE89370400440532013000",
    version: version + 1,
  })
  await expect(billing.update({ version, changes: { footer: "Thanks" } })).rejects.toMatchObject({
    reason: "stale_version",
    details: { current: after },
  })
  expect(
    (await billing.update({ version: after.version, changes: { legalName: "Alphas GmbH" } })).version,
  ).toBe(after.version)
  await expect(world.money(world.manager).billing.get()).rejects.toMatchObject({ reason: "forbidden" })
})

it.each([
  [{ invoicePattern: "CN-{year}-000" }, "changes.invoicePattern"],
  [{ closedUntil: "2199-01-01" }, "changes.closedUntil"],
])("billing settings cannot be %j", async (changes, field) => {
  const { billing } = world.money()
  const before = await billing.get()
  await expect(billing.update({ version: before.version, changes })).rejects.toMatchObject({
    details: { fields: { [field]: [expect.any(String)] } },
  })
  expect(await billing.get()).toEqual(before)
})

it.each([
  { iban: "DE89370400440532013001" },
  { invoicePattern: "INV-0000" },
  { invoicePattern: "INV-{year}" },
  { taxRates: [] },
  { taxRates: [{ name: "Much", category: "standard" as const, percent: "250" }] },
  { firstMonth: 13 },
])("billing settings refuse %j", async (changes) => {
  const { version } = await world.money().billing.get()
  await expect(world.money().billing.update({ version, changes })).rejects.toMatchObject({
    code: "BAD_REQUEST",
  })
})

it("a client is billed by its own fields until somebody says otherwise", async () => {
  const { clientBilling } = world.money()
  const client = await makeClient(db(), { name: "Beacon", city: "Ulm", vatId: "DE136695976" })
  const clientId = client.id
  expect(await clientBilling.get({ clientId })).toMatchObject({
    ...{ version: 0, legalName: null, address: null, taxTreatment: "domestic", emails: [] },
    fallback: {
      legalName: "Beacon",
      address: { city: "Ulm", country: "DE" },
      vatId: "DE136695976",
      termsDays: 14,
    },
  })
  const changes = { legalName: "Beacon AG", termsDays: 30, emails: ["Billing@Beacon.example"] }
  expect(await clientBilling.update({ clientId, version: 0, changes })).toMatchObject({
    ...changes,
    emails: ["billing@beacon.example"],
    version: 1,
  })
  const late = clientBilling.update({ clientId, version: 0, changes: { termsDays: 7 } })
  await expect(late).rejects.toMatchObject({
    reason: "stale_version",
    details: { current: { termsDays: 30 } },
  })
  const both = await Promise.allSettled(
    [7, 8].map((termsDays) => clientBilling.update({ clientId, version: 1, changes: { termsDays } })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
})

it("rates that are entered stand beside the bank's, and go before them", async () => {
  const { rates } = world.money()
  const csv = "Date,USD,JPY\n2026-05-08,1.1,160\n2026-05-07,1.2,N/A\n"
  expect(await rates.importEcb({ csv })).toEqual({
    changed: 3,
    rates: 3,
    from: "2026-05-07",
    to: "2026-05-08",
  })
  expect(await rates.importEcb({ csv })).toMatchObject({ changed: 0 })
  const pair = { day: "2026-05-08", base: "EUR", quote: "USD" }
  await rates.set({ ...pair, rate: "1.15" })
  const listed = await rates.list({ limit: 2 })
  expect(listed.items).toMatchObject([
    { quote: "USD", source: "entered" },
    { quote: "USD", source: "ecb" },
  ])
  expect((await rates.list({ limit: 2, cursor: listed.nextCursor })).items).toMatchObject([
    { quote: "JPY", day: "2026-05-08" },
    { quote: "USD", day: "2026-05-07", rate: "1.2" },
  ])
  expect((await rates.list({ currency: "JPY", source: ["ecb"], from: "2026-05-08" })).items).toHaveLength(1)
  const convert = (day: string) => conversionOn(db(), day, { from: "EUR", to: "USD" }, "currency")
  expect((await convert("2026-05-10")).steps[0]?.rate).toMatchObject({ rate: "1.15", source: "entered" })
  expect((await convert("2026-05-07")).steps[0]?.rate).toMatchObject({ rate: "1.2", source: "ecb" })
  await expect(convert("2026-05-16")).rejects.toMatchObject({ reason: "invalid" })
  await expect(convert("2026-05-06")).rejects.toMatchObject({ reason: "invalid" })
  await rates.remove(pair)
  await expect(rates.remove(pair)).rejects.toMatchObject({ reason: "not_found" })
  expect((await convert("2026-05-10")).steps[0]?.rate).toMatchObject({ rate: "1.1", source: "ecb" })
})

it.each(["Date,USD\n2026-05-08,1e5", "hello"])("a file of rates like %j changes nothing", async (csv) => {
  await expect(world.money().rates.importEcb({ csv })).rejects.toMatchObject({
    details: { fields: { csv: [expect.any(String)] } },
  })
  expect((await world.money().rates.list({})).items).toEqual([])
})
