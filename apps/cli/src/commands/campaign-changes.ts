import type { Alphas, Procedures } from "@alphas/client"
import { campaignStepNames, campaignSteps } from "@alphas/domain/campaigns/words"
import type { Command } from "commander"
import { connect } from "../connection"
import { usage } from "../failure"
import { findCampaign, findClient, findPerson, findTemplate } from "../find"
import { minorOf } from "../money"
import { choice, listOption } from "./options"
import { addSaving, addVersion, contextOf, givenFields, printSaved, type SavingOptions } from "./saving"

type NewCampaign = Procedures["campaigns"]["create"]["input"]
type Changes = Procedures["campaigns"]["update"]["input"]["changes"]
type Step = Procedures["campaigns"]["step"]["input"]["step"]

interface FieldOptions extends SavingOptions {
  name?: string
  description?: string
  start?: string
  end?: string
  budget?: string
  currency?: string
  manager?: string
}

interface CreateOptions extends FieldOptions {
  client?: string
  member?: string[]
  template?: string
}

interface UpdateOptions extends FieldOptions {
  ifVersion?: number
}

interface StepOptions {
  reason?: string
  ifVersion?: number
}

const addFields = (command: Command): Command =>
  addSaving(
    command
      .option("--start <day>", "first day, such as 2026-11-30")
      .option("--end <day>", "last day")
      .option("--budget <amount>", "budget in its currency, such as 12000 or 12000.50, or `none`")
      .option("--currency <code>", "three letters (ISO 4217), such as EUR")
      .option("--description <text>", "description"),
  )

export function addCampaignChangeCommands(campaigns: Command): void {
  addFields(campaigns.command("create").description("Create a campaign. You become its manager."))
    .argument("[name]", "name")
    .option("--client <client>", "client: name or id")
    .option("--manager <person>", "manager instead of you: name or id")
    .addOption(listOption("--member <people>", "members: names or ids"))
    .option("--template <template>", "apply a template: name or id; --end is then optional")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas campaigns create "Spring launch" --client Northwind --start 2027-03-01 --end 2027-05-28 --budget 24000
  $ alphas campaigns create "Autumn film" --client Northwind --start 2027-09-06 --template "Film"
  $ alphas campaigns create --client Northwind --stdin < campaign.json`,
    )
    .action(create)
  addVersion(
    addFields(
      campaigns.command("update").description("Change fields of a campaign. An empty text clears a field."),
    ),
  )
    .argument("<campaign>", "name or id")
    .option("--name <text>", "new name")
    .option("--manager <person>", "new manager: name, id or `me`")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas campaigns update "Spring launch" --end 2027-06-11 --budget 28000
  $ alphas campaigns update "Spring launch" --budget none --description ""`,
    )
    .action(update)
  addVersion(campaigns.command("step").description("Change the status by a workflow step."))
    .argument("<campaign>", "name or id")
    .argument("<step>", campaignStepNames.join(", "), choice(campaignStepNames))
    .option("--reason <text>", "reason; required to reopen")
    .addHelpText("after", '\nExamples:\n  $ alphas campaigns step "Spring launch" start')
    .action(step)
  for (const verb of ["archive", "restore"] as const) {
    campaigns
      .command(verb)
      .description(verb === "archive" ? "Archive campaigns." : "Restore archived campaigns.")
      .argument("<campaigns...>", "names or ids")
      .action((references: string[], _options: object, command: Command) => move(verb, references, command))
  }
}

/** What the options say of a campaign's fields, over what the standard input says. */
async function fieldsOf(alphas: Alphas, options: FieldOptions, clientCurrency: string): Promise<Changes> {
  const given: Changes = await givenFields(options, "a campaign")
  const currency = (options.currency ?? given.currency ?? clientCurrency).trim().toUpperCase()
  return {
    ...given,
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.start === undefined ? {} : { startDay: options.start }),
    ...(options.end === undefined ? {} : { endDay: options.end }),
    ...(options.currency === undefined ? {} : { currency: options.currency }),
    ...(options.budget === undefined
      ? {}
      : { budgetMinor: options.budget === "none" ? null : minorOf(options.budget, currency) }),
    ...(options.manager === undefined ? {} : { managerId: await findPerson(alphas, options.manager) }),
  }
}

async function create(name: string | undefined, options: CreateOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  if (options.client === undefined)
    throw usage("Add the client: alphas campaigns create NAME --client CLIENT")
  const client = await findClient(alphas, options.client)
  const fields = await fieldsOf(alphas, name === undefined ? options : { ...options, name }, client.currency)
  const template = options.template === undefined ? null : await findTemplate(alphas, options.template)
  const { startDay } = fields
  const endDay = fields.endDay ?? (await endOf(alphas, template, startDay))
  if (fields.name === undefined) throw usage("Add the name: alphas campaigns create NAME --client CLIENT")
  if (startDay === undefined || endDay === undefined)
    throw usage("Add the first and the last day, such as --start 2027-03-01 --end 2027-05-28.")
  const members = options.member?.map((each) => findPerson(alphas, each))
  const campaign: NewCampaign = {
    ...fields,
    name: fields.name,
    startDay,
    endDay,
    clientId: client.id,
    ...(members ? { memberIds: await Promise.all(members) } : {}),
    ...(template ? { templateId: template.id } : {}),
  }
  const saved = await alphas.campaigns.create.mutate(campaign, contextOf(options))
  printSaved(command, saved, `Created ${campaign.name}`)
}

/** When what a template brings is over. */
async function endOf(alphas: Alphas, template: { id: string } | null, startDay: string | undefined) {
  if (template === null || startDay === undefined) return undefined
  return (await alphas.campaigns.templates.end.query({ templateId: template.id, startDay })).endDay
}

async function update(reference: string, options: UpdateOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const { id, name, version, currency } = await findCampaign(alphas, reference)
  const changes = await fieldsOf(alphas, options, currency)
  if (Object.keys(changes).length === 0)
    throw usage("Add at least one field to change, such as --end 2027-06-11.")
  const input = { id, version: options.ifVersion ?? version, changes }
  const saved = await alphas.campaigns.update.mutate(input, contextOf(options))
  printSaved(command, saved, `Updated ${changes.name ?? name}`)
}

async function step(reference: string, name: Step, options: StepOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const campaign = await findCampaign(alphas, reference)
  const version = options.ifVersion ?? campaign.version
  const saved = await alphas.campaigns.step.mutate({
    id: campaign.id,
    version,
    step: name,
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  })
  printSaved(command, saved, `${campaignSteps[name].label}: ${campaign.name}`)
}

async function move(verb: "archive" | "restore", references: string[], command: Command): Promise<void> {
  const alphas = await connect(command)
  // All are looked up before the first is moved, so that a wrong name changes nothing.
  const found = []
  for (const reference of references) {
    found.push(await findCampaign(alphas, reference, verb === "archive" ? "active" : "archived"))
  }
  for (const { id, name, version } of found) {
    const saved = await alphas.campaigns[verb].mutate({ id, version })
    printSaved(command, saved, verb === "archive" ? `Archived ${name}` : `Restored ${name}`)
  }
}
