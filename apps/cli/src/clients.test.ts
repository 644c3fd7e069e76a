import { makeClient, makeUser, type UserRow } from "@alphas/db/factories"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import { TestAlphas } from "./testing"

interface Page {
  items: { id: string; name: string; status: string }[]
  nextCursor: string | null
  total: number | null
}
interface Client {
  id: string
  name: string
  city: string | null
  phone: string | null
  version: number
  archivedAt: string | null
  owner: { id: string } | null
  tags: string[]
  contacts: { name: string; email: string | null; isPrimary: boolean }[]
}

// Every command is a process of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let alphas: TestAlphas
let manager: UserRow
beforeAll(async () => {
  alphas = await TestAlphas.start()
  manager = await alphas.person({ name: "Mara Hale", role: "manager" })
  await alphas.login(manager)
})
afterAll(() => alphas.close())

const client = (values: Parameters<typeof makeClient>[1]) =>
  makeClient(alphas.database.connection.db, { ownerId: manager.id, ...values })

test("list filters, sorts and pages; --json is the API's answer, --quiet ids, else a table", async () => {
  for (const name of ["Osprey", "Opal", "Onyx"]) await client({ name, status: "former", city: "Kiel" })
  await makeClient(alphas.database.connection.db, { name: "Obscure", status: "former" })
  const filters = ["clients", "list", "--status", "former", "--sort", "name", "--desc"]
  const page = await alphas.json<Page>([...filters, "--limit", "2", "--count"])
  expect(page.items.map(({ name }) => name)).toEqual(["Osprey", "Opal"])
  expect(page.total).toBe(3)
  const rest = await alphas.json<Page>([...filters, "--limit", "2", "--cursor", page.nextCursor ?? ""])
  expect(rest).toMatchObject({ items: [{ name: "Onyx" }], nextCursor: null })
  const all = await alphas.run([...filters, "--limit", "1", "--all", "--quiet"])
  expect(all.out.trim().split("\n")).toEqual([...page.items, ...rest.items].map(({ id }) => id))
  const [head, ...rows] = (await alphas.run(filters)).out.trimEnd().split("\n")
  expect(head).toMatch(/^NAME +STATUS +INDUSTRY +CITY +OWNER +UPDATED +ID$/)
  expect(rows[0]).toMatch(
    /^Osprey +Former +Software +Kiel, DE +Mara Hale +\d{4}-\d\d-\d\d \d\d:\d\dZ +[0-9a-f-]{36}$/,
  )
})

test("create takes fields as options and as JSON, and finds the owner and contacts by name", async () => {
  const colleague = await makeUser(alphas.database.connection.db, { name: "Noor Lind", role: "manager" })
  const args = ["clients", "create", "Northwind", "--website", "northwind.example", "--vat-id", "DE1"]
  const more = [
    "--tag",
    "retainer,gold",
    "--owner",
    "noor lind",
    "--contact",
    "Ada Reed <ada@northwind.example>",
  ]
  const saved = await alphas.json<{ id: string }>([...args, ...more, "--stdin"], {
    stdin: JSON.stringify({ city: "Berlin", phone: "030" }),
  })
  const admin = await alphas.person({ role: "admin" })
  const env = { XDG_CONFIG_HOME: `${alphas.home}/admin` }
  await alphas.run(["login", "--email", admin.email, "--password-stdin"], {
    env,
    stdin: "correct horse battery",
  })
  expect(await alphas.json<Client>(["clients", "get", "northwind"], { env })).toMatchObject({
    id: saved.id,
    city: "Berlin",
    phone: "030",
    vatId: "DE1",
    tags: ["retainer", "gold"],
    owner: { id: colleague.id },
    contacts: [{ name: "Ada Reed", email: "ada@northwind.example", isPrimary: true }],
  })
})

test("create refuses a client that is there already, until it is told to create it all the same", async () => {
  await alphas.json(["clients", "create", "Twin", "--website", "twin.example"])
  const again = await alphas.run([
    "clients",
    "create",
    "Twins",
    "--website",
    "https://www.twin.example/about",
  ])
  expect(again).toMatchObject({
    code: 1,
    out: "",
    err: expect.stringMatching(/^alphas: This client seems to exist already\..*Twin \(same .*domain.*\)/s),
  })
  const args = ["clients", "create", "Twins", "--website", "twin.example", "--duplicates", "create"]
  expect((await alphas.run(args)).out).toMatch(/^Created Twins \([0-9a-f-]{36}\)\.\n$/)
})

test("with an idempotency key a repeated call creates one client", async () => {
  const args = ["clients", "create", "Once", "--idempotency-key", "nightly-1"]
  const [first, second] = [await alphas.json(args), await alphas.json(args)]
  expect(second).toEqual(first)
  const other = await alphas.run(["clients", "create", "Twice", "--idempotency-key", "nightly-1"])
  expect(other).toMatchObject({ code: 1, err: expect.stringContaining("already used for a different call") })
})

test("update changes what is named and clears what is empty; a stale version is refused", async () => {
  const { id } = await client({ name: "Palisade", phone: "040", city: "Hamburg" })
  await alphas.json(["clients", "update", "palisade", "--city", "Bremen", "--phone", "", "--owner", "none"])
  // A manager who no longer owns it does not see it.
  const gone = await alphas.run(["clients", "get", id])
  expect(gone).toMatchObject({ code: 1, err: expect.stringContaining("This client does not exist") })

  const kept = await client({ name: "Quarry", city: "Hamburg" })
  const first = await alphas.json<{ version: number }>(["clients", "update", kept.id, "--city", "Bremen"])
  expect(first.version).toBe(kept.version + 1)
  const stale = await alphas.run(["clients", "update", kept.id, "--city", "Kiel", "--if-version", "1"])
  expect(stale).toMatchObject({ code: 1, err: expect.stringContaining("Someone else changed this client") })
  expect(await alphas.json<Client>(["clients", "get", kept.id])).toMatchObject({ city: "Bremen" })
})

test("archive and restore take several; a wrong name among them changes nothing", async () => {
  const rows = [await client({ name: "Redwood" }), await client({ name: "Sequoia" })]
  const wrong = await alphas.run(["clients", "archive", "Redwood", "Nobody & Sons"])
  expect(wrong).toMatchObject({ code: 1, err: "alphas: There is no client named Nobody & Sons.\n" })
  const archived = await alphas.run(["clients", "archive", "Redwood", "Sequoia", "--quiet"])
  expect(archived.out.trim().split("\n")).toEqual(rows.map(({ id }) => id))
  expect((await alphas.json<Client>(["clients", "get", "Sequoia"])).archivedAt).not.toBeNull()
  expect((await alphas.run(["clients", "restore", "sequoia"])).out).toMatch(/^Restored Sequoia/)
})

test("a name that several clients fit is answered with their ids", async () => {
  const one = await client({ name: "Tundra North" })
  const two = await client({ name: "Tundra South" })
  const ended = await alphas.run(["clients", "get", "tundra"])
  expect(ended.code).toBe(1)
  expect(ended.err).toContain("Several clients match tundra.")
  for (const { id, name } of [one, two]) expect(ended.err).toContain(`  ${id}  ${name}`)
})

test("fields that are wrong are named, with the request's id", async () => {
  const args = ["clients", "create", "Umbra", "--email", "nonsense", "--country", "Germany"]
  const ended = await alphas.run(args)
  expect(ended.code).toBe(1)
  expect(ended.err).toContain("  email: This is not an email address.\n")
  expect(ended.err).toContain("  country: Enter the country as two letters, like DE (ISO 3166-1).\n")
  expect(ended.err).toMatch(/\(request [0-9a-f-]{36}\)\n$/)
})

test("names cannot move the cursor or colour the terminal", async () => {
  const { id } = await client({ name: "Vesper" })
  const { db } = alphas.database.connection
  await db.execute(`update clients set city = E'\\x1b[31mred\\x1b]0;title\\x07' where id = '${id}'`)
  const { out } = await alphas.run(["clients", "get", "Vesper"])
  expect(out).toContain("[31mred]0;title")
  expect(out.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u)
})

test("call reaches every query and mutation, says which paths are none, and takes JSON from anywhere", async () => {
  const list = await alphas.run(["call", "clients.list", '{"limit":1}'])
  expect(JSON.parse(list.out)).toMatchObject({ items: [{ name: expect.any(String) }] })
  const created = await alphas.json<{ id: string }>(["call", "clients.create", "--stdin"], {
    stdin: '{"name":"Willow"}',
  })
  expect(
    await alphas.json<Client>(["call", "clients.get", JSON.stringify({ id: created.id })]),
  ).toMatchObject({
    name: "Willow",
  })
  const missing = "00000000-0000-7000-8000-00000000abcd"
  expect(await alphas.run(["call", "clients.get", JSON.stringify({ id: missing })])).toMatchObject({
    code: 1,
  })
  expect(await alphas.run(["call", "clients.vanish"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("There is no query or mutation clients.vanish."),
  })
  expect(await alphas.run(["call", "clients.list", "{limit:1}"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("The input is not JSON"),
  })
  expect((await alphas.run(["call", "clients"])).code).toBe(2)
})
