import type { Command } from "commander"
import { addInvoiceFileCommands } from "./invoice-files"
import { addInvoiceListCommands } from "./invoice-list"
import { addInvoiceSendCommand } from "./invoice-send"
import { addInvoiceStepCommands } from "./invoice-steps"

export function addInvoicesCommands(alphas: Command): void {
  const invoices = alphas
    .command("invoices")
    .description("Find, issue and send invoices and credit notes, and get them as files.")
  addInvoiceListCommands(invoices)
  addInvoiceStepCommands(invoices)
  addInvoiceFileCommands(invoices)
  addInvoiceSendCommand(invoices)
}
