import type { Command } from "commander"
import { connect } from "../connection"
import { print } from "../output"
import { invoiceId } from "./invoice-files"
import { listOption } from "./options"
import { addSaving, contextOf, givenFields, type SavingOptions } from "./saving"

interface SendOptions extends SavingOptions {
  to?: string[]
  message?: string
}

export function addInvoiceSendCommand(invoices: Command): void {
  addSaving(
    invoices
      .command("send")
      .description("Send an issued invoice or credit note by email, with its PDF and e-invoice.")
      .argument("<invoice>", "its number or id")
      .addOption(listOption("--to <emails>", "to these addresses instead of those of the client's billing"))
      .option("-m, --message <text>", "stands in the email"),
  )
    .addHelpText("after", "\nExample:\n  $ alphas invoices send INV-2025-0012 --to pay@acme.example")
    .action(sendInvoice)
}

async function sendInvoice(reference: string, options: SendOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const { id, version } = await alphas.invoices.get.query({ id: await invoiceId(alphas, reference) })
  const given = await givenFields(options, "the email")
  const sent = await alphas.invoices.send.mutate(
    { id, version, emails: options.to ?? null, message: options.message ?? null, ...given },
    contextOf(options),
  )
  print(command, sent, {
    ids: (answer) => [answer.id],
    human: (answer) => `${reference} is on its way to ${answer.emails.join(", ")}.`,
  })
}
