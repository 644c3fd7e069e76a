import type { TransactionSql } from "postgres"
import { invoiceLines, invoices, numberSeries } from "../schema/invoices"
import { clientBilling, exchangeRates } from "../schema/money"
import { payments, settlements } from "../schema/payments"
import { demoBilling } from "./billing"
import { copyInto } from "./copy"
import type { Invoicing } from "./invoicing"

/** Writes what the demo agency has invoiced and been paid. Its clients and campaigns are there. */
export async function copyInvoicing(tx: TransactionSql, made: Invoicing): Promise<void> {
  const { legalName, address, email, phone, website, vatId, taxNumber, bankName, iban, bic, footer } =
    demoBilling
  await tx`update billing_settings set legal_name = ${legalName}, address = ${tx.json({ ...address })}, email = ${email},
    phone = ${phone}, website = ${website}, vat_id = ${vatId}, tax_number = ${taxNumber}, bank_name = ${bankName},
    iban = ${iban}, bic = ${bic}, footer = ${footer}`
  await copyInto(tx, clientBilling, made.billing)
  await copyInto(tx, exchangeRates, made.rates)
  await copyInto(tx, numberSeries, made.series)
  // A credit note stands after the invoice that it answers.
  const rows = made.documents.map(({ row }) => row)
  await copyInto(
    tx,
    invoices,
    rows.filter(({ kind }) => kind === "invoice"),
  )
  await copyInto(
    tx,
    invoices,
    rows.filter(({ kind }) => kind === "credit_note"),
  )
  await copyInto(
    tx,
    invoiceLines,
    made.documents.flatMap(({ lines }) => lines),
  )
  await copyInto(tx, payments, made.payments)
  await copyInto(tx, settlements, made.settlements)
  await tx`analyze client_billing, exchange_rates, invoices, invoice_lines, payments, settlements`
}
