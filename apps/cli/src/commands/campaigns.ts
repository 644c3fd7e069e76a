import type { Alphas, Procedures } from "@alphas/client"
import {
  campaignSorts,
  campaignStatuses,
  campaignStatusLabels,
  healthLabels,
} from "@alphas/domain/campaigns/words"
import { amountText } from "@alphas/domain/money/amount-text"
import { type Command, Option } from "commander"
import { connect } from "../connection"
import { clientId, findCampaign, findPerson } from "../find"
import { print, tableOf } from "../output"
import { type Column, details, instant } from "../table"
import { addCampaignChangeCommands } from "./campaign-changes"
import { listOption } from "./options"
import { addPaging, type PagingOptions, printPage, readPage } from "./paging"

type Input = Procedures["campaigns"]["list"]["input"]
type Row = Procedures["campaigns"]["list"]["output"]["items"][number]
type Campaign = Procedures["campaigns"]["get"]["output"]
type Template = Procedures["campaigns"]["templates"]["list"]["output"][number]

interface FilterOptions {
  text?: string
  status?: NonNullable<Input["status"]>
  client?: string[]
  manager?: string[]
  member?: string
  archived?: NonNullable<Input["archived"]>
}

type ListOptions = FilterOptions & PagingOptions<NonNullable<Input["sort"]>>

export function addCampaignsCommands(alphas: Command): void {
  const campaigns = alphas.command("campaigns").description("Find and change campaigns.")
  const list = campaigns
    .command("list")
    .description("List campaigns.")
    .option("--text <text>", "search in names")
    .addOption(listOption("--status <words>", "show only these", campaignStatuses))
    .addOption(listOption("--client <clients>", "only of these: names or ids"))
    .addOption(listOption("--manager <people>", "only of these people: names or ids, or `me`"))
    .option("--member <person>", "only campaigns this person works on: name, id or `me`")
    .addOption(new Option("--archived <which>", "archived campaigns").choices(["no", "only", "also"]))
  addPaging(list, "campaigns", campaignSorts)
    .addHelpText(
      "after",
      `
Examples:
  $ alphas campaigns list --status active --manager me
  $ alphas campaigns list --client Northwind --archived also --sort startDay --desc
  $ alphas campaigns list --status completed --all --quiet`,
    )
    .action(listCampaigns)
  campaigns
    .command("get")
    .description("Show a campaign with its members and KPIs.")
    .argument("<campaign>", "name or id")
    .action(getCampaign)
  campaigns.command("templates").description("List campaign templates.").action(listTemplates)
  addCampaignChangeCommands(campaigns)
}

async function listCampaigns(options: ListOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const filters = await filtersOf(alphas, options)
  const page = await readPage(options, (paging) => alphas.campaigns.list.query({ ...filters, ...paging }))
  printPage(command, page, columns, "No campaigns match.")
}

async function filtersOf(alphas: Alphas, options: FilterOptions) {
  const clients = options.client?.map((each) => clientId(alphas, each))
  const managers = options.manager?.map((each) => findPerson(alphas, each))
  return {
    text: options.text,
    status: options.status,
    clientId: clients && (await Promise.all(clients)),
    managerId: managers && (await Promise.all(managers)),
    memberId: options.member === undefined ? undefined : await findPerson(alphas, options.member),
    archived: options.archived,
  }
}

const columns: Column<Row>[] = [
  { title: "Name", text: ({ name, archivedAt }) => (archivedAt === null ? name : `${name} (archived)`) },
  { title: "Status", text: ({ status }) => campaignStatusLabels[status], whole: true },
  { title: "Health", text: ({ health }) => healthLabels[health], whole: true },
  { title: "Ends", text: ({ endDay }) => endDay, whole: true },
  { title: "Work", text: progressText, whole: true },
  { title: "Client", text: ({ client }) => client?.name ?? null },
  { title: "Manager", text: ({ manager }) => manager?.name ?? null },
  { title: "Budget", text: budgetText, whole: true },
  { title: "Id", text: ({ id }) => id, whole: true },
]

function progressText({ progress, tasksDone, tasksTotal }: Row): string | null {
  return tasksTotal === 0 ? null : `${progress} % (${tasksDone} of ${tasksTotal})`
}

function budgetText({ budgetMinor, currency }: Row): string | null {
  return budgetMinor === null ? null : amountText(budgetMinor, currency)
}

async function getCampaign(reference: string, _options: object, command: Command): Promise<void> {
  const campaign = await findCampaign(await connect(command), reference)
  print(command, campaign, { ids: ({ id }) => [id], human: campaignText })
}

async function listTemplates(_options: object, command: Command): Promise<void> {
  const templates = await (await connect(command)).campaigns.templates.list.query()
  print(command, templates, {
    ids: (all) => all.map(({ id }) => id),
    human: (all) => (all.length === 0 ? "No templates yet." : tableOf(all, templateColumns)),
  })
}

const templateColumns: Column<Template>[] = [
  { title: "Name", text: ({ name }) => name },
  { title: "Tasks", text: ({ tasks }) => String(tasks), whole: true },
  { title: "Working days", text: ({ days }) => String(days), whole: true },
  { title: "KPIs", text: ({ kpis }) => String(kpis), whole: true },
  { title: "For", text: ({ description }) => description },
  { title: "Id", text: ({ id }) => id, whole: true },
]

function campaignText(campaign: Campaign): string {
  const { actualMinor, currency, kpis, members, client, manager } = campaign
  const facts = details([
    ["Name", campaign.name],
    ["Client", client?.name ?? null],
    ["Status", campaignStatusLabels[campaign.status]],
    ["Health", healthLabels[campaign.health]],
    ["Archived", instant(campaign.archivedAt)],
    ["Days", `${campaign.startDay} to ${campaign.endDay}`],
    ["Planned to", campaign.forecastDay],
    ["Next due", campaign.nextDueDay],
    ["Work", progressText(campaign)],
    ["Budget", budgetText(campaign)],
    ["Spent", actualMinor === null ? null : amountText(actualMinor, currency)],
    ["Manager", manager?.name ?? null],
    ["Members", members.map(({ name }) => name).join(", ")],
    ["Description", campaign.description],
    ["Created", instant(campaign.createdAt)],
    ["Updated", instant(campaign.updatedAt)],
    ["Version", campaign.version],
    ["Id", campaign.id],
  ])
  if (kpis.length === 0) return facts
  const measures = tableOf(kpis, [
    { title: "KPI", text: ({ name }) => name },
    { title: "Now", text: ({ values, unit }) => measured(values.at(-1)?.value, unit) },
    { title: "Target", text: ({ target, unit }) => measured(target, unit) },
    { title: "Reached", text: ({ progress }) => (progress === null ? null : `${progress} %`) },
    { title: "As of", text: ({ values }) => values.at(-1)?.day ?? null },
  ])
  return `${facts}\n\n${measures}`
}

const measured = (value: number | undefined, unit: string): string | null =>
  value === undefined ? null : `${value} ${unit}`
