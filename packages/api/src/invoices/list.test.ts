import { makeCampaign } from "@alphas/db/factories"
import { makeInvoice } from "@alphas/db/money-factories"
import { sql } from "drizzle-orm"
import { expect, it } from "vitest"
import { rowsRemoved } from "../plan-testing"
import { eachInWorld } from "../test-world"
import type { TestApi } from "../testing"
import { invoiceList } from "./list"
import { type InvoiceWorld, invoiceWorld } from "./testing"

let api: TestApi
let world: InvoiceWorld
eachInWorld(invoiceWorld, (opened, made) => {
  ;[api, world] = [opened, made]
})

it("finds the few invoices of a campaign without looking at all others", async () => {
  const { db, sql: client } = api.database.connection
  const { id: campaignId } = await makeCampaign(db, { clientId: world.client.id })
  const { id } = await makeInvoice(db, { clientId: world.client.id, state: "issued" }, { campaignId })
  await db.execute(sql`
    insert into invoices (id, client_id, currency, prices, state, number, series_year, series_count, issue_day, due_day, seller, buyer)
    select gen_random_uuid(), client_id, currency, prices, 'paid', n::text, 2, n, issue_day + n % 365, due_day + n % 365, seller, buyer
    from invoices, generate_series(1, 5000) n where id = ${id}`)
  await db.execute(sql`
    insert into invoice_lines (id, invoice_id, position, quantity, unit, unit_price, tax_category, tax_percent)
    select gen_random_uuid(), id, 0, 1, 'piece', 1, 'standard', 19 from invoices where series_year = 2`)
  for (const table of ["invoices", "invoice_lines"]) await db.execute(sql.raw(`analyze ${table}`))
  expect((await world.invoices().list({ campaignId })).items.map((row) => row.id)).toEqual([id])
  const viewer = { ...world.finance, clientId: null }
  const filters = { ...none, campaignId }
  const asked = { filters, sort: "issueDay", direction: "desc", limit: 25 } as const
  expect(await rowsRemoved(client, invoiceList.statement(viewer, asked))).toBeLessThan(100)
})

const none = Object.fromEntries(Object.keys(invoiceList.of.filters).map((name) => [name, null]))
