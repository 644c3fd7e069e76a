import { makeClient, makeContact, makeUser } from "@alphas/db/factories"
import { afterAll, beforeAll, describe, expect, it, test } from "vitest"
import { type TestApi, testApi } from "../testing"
import { phoneDigits } from "./phone"

describe("the digits of a phone number", () => {
  it.each([
    ["+49 161 5594078", "1615594078"],
    ["+49 (0)161 / 559-4078", "1615594078"],
    ["0049 161 5594078", "1615594078"],
    ["0161 5594078", "1615594078"],
    ["5594078", "5594078"],
    ["+39 06 698 1234", "066981234"],
    ["+1 (212) 555-0100", "2125550100"],
  ])("of %s are %s", (text, digits) => expect(phoneDigits(text)).toBe(digits))

  it.each(["", "1234", "Studio 54000", "a5594078", "+"])("are none in %j", (text) => {
    expect(phoneDigits(text)).toBeNull()
  })
})

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

test("a phone number finds its client or contact in any spelling of either", async () => {
  const { db } = api.database.connection
  const admin = await makeUser(db, { role: "admin" })
  const spellings = [
    "+49 161 5594078",
    "+49 (0)161/559-4078",
    "0161 5594078",
    "(0161) 55 94 078",
    "00491615594078",
  ]
  const names: string[] = []
  for (const [index, phone] of spellings.entries()) {
    const client = await makeClient(db, { name: `Phone ${index}`, phone })
    names.push(client.name)
  }
  const reached = await makeClient(db, { name: "Reached by a contact", phone: null })
  await makeContact(db, { clientId: reached.id, phone: "+49.161.5594078" })
  await makeClient(db, { name: "Another number", phone: "+49 161 5594079" })
  await makeClient(db, { name: "5594078 things", phone: null })
  for (const text of [...spellings, "1615594078", "161 5594078"]) {
    const { items } = await api.as(admin).clients.list({ text })
    expect(items.map(({ name }) => name).sort(), text).toEqual([...names, "Reached by a contact"].sort())
  }
  const { items, total } = await api.as(admin).clients.list({ text: "5594078", count: true })
  expect(items).toHaveLength(names.length + 2)
  expect(total).toBe(names.length + 2)
})

test("a contact's number finds nothing for whoever does not see the contact", async () => {
  const { db } = api.database.connection
  const own = await makeClient(db, { name: "Own", phone: null })
  await makeContact(db, { clientId: own.id, phone: "+49 30 7654321" })
  const other = await makeClient(db, { name: "Other", phone: null })
  await makeContact(db, { clientId: other.id, phone: "+49 30 7654321" })
  const viewer = await makeUser(db, { role: "client_viewer", clientId: own.id })
  const { items } = await api.as(viewer).clients.list({ text: "030 7654321" })
  expect(items.map(({ id }) => id)).toEqual([own.id])
})
