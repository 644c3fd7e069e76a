import type { Alphas, Procedures } from "@alphas/client"
import {
  invoiceKindLabels,
  invoiceKinds,
  invoiceSorts,
  invoiceStateLabels,
  invoiceStates,
  unitLabels,
} from "@alphas/domain/invoices/words"
import { amountText } from "@alphas/domain/money/amount-text"
import { type Command, Option } from "commander"
import { connect } from "../connection"
import { campaignId, clientId } from "../find"
import { print, tableOf } from "../output"
import { type Column, details, instant } from "../table"
import { invoiceId } from "./invoice-files"
import { listOption } from "./options"
import { addPaging, type PagingOptions, printPage, readPage } from "./paging"

type Input = Procedures["invoices"]["list"]["input"]
type Row = Procedures["invoices"]["list"]["output"]["items"][number]
type Invoice = Procedures["invoices"]["get"]["output"]

interface FilterOptions {
  text?: string
  state?: NonNullable<Input["state"]>
  kind?: NonNullable<Input["kind"]>
  client?: string[]
  campaign?: string
  from?: string
  to?: string
  overdue?: boolean
}
type ListOptions = FilterOptions & PagingOptions<NonNullable<Input["sort"]>> & { asc?: boolean }

export function addInvoiceListCommands(invoices: Command): void {
  const list = invoices
    .command("list")
    .description("List invoices and credit notes, the latest first.")
    .option("--text <text>", "words to find in numbers, clients' names and buyer references")
    .addOption(listOption("--state <words>", "only these", invoiceStates))
    .addOption(listOption("--kind <words>", "only these", invoiceKinds))
    .addOption(listOption("--client <clients>", "only of these: names or ids"))
    .option("--campaign <campaign>", "only with lines of this campaign: name or id")
    .option("--from <day>", "issued on this day or later")
    .option("--to <day>", "issued on this day or earlier")
    .option("--overdue", "only those that are open past their due day")
  addPaging(list, "invoices", invoiceSorts)
    .addOption(new Option("--asc", "the first ones first").conflicts("desc"))
    .addHelpText(
      "after",
      `
Examples:
  $ alphas invoices list --overdue --sort dueDay --asc
  $ alphas invoices list --client Northwind --from 2026-01-01 --to 2026-03-31
  $ alphas invoices list --state draft --quiet`,
    )
    .action(listInvoices)
  invoices
    .command("show")
    .description(
      "Show an invoice or credit note with its lines, what was paid, and what keeps a draft from being issued.",
    )
    .argument("<invoice>", "its number or id")
    .action(showInvoice)
}

async function listInvoices(options: ListOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const filters = await filtersOf(alphas, options)
  const page = await readPage(options, (paging) =>
    alphas.invoices.list.query({ ...filters, ...paging, ...(options.asc ? { direction: "asc" } : {}) }),
  )
  printPage(command, page, columns, "No invoice fits.")
}

async function filtersOf(alphas: Alphas, options: FilterOptions) {
  const { text, state, kind, from, to, overdue, client, campaign } = options
  const clients = client && (await Promise.all(client.map((each) => clientId(alphas, each))))
  const of = campaign === undefined ? undefined : await campaignId(alphas, campaign)
  return { text, state, kind, from, to, overdue, clientId: clients, campaignId: of }
}

const columns: Column<Row>[] = [
  { title: "Number", text: ({ number }) => number ?? "(draft)", whole: true },
  { title: "Client", text: ({ client }) => client.name },
  { title: "State", text: stateText, whole: true },
  { title: "Issued", text: ({ issueDay }) => issueDay, whole: true },
  { title: "Due", text: ({ dueDay }) => dueDay, whole: true },
  { title: "Payable", text: ({ payableMinor, currency }) => amountText(payableMinor, currency), whole: true },
  { title: "Open", text: openText, whole: true },
  { title: "Id", text: ({ id }) => id, whole: true },
]

function stateText({ state, overdue }: Row): string {
  return overdue ? `${invoiceStateLabels[state]}, overdue` : invoiceStateLabels[state]
}

function openText({ openMinor, currency }: Row): string | null {
  return openMinor === 0 ? null : amountText(openMinor, currency)
}

async function showInvoice(reference: string, _options: object, command: Command): Promise<void> {
  const alphas = await connect(command)
  const invoice = await alphas.invoices.get.query({ id: await invoiceId(alphas, reference) })
  print(command, invoice, { ids: ({ id }) => [id], human: invoiceText })
}

function invoiceText(invoice: Invoice): string {
  const amount = (minor: number) => amountText(minor, invoice.currency)
  const facts = details([
    [invoiceKindLabels[invoice.kind], invoice.number ?? "draft"],
    ["Client", invoice.client.name],
    ["Billed to", invoice.buyer.name],
    ["State", stateText(invoice)],
    ["Issued", invoice.issueDay],
    ["Due", invoice.dueDay],
    ["Credits", invoice.credits?.number ?? null],
    ["Credited by", invoice.creditedBy.map(({ number }) => number).join(", ")],
    ["Reference", invoice.buyerReference],
    ["Net", amount(invoice.netMinor)],
    ["Tax", amount(invoice.taxMinor)],
    ["Payable", amount(invoice.payableMinor)],
    ["Settled", invoice.settledMinor === 0 ? null : amount(invoice.settledMinor)],
    ["Open", openText(invoice)],
    ["Sent", instant(invoice.sentAt)],
    ["Viewed", instant(invoice.viewedAt)],
    ["Problems", invoice.problems.map(({ message }) => message).join("\n")],
    ["Version", invoice.version],
    ["Id", invoice.id],
  ])
  if (invoice.lines.length === 0) return facts
  const rows = invoice.lines.map((line, index) => ({ ...line, ...invoice.totals.lines[index] }))
  const lines = tableOf(rows, [
    { title: "Line", text: ({ description }) => description },
    {
      title: "Quantity",
      text: ({ quantity, unit }) => `${quantity} ${unitLabels[unit].toLowerCase()}`,
      whole: true,
    },
    { title: "Price", text: ({ unitPrice }) => unitPrice, whole: true },
    { title: "Tax", text: ({ taxPercent }) => `${taxPercent} %`, whole: true },
    { title: "Net", text: ({ netMinor }) => amount(netMinor ?? 0), whole: true },
  ])
  return `${facts}\n\n${lines}`
}
