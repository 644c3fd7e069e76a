import postgres from "postgres"
import { expect, test } from "vitest"
import { templateDatabase } from "./template-database"

const adminUrl = process.env.ALPHAS_TEST_POSTGRES ?? ""

async function query(url: string, text: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1 })
  try {
    return await sql.unsafe(text)
  } finally {
    await sql.end()
  }
}

test("prepares once, however many ask at the same time, and gives each its own copy", async () => {
  let prepared = 0
  const options = {
    adminUrl,
    key: `once_${process.pid}`,
    prepare: async (url: string) => {
      prepared++
      await query(url, "create table words (word text); insert into words values ('first')")
    },
  }
  const [one, two] = await Promise.all([templateDatabase(options), templateDatabase(options)])
  expect(prepared).toBe(1)
  const [a, b] = await Promise.all([one.cloneDatabase(), two.cloneDatabase()])
  await query(a, "insert into words values ('second')")
  expect(await query(a, "select word from words order by word")).toEqual([
    { word: "first" },
    { word: "second" },
  ])
  expect(await query(b, "select word from words")).toEqual([{ word: "first" }])
  await one.drop(a)
  await two.drop(b)
  await expect(query(a, "select 1")).rejects.toThrow("does not exist")
})

test("a preparation that failed leaves no template behind", async () => {
  const key = `failing_${process.pid}`
  const failing = templateDatabase({
    adminUrl,
    key,
    prepare: () => Promise.reject(new Error("broken migration")),
  })
  await expect(failing).rejects.toThrow("broken migration")
  const repaired = await templateDatabase({
    adminUrl,
    key,
    prepare: (url) => query(url, "select 1").then(() => {}),
  })
  await repaired.drop(await repaired.cloneDatabase(`named_${process.pid}`))
})

test("refuses a name that PostgreSQL would shorten", async () => {
  const template = await templateDatabase({ adminUrl, key: "empty", prepare: async () => {} })
  await expect(template.cloneDatabase("x".repeat(64))).rejects.toThrow("must be 1 to 63")
})
