import type { UserRow } from "@alphas/db/factories"
import { makeClient, makeContact, makeMember, makeUser } from "@alphas/db/factories"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type TestApi, testApi } from "../testing"

let api: TestApi
let admin: UserRow
let manager: UserRow

beforeAll(async () => {
  api = await testApi()
  admin = await makeUser(db(), { role: "admin" })
  manager = await makeUser(db(), { role: "manager" })
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

const db = () => api.database.connection.db
const bare = { website: null, email: null, domain: null }

describe("duplicates of a client", () => {
  it("are found by name without its legal form, similar name, domain, address and contact, strongest first", async () => {
    const exact = await makeClient(db(), { ...bare, name: "Müller & Söhne GmbH" })
    const similar = await makeClient(db(), { ...bare, name: "Mueller und Soehne" })
    const domain = await makeClient(db(), {
      name: "Quite Different",
      website: "https://mueller-soehne.example",
    })
    const email = await makeClient(db(), { ...bare, name: "Another", email: "info@mueller-soehne.example" })
    const contact = await makeClient(db(), { ...bare, name: "A Third" })
    await makeContact(db(), { clientId: contact.id, email: "eva@private.example" })
    await makeClient(db(), { ...bare, name: "Nothing In Common" })
    const found = await api.as(admin).clients.duplicates({
      name: "MULLER + SOHNE KG",
      website: "www.mueller-soehne.example/about",
      email: "Info@mueller-soehne.example",
      contactEmails: ["Eva@private.example"],
    })
    expect(found.map(({ id, because }) => [id, because])).toEqual([
      [email.id, ["domain", "email"]],
      [exact.id, ["name"]],
      [domain.id, ["domain"]],
      [contact.id, ["contact_email"]],
      [similar.id, ["similar_name"]],
    ])
    expect(found[1]?.similarity).toBe(1)
    expect(found[4]?.similarity).toBeGreaterThan(0.45)
  })

  it("are found whichever way an international domain is spelled", async () => {
    const caller = api.as(admin)
    const site = await caller.clients.create({ name: "Erste", website: "https://www.bäckerei-süß.example" })
    const mailed = await caller.clients.create({ name: "Zweite", email: "a@xn--grn-ioa.example" })
    const bySite = await caller.clients.duplicates({
      name: "X",
      website: new URL("https://bäckerei-süß.example").hostname,
    })
    expect(bySite.map(({ id, because }) => [id, because])).toEqual([[site.id, ["domain"]]])
    const byEmail = await caller.clients.duplicates({ name: "X", email: "A@grün.example" })
    expect(byEmail.map(({ id, because }) => [id, because])).toEqual([[mailed.id, ["domain", "email"]]])
  })

  it("are not those who merely use the same email provider or social network", async () => {
    await makeClient(db(), {
      ...bare,
      name: "Foto Anna",
      email: "anna@gmail.com",
      website: "https://facebook.com/anna",
      domain: "facebook.com",
    })
    const given = { name: "Zeppelin", email: "bob@gmail.com", website: "facebook.com/zeppelin" }
    expect(await api.as(admin).clients.duplicates(given)).toEqual([])
    const same = await api.as(admin).clients.duplicates({ email: "anna@gmail.com" })
    expect(same.map((each) => each.because)).toEqual([["email"]])
  })

  it("are looked for among the clients that the caller may see, and never the client itself", async () => {
    const owned = await makeClient(db(), { name: "Hidden Harbour", ownerId: manager.id })
    const foreign = await makeClient(db(), { name: "Hidden Harbour" })
    await makeContact(db(), { clientId: foreign.id, email: "secret@harbour.example" })
    const shared = await makeClient(db(), { name: "Hidden Harbour Ltd" })
    await makeMember(db(), { clientId: shared.id, userId: manager.id })
    const seen = await api.as(manager).clients.duplicates({ name: "Hidden Harbour" })
    expect(seen.map((each) => each.id).sort()).toEqual([owned.id, shared.id].sort())
    expect(await api.as(manager).clients.duplicates({ contactEmails: ["secret@harbour.example"] })).toEqual(
      [],
    )
    const others = await api.as(admin).clients.duplicates({ name: "Hidden Harbour", excludeId: owned.id })
    expect(others.map((each) => each.id).sort()).toEqual([foreign.id, shared.id].sort())
  })

  it("follow a name that is changed, and are at most ten", async () => {
    const client = await makeClient(db(), { ...bare, name: "Before", ownerId: manager.id })
    await api.as(manager).clients.update({ id: client.id, version: 1, changes: { name: "Afterwards AG" } })
    const [found] = await api.as(manager).clients.duplicates({ name: "afterwards" })
    expect(found).toMatchObject({ id: client.id, because: ["name"] })
    for (let count = 0; count < 12; count++) await makeClient(db(), { ...bare, name: "Twelve Times" })
    expect(await api.as(admin).clients.duplicates({ name: "Twelve Times" })).toHaveLength(10)
  })

  it("of nothing, of half-typed values and of signs alone are none", async () => {
    expect(await api.as(admin).clients.duplicates({})).toEqual([])
    expect(await api.as(admin).clients.duplicates({ name: " ", website: "http", email: "x@" })).toEqual([])
    expect(await api.as(admin).clients.duplicates({ name: "%_'\"\\" })).toEqual([])
  })
})
