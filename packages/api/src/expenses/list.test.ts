import { makeUser } from "@alphas/db/factories"
import { expenses } from "@alphas/db/schema/expenses"
import { sql } from "drizzle-orm"
import { afterAll, beforeAll, expect, it } from "vitest"
import { rowsRemoved } from "../plan-testing"
import { type TestApi, testApi } from "../testing"
import { expenseList } from "./list"

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(async () => {
  expect(api.unguarded).toEqual([])
  await api.close()
})

it("finds a manager's own expenses of no campaign without looking at those of others", async () => {
  const { db, sql: client } = api.database.connection
  const [manager, other] = [await makeUser(db, { role: "manager" }), await makeUser(db)]
  const kept = { supplier: "Rail", category: "travel", currency: "EUR", amountMinor: 100 } as const
  const tax = { taxCategory: "zero", taxPercent: "0", taxMinor: 0, netMinor: 100 } as const
  const rest = { ...kept, ...tax, billable: false, markupPercent: "0" }
  await db.insert(expenses).values({ ...rest, userId: manager.id, day: "2026-01-01" })
  await db.insert(expenses).values(
    Array.from({ length: 3_000 }, (_, n) => ({
      ...{ ...rest, userId: other.id },
      day: `2026-02-${String((n % 28) + 1).padStart(2, "0")}`,
    })),
  )
  await db.execute(sql`analyze expenses`)
  const { items } = await api.as(manager).expenses.list({ campaignId: [null] })
  expect(items).toMatchObject([{ person: { id: manager.id } }])
  const none = Object.fromEntries(Object.keys(expenseList.of.filters).map((name) => [name, null]))
  const filters: Parameters<typeof expenseList.statement>[1]["filters"] = { ...none, campaignId: [null] }
  const asked = { filters, sort: "day", direction: "desc", limit: 25 } as const
  expect(await rowsRemoved(client, expenseList.statement({ ...manager, clientId: null }, asked))).toBe(0)
})
