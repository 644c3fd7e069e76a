import { invoices } from "../schema/invoices"
import { payments, settlements } from "../schema/payments"
import { entityTable, hangingOn } from "./grants"
import { allInvoices } from "./invoices"

export const paymentsTables = {
  payments: entityTable("payment", payments, { client: payments.clientId }),
  settlements: hangingOn(
    settlements,
    settlements.invoiceId,
    allInvoices,
    invoices.id,
    "they see the invoice",
  ),
}
