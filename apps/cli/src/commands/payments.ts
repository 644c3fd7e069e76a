import type { Procedures } from "@alphas/client"
import { amountText } from "@alphas/domain/money/amount-text"
import {
  type PaymentMethod,
  paymentKinds,
  paymentMethodLabels,
  paymentMethods,
} from "@alphas/domain/payments/words"
import { type Command, Option } from "commander"
import { connect } from "../connection"
import { agencyToday } from "../days"
import { usage } from "../failure"
import { clientId } from "../find"
import { minorOf } from "../money"
import type { Column } from "../table"
import { invoiceId } from "./invoice-files"
import { listOption } from "./options"
import { addPaging, type PagingOptions, printPage, readPage } from "./paging"
import { addSaving, contextOf, printSaved, type SavingOptions } from "./saving"

type Input = Procedures["payments"]["list"]["input"]
type Row = Procedures["payments"]["list"]["output"]["items"][number]

interface AddOptions extends SavingOptions {
  client?: string
  invoice?: string[]
  day?: string
  currency?: string
  method?: PaymentMethod
  reference?: string
  note?: string
}

interface ListOptions extends PagingOptions<NonNullable<Input["sort"]>> {
  client?: string[]
  invoice?: string
  kind?: NonNullable<Input["kind"]>
  from?: string
  to?: string
}

export function addPaymentsCommands(alphas: Command): void {
  const payments = alphas.command("payments").description("Record and list what clients have paid.")
  const add = payments
    .command("add")
    .description(
      "Record a payment. It settles the invoices in the order given; the rest is the client's credit.",
    )
    .argument("<amount>", "what was paid, like 1190 or 1190.50")
    .option("--client <client>", "who paid: name or id (default: the client of the invoices)")
    .addOption(listOption("--invoice <invoices>", "what it pays: numbers or ids"))
    .option("--day <day>", "when it came in (default: today)")
    .option("--currency <code>", "its currency (default: that of the invoices, else of the client)")
    .addOption(new Option("--method <word>", "how it was paid").choices(paymentMethods))
    .option("--reference <text>", "what stands on the statement")
    .option("--note <text>", "a note for the agency")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas payments add 1190 --invoice INV-2026-0012
  $ alphas payments add 5000 --client Northwind --reference "Statement 11"`,
    )
  addSaving(add).action(addPayment)
  const list = payments
    .command("list")
    .description("List payments and refunds, the latest first.")
    .addOption(listOption("--client <clients>", "only of these: names or ids"))
    .option("--invoice <invoice>", "only of this one: number or id")
    .addOption(listOption("--kind <words>", "only these", paymentKinds))
    .option("--from <day>", "on this day or later")
    .option("--to <day>", "on this day or earlier")
  addPaging(list, "payments", ["day", "minor", "createdAt"]).action(listPayments)
}

async function addPayment(amount: string, options: AddOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const ids = await Promise.all((options.invoice ?? []).map((each) => invoiceId(alphas, each)))
  const invoices = await Promise.all(ids.map((id) => alphas.invoices.get.query({ id })))
  const [first] = invoices
  if (options.client === undefined && first === undefined)
    throw usage("Say who paid with --client, or what was paid with --invoice.")
  const payer = options.client === undefined ? first?.client.id : await clientId(alphas, options.client)
  if (payer === undefined) throw usage("Say who paid with --client.")
  const currency =
    options.currency?.toUpperCase() ??
    first?.currency ??
    (await alphas.clients.get.query({ id: payer })).currency
  if (invoices.some((each) => each.currency !== currency))
    throw usage("The command line pays invoices in their own currency only. Use: alphas call payments.record")
  const minor = minorOf(amount, currency)
  let left = minor
  const shares = invoices.flatMap(({ id, openMinor }) => {
    const share = Math.min(left, openMinor)
    left -= share
    return share === 0 ? [] : [{ invoiceId: id, minor: share }]
  })
  if (shares.length < invoices.length)
    throw usage("Nothing is open of one of these invoices, or the amount ends before it. Leave it out.")
  const saved = await alphas.payments.record.mutate(
    {
      ...{ clientId: payer, day: options.day ?? (await agencyToday(alphas)), currency, minor, shares },
      ...{ method: options.method, reference: options.reference, note: options.note },
    },
    contextOf(options),
  )
  const rest = left === 0 ? "" : `, ${amountText(left, currency)} of it as the client's credit`
  printSaved(command, saved, `Recorded ${amountText(minor, currency)}${rest}`)
}

async function listPayments(options: ListOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const clients = options.client && (await Promise.all(options.client.map((each) => clientId(alphas, each))))
  const of = options.invoice === undefined ? undefined : await invoiceId(alphas, options.invoice)
  const { kind, from, to } = options
  const page = await readPage(options, (paging) =>
    alphas.payments.list.query({ clientId: clients, invoiceId: of, kind, from, to, ...paging }),
  )
  printPage(command, page, columns, "No payment fits.")
}

const columns: Column<Row>[] = [
  { title: "Day", text: ({ day }) => day, whole: true },
  { title: "Client", text: ({ client }) => client.name },
  {
    title: "Amount",
    text: ({ kind, minor, currency }) => amountText(kind === "refund" ? -minor : minor, currency),
    whole: true,
  },
  { title: "Method", text: ({ method }) => paymentMethodLabels[method], whole: true },
  { title: "For", text: ({ invoices }) => invoices.map(({ number }) => number).join(", ") },
  {
    title: "Reversed",
    text: ({ reversedAt }) => (reversedAt === null ? null : reversedAt.slice(0, 10)),
    whole: true,
  },
  { title: "Reference", text: ({ reference }) => reference },
  { title: "Id", text: ({ id }) => id, whole: true },
]
