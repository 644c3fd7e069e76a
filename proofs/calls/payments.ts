import { makeInvoice, makePayment } from "@alphas/db/money-factories"
import { payments } from "@alphas/db/schema/payments"
import { inArray, sql } from "drizzle-orm"
import type { Calls, Keeping, Making } from "./call"
import type { Shared } from "./campaigns"
import { listed } from "./clients"
import type { Row as InvoicesRow } from "./invoices"
import { orAudit, type Sees } from "./secrets"
import { bookkeepsClient, preparesInvoice } from "./who"

/** Finance, admins, and managers of assigned clients. */
const readsPayments = preparesInvoice()
const withPayment: Sees = orAudit((role, relation) => readsPayments(role, relation) === "done")

export async function inRow({ db, secrets, plant }: Making, { clientId }: InvoicesRow) {
  const minor = secrets.amount()
  const payment = await makePayment(db, { clientId, minor })
  return {
    paymentId: plant(payment.id, "a payment", withPayment),
    paidMinor: plant(minor, "what was paid", withPayment),
  }
}
export type Row = InvoicesRow & Awaited<ReturnType<typeof inRow>>

export async function changeKept({ db, beyond }: Keeping<Row, Shared>) {
  await db
    .update(payments)
    .set({
      ...{ minor: sql`minor + 1`, day: sql`day - 1`, note: sql`gen_random_uuid()::text` },
      ...{ method: "cash", currency: "CHF" },
    })
    .where(
      inArray(
        payments.id,
        beyond(withPayment, (row) => row.paymentId),
      ),
    )
}

const paid = { day: "2026-05-20", currency: "EUR", minor: 100 }

export const calls: Calls<"payments", Row, Shared> = {
  list: {
    input: () => ({ limit: 200 }),
    row: readsPayments,
    shows: listed<Row>((row) => row.paymentId),
    holds: ({ clientId, paidMinor }) => [clientId, paidMinor],
  },
  balances: {
    input: ({ row }) => ({ clientId: row.clientId }),
    row: readsPayments,
    holds: ({ paidMinor, payableMinor }) => [paidMinor, payableMinor],
  },
  record: {
    input: ({ row: { clientId, invoiceId } }) => ({
      ...paid,
      clientId,
      shares: [{ invoiceId, minor: 100 }],
    }),
    row: bookkeepsClient,
  },
  applyCredit: [
    {
      input: ({ row: { clientId, invoiceId } }) => ({
        ...{ clientId, currency: "EUR" },
        shares: [{ invoiceId, minor: 100 }],
      }),
      row: bookkeepsClient,
    },
    {
      input: async ({ db, row: { clientId, invoiceId } }) => {
        const note = { clientId, kind: "credit_note", state: "issued", creditsId: invoiceId } as const
        const { id: creditNoteId } = await makeInvoice(db, note)
        return { clientId, currency: "EUR", creditNoteId, shares: [{ invoiceId, minor: 100 }] }
      },
      row: bookkeepsClient,
    },
  ],
  refund: { input: ({ row: { clientId } }) => ({ ...paid, clientId }), row: bookkeepsClient },
  reverse: { input: ({ row }) => ({ id: row.paymentId }), row: bookkeepsClient },
}
