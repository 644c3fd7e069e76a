import type { Command } from "commander"
import { connect } from "../connection"
import { print } from "../output"
import { invoiceId } from "./invoice-files"
import { addSaving, addVersion, contextOf, type SavingOptions } from "./saving"

interface StepOptions extends SavingOptions {
  ifVersion?: number
  day?: string
  reason: string
}

export function addInvoiceStepCommands(invoices: Command): void {
  const issue = invoices
    .command("issue")
    .description("Give a draft its number: it never changes from then on.")
    .argument("<draft>", "its id")
    .option("--day <day>", "issue day (default: the draft's own, else today)")
    .addHelpText(
      "after",
      "\nExample:\n  $ alphas invoices issue 0197b6a4-3c1e-7d52-9a8b-1f2e3d4c5b6a --day 2026-11-30",
    )
  addVersion(addSaving(issue)).action(issueInvoice)
  const voided = invoices
    .command("void")
    .description("Void an issued invoice by a credit note of the whole.")
    .argument("<invoice>", "its number or id")
    .requiredOption("--reason <text>", "why, as it stands on the credit note")
    .addHelpText(
      "after",
      '\nExample:\n  $ alphas invoices void INV-2026-0012 --reason "Sent to the wrong client"',
    )
  addVersion(addSaving(voided)).action(voidInvoice)
}

/** The document with the version that is asked for, or the one that it has. */
async function named(command: Command, reference: string, { ifVersion }: StepOptions) {
  const alphas = await connect(command)
  const id = await invoiceId(alphas, reference)
  const version = ifVersion ?? (await alphas.invoices.get.query({ id })).version
  return { alphas, id, version }
}

async function issueInvoice(reference: string, options: StepOptions, command: Command): Promise<void> {
  const { alphas, ...seen } = await named(command, reference, options)
  const issued = await alphas.invoices.issue.mutate({ ...seen, issueDay: options.day }, contextOf(options))
  print(command, issued, { ids: ({ id }) => [id], human: ({ number }) => `${number} is issued.` })
}

async function voidInvoice(reference: string, options: StepOptions, command: Command): Promise<void> {
  const { alphas, ...seen } = await named(command, reference, options)
  const voided = await alphas.invoices.void.mutate({ ...seen, reason: options.reason }, contextOf(options))
  print(command, voided, {
    ids: ({ id }) => [id],
    human: ({ creditNote }) => `${reference} is void by ${creditNote.number}.`,
  })
}
