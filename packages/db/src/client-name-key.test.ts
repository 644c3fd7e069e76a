import { legalForms, nameKey } from "@alphas/domain/clients/names"
import { sql } from "drizzle-orm"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { makeClient } from "./factories"
import { type TestDatabase, testDatabase } from "./testing"

const letters = fc.constantFrom(
  ..."abcxyzÄÖÜßéèñçøåæœłđþıŠž αβςΣΩ бжЯё漢字かなガ가 &-.,'’/+()®™… 0½①".split(""),
)
const word = fc.oneof(
  fc.constantFrom(...legalForms, "und", "and", "&", "S.A.", "Co.", "GmbH & Co. KG", "!!!", "…"),
  fc.array(letters, { minLength: 1, maxLength: 8 }).map((parts) => parts.join("")),
)
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" ").trim())

describe("clients.name_key", () => {
  let test: TestDatabase
  beforeAll(async () => {
    test = await testDatabase()
  })
  afterAll(() => test.drop())

  it("is what nameKey says, for any name", async () => {
    const names = fc.sample(name, 4_000)
    const rows = await test.connection.db.execute<{ name: string; key: string }>(
      sql`select name, client_name_key(name) as key from unnest(array(select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))) as name`,
    )
    const wrong = [...rows].filter((row) => row.key !== nameKey(row.name))
    expect(wrong.map((row) => ({ ...row, expected: nameKey(row.name) }))).toEqual([])
    expect(rows.length).toBe(names.length)
  })

  it("follows the name without anybody's doing", async () => {
    const { db } = test.connection
    const client = await makeClient(db, { name: "Øresund Bröd A/S" })
    expect(client.nameKey).toBe("oresund brod")
    const [renamed] = await db.execute<{ name_key: string }>(
      sql`update clients set name = 'Brød & Co' where id = ${client.id} returning name_key`,
    )
    expect(renamed?.name_key).toBe("brod")
  })
})
