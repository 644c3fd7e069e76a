import { makeUser } from "@alphas/db/factories"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { sql } from "drizzle-orm"
import { afterEach, beforeEach, expect, test } from "vitest"
import { SetUp } from "./set-up"

const secret = "a secret that is only good for tests"
let database: TestDatabase
let setup: SetUp
beforeEach(async () => {
  database = await testDatabase()
  setup = new SetUp(database.connection.db, secret)
})
afterEach(() => database.drop())

async function code(): Promise<string> {
  const issued = await setup.issueCode()
  if (issued === null) throw new Error("Set-up is closed.")
  return issued
}

const enter = (text: string) => database.connection.db.transaction((tx) => setup.enter(tx, text))

test("the code that is printed opens set-up, however it is typed; no other does", async () => {
  const printed = await code()
  expect(printed).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/)
  expect(await enter("AAAA-BBBB-CCCC-DDDD")).toBe("wrong_code")
  expect(await enter(` ${printed.toLowerCase().replaceAll("-", " ")}`)).toBe("open")
  const [row] = await database.connection.db.execute<{ hash: string }>(
    sql`select setup_code_hash as hash from settings`,
  )
  expect(row?.hash).not.toContain(printed)
})

test("several processes of an installation print the same code, another installation another", async () => {
  const printed = await code()
  expect(await new SetUp(database.connection.db, secret).issueCode()).toBe(printed)
  expect(await enter(printed)).toBe("open")
  expect(await new SetUp(database.connection.db, `${secret}, another`).issueCode()).not.toBe(printed)
})

test("once it is closed it stays closed, and no code is printed any more", async () => {
  const good = await code()
  await database.connection.db.transaction(async (tx) => {
    expect(await setup.enter(tx, good)).toBe("open")
    await setup.close(tx, "Agency of the test")
  })
  expect(await setup.isOpen()).toBe(false)
  expect(await setup.issueCode()).toBeNull()
  expect(await enter(good)).toBe("closed")
})

test("of two who enter at the same time one waits for the other and finds it closed", async () => {
  const good = await code()
  const attempt = () =>
    database.connection.db.transaction(async (tx) => {
      const entry = await setup.enter(tx, good)
      if (entry === "open") await setup.close(tx, "Agency of the test")
      return entry
    })
  const entries = await Promise.all([attempt(), attempt(), attempt()])
  expect(entries.sort()).toEqual(["closed", "closed", "open"])
})

test("where anybody exists set-up is closed, also without a trace of it in the settings", async () => {
  await makeUser(database.connection.db)
  expect(await setup.isOpen()).toBe(false)
  expect(await setup.issueCode()).toBeNull()
})
