import type { Command } from "commander"
import { addInvoiceFileCommands } from "./invoice-files"
import { addInvoiceSendCommand } from "./invoice-send"

export function addInvoicesCommands(alphas: Command): void {
  const invoices = alphas.command("invoices").description("Get invoices and credit notes as files.")
  addInvoiceFileCommands(invoices)
  addInvoiceSendCommand(invoices)
}
