import { createHash } from "node:crypto"
import { receiptProblem, signatureLength } from "@alphas/domain/expenses/receipt"
import { expenseStates } from "@alphas/domain/expenses/words"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type TestDatabase, testDatabase } from "../testing"
import { seedDemo } from "./demo"

let database: TestDatabase
const kept = new Map<string, Uint8Array>()
beforeAll(async () => {
  database = await testDatabase()
  await seedDemo(database.url, {
    keep: async (bytes) => {
      kept.set(createHash("sha256").update(bytes).digest("hex"), bytes)
    },
  })
})
afterAll(() => database.drop())

const one = async (query: string): Promise<Record<string, unknown>> =>
  (await database.connection.sql.unsafe(query))[0] ?? {}

test("there are 300 expenses of the last year, in every state, and some that each named account may decide", async () => {
  const states = await database.connection.sql<{ state: string; count: number }[]>`
    select state::text, count(*)::int from expenses group by 1`
  expect(states.map(({ state }) => state).sort()).toEqual([...expenseStates].sort())
  expect(states.reduce((sum, { count }) => sum + count, 0)).toBe(300)
  for (const { count } of states) expect(count).toBeGreaterThan(4)
  expect(
    await one(`select count(*) filter (where day < current_date - 367)::int as old, count(*) filter (where day > current_date)::int as late,
      count(*) filter (where campaign_id is null)::int > 20 as internal from expenses`),
  ).toEqual({ old: 0, late: 0, internal: true })
})

test("what campaigns count is a recount, in their currency, and nobody approved their own", async () => {
  expect(
    await one(`select count(*) filter (where c.expenses_minor is distinct from recount)::int as wrong,
      count(*) filter (where recount > 0)::int > 30 as any
      from campaigns c cross join lateral (
        select coalesce(sum(counted_minor), 0) as recount from expenses e
        where e.campaign_id = c.id and e.counted_currency = c.currency) as counted`),
  ).toEqual({ wrong: 0, any: true })
  expect(
    await one(`select count(*) filter (where decided_by = user_id)::int as own,
      count(*) filter (where counted_minor is distinct from net_minor and counted_minor is not null)::int as other,
      count(counted_minor)::int > 50 as counted from expenses`),
  ).toEqual({ own: 0, other: 0, counted: true })
})

test("managers approved up to their limit, and each step is in the log at its version", async () => {
  expect(
    await one(`select count(*)::int as beyond from expenses e join users u on u.id = e.decided_by
      where u.role = 'manager' and e.amount_minor > (select expense_limit_minor from settings) and e.state <> 'rejected'`),
  ).toEqual({ beyond: 0 })
  expect(
    await one(`select count(*)::int as wrong from expenses e
      where version <> (select count(*) from changes where entity = 'expense' and entity_id = e.id)`),
  ).toEqual({ wrong: 0 })
})

test("receipts are what their names say, and their bytes are kept", async () => {
  const rows = await database.connection.sql<{ name: string; sha256: string; size: number }[]>`
    select name, sha256, size from receipts`
  expect(rows.length).toBeGreaterThan(10)
  expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(["receipt.pdf", "receipt.png"]))
  for (const { name, sha256, size } of rows) {
    const bytes = kept.get(sha256)
    expect(bytes?.length).toBe(size)
    expect(receiptProblem(name, (bytes ?? new Uint8Array()).subarray(0, signatureLength))).toBeNull()
  }
})
