import type { Procedures } from "@alphas/client"
import { amountText } from "@alphas/domain/money/amount-text"
import { roleLabels, roles } from "@alphas/domain/permissions"
import { rateKinds } from "@alphas/domain/time/words"
import { type Command, Option } from "commander"
import { connect } from "../connection"
import { agencyToday } from "../days"
import { usage } from "../failure"
import { campaignId, findPerson } from "../find"
import { minorOf } from "../money"
import { print, tableOf } from "../output"
import type { Column } from "../table"
import { addConfirming, type ConfirmingOptions, confirmed } from "./confirmed"
import { choice } from "./options"

type Rate = Procedures["time"]["rates"]["list"]["output"][number]

interface AddOptions extends ConfirmingOptions {
  person?: string
  role?: (typeof roles)[number]
  campaign?: string
  from?: string
  currency?: string
}

export function addRateCommands(time: Command): void {
  const rates = time.command("rates").description("See and set what an hour costs and is billed at.")
  rates.command("list").description("List the hourly rates.").action(listRates)
  addConfirming(rates.command("add").description("Set an hourly rate; what it names is priced again."))
    .argument("<kind>", `what for: ${rateKinds.join(" or ")}`, choice(rateKinds))
    .argument("<amount>", "an hour, such as 85 or 85.50")
    .option("--person <person>", "only of this person: name or id")
    .addOption(new Option("--role <role>", "only of this role").choices(roles))
    .option("--campaign <campaign>", "only on this campaign: name or id")
    .option("--from <day>", "from which day on, such as 2026-11-30 (default: today)")
    .option("--currency <code>", "in which currency (default: the agency's)")
    .addHelpText(
      "after",
      '\nExamples:\n  $ alphas time rates add cost 45 --role team_member\n  $ alphas time rates add billing 95 --person "Ada Reed" --from 2026-01-01 --yes',
    )
    .action(addRate)
  addConfirming(rates.command("remove").description("Remove an hourly rate; what it named is priced again."))
    .argument("<id>", "its id")
    .action(removeRate)
}

const columns: Column<Rate>[] = [
  { title: "Kind", text: ({ kind }) => kind },
  {
    title: "Whose",
    text: ({ person, role }) => person?.name ?? (role === null ? "everybody" : roleLabels[role]),
  },
  { title: "Campaign", text: ({ campaign }) => campaign?.name ?? null },
  { title: "From", text: ({ fromDay }) => fromDay, whole: true },
  {
    title: "An hour",
    text: ({ minorPerHour, currency }) => amountText(minorPerHour, currency),
    whole: true,
  },
  { title: "Id", text: ({ id }) => id, whole: true },
]

async function listRates(_options: object, command: Command): Promise<void> {
  const alphas = await connect(command)
  const found = await alphas.time.rates.list.query()
  print(command, found, {
    ids: (rates) => rates.map(({ id }) => id),
    human: (rates) => (rates.length === 0 ? "There are no rates." : tableOf(rates, columns)),
  })
}

async function addRate(
  kind: (typeof rateKinds)[number],
  amount: string,
  options: AddOptions,
  command: Command,
): Promise<void> {
  const { person, role, campaign } = options
  if (person !== undefined && role !== undefined) throw usage("A rate is for a person or for a role.")
  const alphas = await connect(command)
  const currency =
    options.currency?.toUpperCase() ?? (await alphas.session.me.query())?.agency.currency ?? "EUR"
  const rate = {
    ...{ kind, currency, minorPerHour: minorOf(amount, currency), role: role ?? null },
    userId: person === undefined ? null : await findPerson(alphas, person),
    campaignId: campaign === undefined ? null : await campaignId(alphas, campaign),
    fromDay: options.from ?? (await agencyToday(alphas)),
  }
  const saved = await confirmed(options, (confirm) => alphas.time.rates.create.mutate({ ...rate, confirm }))
  print(command, saved, { ids: ({ id }) => [id], human: ({ id }) => `The rate is set (${id}).` })
}

async function removeRate(id: string, options: ConfirmingOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const found = (await alphas.time.rates.list.query()).find((rate) => rate.id === id)
  if (found === undefined) throw usage("There is no rate with this id. See: alphas time rates list")
  const { version } = found
  const saved = await confirmed(options, (confirm) =>
    alphas.time.rates.remove.mutate({ id, version, confirm }),
  )
  print(command, saved, { ids: (each) => [each.id], human: () => "The rate is removed." })
}
