import { makeCampaign, makeClient, makeTask, makeUser, type UserRow } from "@alphas/db/factories"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

interface Page {
  items: { id: string; name: string }[]
  nextCursor: string | null
  total: number | null
}
interface Campaign {
  id: string
  name: string
  status: string
  endDay: string
  tasksTotal: number
  budgetMinor: number | null
  currency: string
  description: string | null
  version: number
  archivedAt: string | null
  manager: { id: string } | null
  members: { id: string; name: string }[]
}

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let manager: UserRow
let clientId: string
beforeAll(async () => {
  alphas = await TestAlphas.start()
  manager = await alphas.person({ name: "Mara Hale", role: "manager" })
  const { db } = alphas.database.connection
  clientId = (await makeClient(db, { name: "Northwind", ownerId: manager.id, currency: "EUR" })).id
  await alphas.login(manager)
})
afterAll(() => alphas.close())

const campaign = (values: Parameters<typeof makeCampaign>[1]) =>
  makeCampaign(alphas.database.connection.db, { clientId, managerId: manager.id, ...values })
const get = (name: string) => alphas.json<Campaign>(["campaigns", "get", name])

test("list filters, sorts and pages; --json is the API's answer, --quiet ids, else a table", async () => {
  const { db } = alphas.database.connection
  for (const name of ["Osprey", "Opal", "Onyx"])
    await campaign({ name, status: "paused", endDay: "2099-06-26", budgetMinor: 1_200_050 })
  const other = await makeClient(db, { name: "Southwind", ownerId: manager.id })
  await campaign({ name: "Olive", status: "paused", clientId: other.id })
  await makeCampaign(db, { name: "Obscure", status: "paused" })
  const filters = ["campaigns", "list", "--status", "paused", "--client", "northwind", "--manager", "me"]
  const sorted = [...filters, "--sort", "name", "--desc"]
  const page = await alphas.json<Page>([...sorted, "--limit", "2", "--count"])
  expect(page.items.map(({ name }) => name)).toEqual(["Osprey", "Opal"])
  expect(page.total).toBe(3)
  const rest = await alphas.json<Page>([...sorted, "--limit", "2", "--cursor", page.nextCursor ?? ""])
  expect(rest).toMatchObject({ items: [{ name: "Onyx" }], nextCursor: null })
  const all = await alphas.run([...sorted, "--limit", "1", "--all", "--quiet"])
  expect(all.out.trim().split("\n")).toEqual([...page.items, ...rest.items].map(({ id }) => id))
  const [head, ...rows] = (await alphas.run(sorted)).out.trimEnd().split("\n")
  expect(head).toMatch(/^NAME +STATUS +HEALTH +ENDS +CLIENT +MANAGER +BUDGET +ID$/)
  expect(rows[0]).toMatch(
    /^Osprey +Paused +On track +2099-06-26 +Northwind +Mara Hale +12,000\.50 EUR +[0-9a-f-]{36}$/,
  )
})

test("create takes fields as options and as JSON, and finds client and people by name", async () => {
  const colleague = await makeUser(alphas.database.connection.db, { name: "Noor Lind" })
  const days = ["--start", "2027-03-01", "--end", "2027-05-28"]
  const args = ["campaigns", "create", "Spring launch", "--client", "northwind", ...days]
  const saved = await alphas.json<{ id: string }>(
    [...args, "--budget", "24000.5", "--member", "noor lind", "--stdin"],
    { stdin: JSON.stringify({ description: "A new product.", endDay: "2027-01-01" }) },
  )
  expect(await get("spring launch")).toMatchObject({
    id: saved.id,
    status: "planning",
    endDay: "2027-05-28",
    budgetMinor: 2_400_050,
    currency: "EUR",
    description: "A new product.",
    manager: { id: manager.id },
    members: [{ name: "Mara Hale" }, { id: colleague.id }],
  })
  const text = (await alphas.run(["campaigns", "get", "Spring launch"])).out
  expect(text).toMatch(/^Days +2027-03-01 to 2027-05-28$/m)
  expect(text).toMatch(/^Budget +24,000\.50 EUR$/m)
})

test("what is missing or wrong is said before anything is created", async () => {
  const create = (...args: string[]) => alphas.run(["campaigns", "create", ...args])
  const days = ["--start", "2027-03-01", "--end", "2027-05-28"]
  expect(await create("Nameless", ...days)).toMatchObject({
    code: 2,
    err: expect.stringContaining("Add the client"),
  })
  expect(await create("Dayless", "--client", "Northwind")).toMatchObject({
    code: 2,
    err: expect.stringContaining("Add the first and the last day"),
  })
  expect(await create("Rich", "--client", "Northwind", ...days, "--budget", "12.345")).toMatchObject({
    code: 2,
    err: expect.stringContaining('"12.345" is not an amount in EUR. Enter it like 12000 or 12000.50.'),
  })
  expect(
    await create("Backward", "--client", "Northwind", "--start", "2027-03-01", "--end", "2027-02-01"),
  ).toMatchObject({ code: 1, err: expect.stringContaining("The end must not be before the start.") })
})

test("update changes what is named and clears what is empty; a stale version is refused", async () => {
  const { id } = await campaign({ name: "Palisade", budgetMinor: 500_000, description: "Old." })
  const args = ["campaigns", "update", "palisade", "--end", "2026-07-31", "--budget", "none", "--description"]
  await alphas.json([...args, ""])
  expect(await get(id)).toMatchObject({ endDay: "2026-07-31", budgetMinor: null, description: null })
  const stale = await alphas.run(["campaigns", "update", id, "--end", "2026-08-31", "--if-version", "1"])
  expect(stale).toMatchObject({ code: 1, err: expect.stringContaining("Someone else changed this campaign") })
  expect(await alphas.run(["campaigns", "update", id])).toMatchObject({ code: 2 })
})

test("step takes the steps of the workflow, and says which are none", async () => {
  const { id } = await campaign({ name: "Quarry", status: "active" })
  expect((await alphas.run(["campaigns", "step", "Quarry", "complete"])).out).toBe(
    `Complete: Quarry (${id}).\n`,
  )
  const again = await alphas.run(["campaigns", "step", "Quarry", "pause"])
  expect(again).toMatchObject({ code: 1, out: "" })
  await alphas.json(["campaigns", "step", "Quarry", "reopen", "--reason", "One more week"])
  expect((await get(id)).status).toBe("active")
  const wrong = await alphas.run(["campaigns", "step", "Quarry", "vanish"])
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("Use one of: start, pause,") })
})

test("archive and restore take several; a wrong name among them changes nothing", async () => {
  const rows = [await campaign({ name: "Redwood" }), await campaign({ name: "Sequoia" })]
  const wrong = await alphas.run(["campaigns", "archive", "Redwood", "No such thing"])
  expect(wrong).toMatchObject({ code: 1, err: "alphas: There is no campaign named No such thing.\n" })
  const archived = await alphas.run(["campaigns", "archive", "Redwood", "Sequoia", "--quiet"])
  expect(archived.out.trim().split("\n")).toEqual(rows.map(({ id }) => id))
  expect((await get("Sequoia")).archivedAt).not.toBeNull()
  expect((await alphas.run(["campaigns", "restore", "sequoia"])).out).toMatch(/^Restored Sequoia/)
})

test("a name that several campaigns fit is answered with their ids and clients", async () => {
  const rows = [await campaign({ name: "Tundra North" }), await campaign({ name: "Tundra South" })]
  const ended = await alphas.run(["campaigns", "get", "tundra"])
  expect(ended.code).toBe(1)
  for (const { id, name } of rows) expect(ended.err).toContain(`  ${id}  ${name} (Northwind)`)
})

test("a campaign is created from a template, which says when it ends", async () => {
  const { id } = await campaign({ name: "Umber", startDay: "2026-03-02", endDay: "2026-03-13" })
  const { db } = alphas.database.connection
  await makeTask(db, { campaignId: id, title: "Brief" })
  const kept = ["campaigns.templates.save", JSON.stringify({ campaignId: id, name: "Ten days" })]
  const { id: templateId } = await alphas.json<{ id: string }>(["call", ...kept])
  expect((await alphas.run(["campaigns", "templates", "--quiet"])).out.trim()).toBe(templateId)
  const [head, row] = (await alphas.run(["campaigns", "templates"])).out.split("\n")
  expect(head).toMatch(/^NAME +TASKS +WORKING DAYS/)
  expect(row).toMatch(/^Ten days +1 +10 /)

  const create = ["campaigns", "create", "Violet", "--client", "Northwind", "--start", "2027-03-01"]
  await alphas.json([...create, "--template", "ten"])
  expect(await get("Violet")).toMatchObject({ endDay: "2027-03-12", tasksTotal: 1 })
  expect(await alphas.run([...create, "--template", "Eleven"])).toMatchObject({
    code: 1,
    err: "alphas: There is no template named Eleven.\n",
  })
})
