import { makeClient, makeUser, type UserRow } from "@alphas/db/factories"
import { makeSeller } from "@alphas/db/money-factories"
import { invoiceLines, invoices, numberSeries } from "@alphas/db/schema/invoices"
import { billingSettings } from "@alphas/db/schema/money"
import { payments, settlements } from "@alphas/db/schema/payments"
import { sql } from "drizzle-orm"
import type { TestApi } from "../testing"

export const line = {
  description: "Work",
  quantity: "2",
  unitPrice: "50",
  taxCategory: "standard",
  taxPercent: "19",
} as const

/** A client and the people who deal with its invoices; nothing is invoiced, numbered or paid yet. */
export interface InvoiceWorld {
  admin: UserRow
  finance: UserRow
  /** Owns the client. */
  manager: UserRow
  viewer: UserRow
  client: Awaited<ReturnType<typeof makeClient>>
  /** The verbs as somebody, finance unless said otherwise. */
  invoices(user?: UserRow): ReturnType<TestApi["as"]>["invoices"]
  payments(user?: UserRow): ReturnType<TestApi["as"]>["payments"]
  /** Creates a draft of 100.00 EUR and 19.00 tax. */
  draft(also?: object): Promise<{ id: string; version: number }>
  /** The same, issued. */
  issued(also?: object): Promise<{ id: string; version: number; number: string }>
  today: string
}

export async function invoiceWorld(api: TestApi): Promise<InvoiceWorld> {
  const { db } = api.database.connection
  await db.delete(settlements)
  await db.delete(payments)
  await db.delete(invoiceLines)
  await db.execute(sql`delete from invoices where credits_id is not null`)
  await db.delete(invoices)
  await db.delete(numberSeries)
  await db.delete(billingSettings)
  await db.insert(billingSettings).values({})
  await makeSeller(db)
  const [admin, finance] = [await makeUser(db, { role: "admin" }), await makeUser(db, { role: "finance" })]
  const manager = await makeUser(db, { role: "manager" })
  const client = await makeClient(db, { ownerId: manager.id })
  const viewer = await makeUser(db, { role: "client_viewer", clientId: client.id })
  const of = (user: UserRow = finance) => api.as(user).invoices
  const draft = (also: object = {}) => of().create({ clientId: client.id, lines: [line], ...also })
  const [{ today } = { today: "" }] = await db.execute<{ today: string }>(
    sql`select (now() at time zone time_zone)::date::text as today from settings`,
  )
  return {
    ...{ admin, finance, manager, viewer, client, draft, today },
    invoices: of,
    payments: (user = finance) => api.as(user).payments,
    async issued(also = {}) {
      const { id, version } = await draft(also)
      return of().issue({ id, version })
    },
  }
}
