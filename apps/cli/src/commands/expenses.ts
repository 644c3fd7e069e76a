import type { Alphas, Procedures } from "@alphas/client"
import {
  expenseCategories,
  expenseCategoryLabels,
  expenseSorts,
  expenseStateLabels,
  expenseStates,
} from "@alphas/domain/expenses/words"
import { amountText } from "@alphas/domain/money/amount-text"
import { type Command, Option } from "commander"
import { connect } from "../connection"
import { ownToday } from "../days"
import { usage } from "../failure"
import { campaignId, findPerson } from "../find"
import { minorOf } from "../money"
import { sendReceipt } from "../receipt"
import type { Column } from "../table"
import { listOption } from "./options"
import { addPaging, type PagingOptions, printPage, readPage } from "./paging"
import { addSaving, contextOf, printSaved, type SavingOptions } from "./saving"

type Listed = Procedures["expenses"]["list"]
type Filters = NonNullable<Listed["input"]>
type Row = Listed["output"]["items"][number]
type Fields = Procedures["expenses"]["create"]["input"]

interface AddOptions extends SavingOptions {
  supplier: string
  category: Fields["category"]
  currency?: string
  day?: string
  tax: string
  campaign?: string
  billable?: boolean
  markup?: string
  description?: string
  receipt?: string[]
  submit?: boolean
}

interface ListOptions extends PagingOptions<Filters["sort"]> {
  text?: string
  state?: Exclude<Filters["state"], null>
  person?: string[]
  campaign?: string[]
  category?: Exclude<Filters["category"], null>
  from?: string
  to?: string
  toApprove?: boolean
}

export function addExpensesCommands(alphas: Command): void {
  const expenses = alphas.command("expenses").description("Enter, list and approve expenses.")
  addSaving(expenses.command("add"))
    .description("Enter what you spent, with its receipts.")
    .argument("<amount>", "what you paid, with tax: 119 or 119.50")
    .requiredOption("--supplier <name>", "whom you paid")
    .addOption(new Option("--category <word>", "what it was for").choices(expenseCategories).default("other"))
    .option("--currency <code>", "of the receipt, such as EUR (default: the agency's)")
    .option("--day <day>", "on the receipt, such as 2026-11-30 (default: today)")
    .option("--tax <percent>", "tax rate within the amount, 0 for none", "0")
    .option("--campaign <campaign>", "for which campaign: name or id; without one it is internal")
    .option("--billable", "the client is billed for it")
    .option("--markup <percent>", "what is added to it then")
    .option("--description <text>", "what it was for")
    .option(
      "--receipt <file>",
      "a PDF or picture; give it again for more",
      (path: string, before?: string[]) => [...(before ?? []), path],
    )
    .option("--submit", "submit it for approval as well")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas expenses add 119 --supplier "City Taxi" --category travel --tax 19 --receipt taxi.pdf --submit
  $ alphas expenses add 450 --supplier Studio --campaign "Spring launch" --billable --markup 10`,
    )
    .action(add)
  addPaging(expenses.command("list"), "expenses", expenseSorts)
    .description("List expenses, the latest day first.")
    .option("--text <text>", "only with this in supplier or description")
    .addOption(listOption("--state <states>", "only in these states", expenseStates))
    .addOption(listOption("--person <people>", "only theirs: names or ids, or `me`"))
    .addOption(listOption("--campaign <campaigns>", "only of these: names or ids, or `none`"))
    .addOption(listOption("--category <words>", "only of these", expenseCategories))
    .option("--from <day>", "only of this day or later, such as 2026-11-30")
    .option("--to <day>", "only of this day or earlier")
    .option("--to-approve", "only what waits for you to approve")
    .addHelpText(
      "after",
      "\nExamples:\n  $ alphas expenses list --person me --state draft,rejected\n  $ alphas expenses list --to-approve --quiet",
    )
    .action(list)
  const named = (name: string, description: string) =>
    expenses.command(name).description(description).argument("<id>", "its id, as in the list")
  named("submit", "Submit an expense of yours for approval.").action(
    step("submitted", (alphas, seen) => alphas.expenses.submit.mutate(seen)),
  )
  named("approve", "Approve an expense of somebody else.").action(
    step("approved", (alphas, seen) => alphas.expenses.approve.mutate(seen)),
  )
  named("reject", "Reject an expense of somebody else.")
    .requiredOption("--reason <text>", "why")
    .action(
      step("rejected", (alphas, seen, { reason }: { reason: string }) =>
        alphas.expenses.reject.mutate({ ...seen, reason }),
      ),
    )
}

async function add(amount: string, options: AddOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const currency = (options.currency ?? (await alphas.session.me.query()).agency.currency).toUpperCase()
  if (options.billable && options.campaign === undefined)
    throw usage("Say whom it is billed to: --campaign CAMPAIGN.")
  const fields: Fields = {
    supplier: options.supplier,
    category: options.category,
    day: options.day ?? (await ownToday(alphas)),
    currency,
    amountMinor: minorOf(amount, currency),
    taxCategory: Number(options.tax) === 0 ? "outside_scope" : "standard",
    taxPercent: options.tax,
    billable: options.billable ?? false,
    ...(options.campaign === undefined ? {} : { campaignId: await campaignId(alphas, options.campaign) }),
    ...(options.markup === undefined ? {} : { markupPercent: options.markup }),
    ...(options.description === undefined ? {} : { description: options.description }),
  }
  const receiptIds: string[] = []
  for (const path of options.receipt ?? []) receiptIds.push(await sendReceipt(command, path))
  const created = await alphas.expenses.create.mutate({ ...fields, receiptIds }, contextOf(options))
  const saved = options.submit ? await alphas.expenses.submit.mutate(created) : created
  printSaved(command, saved, options.submit ? "Entered and submitted" : "Entered as a draft")
}

async function list(options: ListOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const people = options.person?.map((each) => findPerson(alphas, each))
  const of = options.campaign?.map((each) => (each === "none" ? null : campaignId(alphas, each)))
  const filters = {
    text: options.text,
    state: options.state,
    userId: people && (await Promise.all(people)),
    campaignId: of && (await Promise.all(of)),
    category: options.category,
    ...{ from: options.from, to: options.to, toDecide: options.toApprove },
  }
  // The latest day comes first, and every other order begins with the least.
  const first = options.sort === undefined ? ("desc" as const) : ("asc" as const)
  const turned = options.sort === undefined ? ("asc" as const) : ("desc" as const)
  const direction = options.desc ? turned : first
  const page = await readPage(options, (paging) =>
    alphas.expenses.list.query({ ...filters, ...paging, direction }),
  )
  printPage(command, page, columns, "No expense fits.")
}

const columns: Column<Row>[] = [
  { title: "Day", text: ({ day }) => day, whole: true },
  { title: "Supplier", text: ({ supplier }) => supplier },
  { title: "Amount", text: ({ amountMinor, currency }) => amountText(amountMinor, currency), whole: true },
  { title: "State", text: ({ state }) => expenseStateLabels[state], whole: true },
  { title: "Category", text: ({ category }) => expenseCategoryLabels[category] },
  { title: "Person", text: ({ person }) => person.name },
  { title: "Campaign", text: ({ campaign }) => campaign?.name ?? null },
  { title: "Receipts", text: ({ receiptCount }) => String(receiptCount), whole: true },
  { title: "Id", text: ({ id }) => id, whole: true },
]

interface Seen {
  id: string
  version: number
}

/** An action that takes a step with an expense at the version that it has. */
const step =
  <Options>(said: string, take: (alphas: Alphas, seen: Seen, options: Options) => Promise<Seen>) =>
  async (id: string, options: Options, command: Command): Promise<void> => {
    const alphas = await connect(command)
    const { version, supplier } = await alphas.expenses.get.query({ id })
    printSaved(command, await take(alphas, { id, version }, options), `${supplier} is ${said}`)
  }
