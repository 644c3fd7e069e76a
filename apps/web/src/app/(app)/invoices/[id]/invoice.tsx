"use client"

import { InvoicePage } from "../../../../features/invoices/invoice-page"
import { RecordPayment } from "../../../../features/payments/record-payment"

/** An invoice's page, with what later domains do on it. */
export function Invoice({ id }: { id: string }) {
  return <InvoicePage id={id} also={{ pay: (invoice) => <RecordPayment invoice={invoice} /> }} />
}
