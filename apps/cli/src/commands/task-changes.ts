import type { Alphas, Procedures } from "@alphas/client"
import { priorities, taskModes, taskStepNames, taskSteps } from "@alphas/domain/tasks/words"
import { type Command, Option } from "commander"
import { connect } from "../connection"
import { usage } from "../failure"
import { campaignId, findPerson, findTask } from "../find"
import { choice, listOption, whole } from "./options"
import { addSaving, addVersion, contextOf, givenFields, printSaved, type SavingOptions } from "./saving"

type NewTask = Procedures["tasks"]["create"]["input"]
type Changes = Procedures["tasks"]["update"]["input"]["changes"]
type Step = Procedures["tasks"]["step"]["input"]["step"]

/** Titles repeat from campaign to campaign. */
interface OfOptions {
  campaign?: string
}

interface FieldOptions extends SavingOptions {
  title?: string
  description?: string
  priority?: NonNullable<Changes["priority"]>
  estimate?: number
  label?: string[]
  repeats?: string
}

interface CreateOptions extends FieldOptions, OfOptions {
  parent?: string
  days?: number
  notBefore?: string
  mode?: NonNullable<NewTask["mode"]>
  start?: string
  responsible?: string
  assignee?: string[]
  check?: string[]
}

interface UpdateOptions extends FieldOptions, OfOptions {
  progress?: number
  ifVersion?: number
}

interface StepOptions extends OfOptions {
  reason?: string
  ifVersion?: number
}

interface AssignOptions extends OfOptions {
  responsible?: string
  assignee?: string[]
  ifVersion?: number
}

const addFields = (command: Command): Command =>
  addSaving(
    command
      .option("--description <text>", "description")
      .addOption(new Option("--priority <word>", "priority").choices(priorities))
      .option("--estimate <minutes>", "estimated work in minutes", whole(0, 6_000_000))
      .addOption(listOption("--label <labels>", "labels"))
      .option("--repeats <rule>", "repeat by this rule, such as FREQ=WEEKLY;BYDAY=MO, or `none`"),
  )

const addOf = (command: Command): Command =>
  command.option("--campaign <campaign>", "campaign, if several have a task with this title")

export function addTaskChangeCommands(tasks: Command): void {
  addFields(tasks.command("create").description("Create a task. The schedule sets its dates."))
    .argument("[title]", "title")
    .option("--campaign <campaign>", "campaign: name or id")
    .option("--parent <task>", "parent task: title or id")
    .option("--days <number>", "working days; 0 for a milestone (default: 1)", whole(0, 2_000))
    .option("--not-before <day>", "earliest start, such as 2026-11-30")
    .addOption(new Option("--mode <word>", "scheduling: automatic or manual").choices(taskModes))
    .option("--start <day>", "first day, with --mode manual")
    .option("--responsible <person>", "responsible person: name, id or `me`")
    .addOption(listOption("--assignee <people>", "other assignees: names or ids"))
    .option("--check <text>", "checklist item (repeatable)", (text: string, before: string[] = []) => [
      ...before,
      text,
    ])
    .addHelpText(
      "after",
      `
Examples:
  $ alphas tasks create "Key visual" --campaign "Spring launch" --days 5 --responsible "Ada Reed"
  $ alphas tasks create "Weekly report" --campaign "Spring launch" --repeats "FREQ=WEEKLY;BYDAY=MO"
  $ alphas tasks create "Trade fair" --campaign "Spring launch" --mode manual --start 2027-04-12 --days 3`,
    )
    .action(create)
  addOf(
    addVersion(
      addFields(
        tasks.command("update").description("Change fields of a task. An empty text clears a field."),
      ),
    ),
  )
    .argument("<task>", "title or id")
    .option("--title <text>", "new title")
    .option("--progress <percent>", "progress", whole(0, 100))
    .addHelpText(
      "after",
      `
To change its dates, use: alphas tasks move

Examples:
  $ alphas tasks update "Key visual" --campaign "Spring launch" --progress 60 --priority high`,
    )
    .action(update)
  addOf(addVersion(tasks.command("step").description("Change the status by a workflow step.")))
    .argument("<task>", "title or id")
    .argument("<step>", taskStepNames.join(", "), choice(taskStepNames))
    .option("--reason <text>", "reason; required to send back and to reopen")
    .addHelpText("after", '\nExamples:\n  $ alphas tasks step "Key visual" submit --campaign "Spring launch"')
    .action(step)
  addOf(
    addVersion(tasks.command("assign").description("Assign a task. Options you leave out do not change.")),
  )
    .argument("<task>", "title or id")
    .option("--responsible <person>", "responsible person: name, id, `me` or `none`")
    .addOption(listOption("--assignee <people>", "all other assignees: names, ids, `me`, or `none`"))
    .addHelpText(
      "after",
      `
Examples:
  $ alphas tasks assign "Key visual" --responsible "Ada Reed"
  $ alphas tasks assign "Key visual" --responsible me --assignee none`,
    )
    .action(assign)
  addOf(tasks.command("remove").description("Delete tasks and their subtasks."))
    .argument("<tasks...>", "titles or ids")
    .action(remove)
}

/** What the options say of a task's fields, over what the standard input says. */
async function fieldsOf(options: FieldOptions): Promise<Changes> {
  return {
    ...(await givenFields(options, "a task")),
    ...(options.title === undefined ? {} : { title: options.title }),
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.priority === undefined ? {} : { priority: options.priority }),
    ...(options.estimate === undefined ? {} : { estimateMinutes: options.estimate }),
    ...(options.label === undefined ? {} : { labels: options.label }),
    ...(options.repeats === undefined
      ? {}
      : { recurrence: options.repeats === "none" ? null : options.repeats }),
  }
}

const everybody = (alphas: Alphas, names: readonly string[]): Promise<string[]> =>
  Promise.all(names.map((name) => findPerson(alphas, name)))

async function create(title: string | undefined, options: CreateOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const fields = await fieldsOf(title === undefined ? options : { ...options, title })
  if (options.campaign === undefined)
    throw usage("Add the campaign: alphas tasks create TITLE --campaign CAMPAIGN")
  if (fields.title === undefined) throw usage("Add the title: alphas tasks create TITLE --campaign CAMPAIGN")
  const campaign = await campaignId(alphas, options.campaign)
  const parent = options.parent === undefined ? undefined : await findTask(alphas, options.parent, campaign)
  const { responsible } = options
  const task: NewTask = {
    ...fields,
    title: fields.title,
    campaignId: campaign,
    ...(parent === undefined ? {} : { parentId: parent.id }),
    ...(options.days === undefined ? {} : { durationDays: options.days }),
    ...(options.notBefore === undefined ? {} : { notBefore: options.notBefore }),
    ...(options.mode === undefined ? {} : { mode: options.mode }),
    ...(options.start === undefined ? {} : { startDay: options.start }),
    ...(responsible === undefined ? {} : { responsibleId: await findPerson(alphas, responsible) }),
    ...(options.assignee === undefined ? {} : { assigneeIds: await everybody(alphas, options.assignee) }),
    ...(options.check === undefined ? {} : { checklist: options.check }),
  }
  const saved = await alphas.tasks.create.mutate(task, contextOf(options))
  printSaved(command, saved, `Created ${task.title}`)
}

async function update(reference: string, options: UpdateOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const { progress } = options
  const changes: Changes = { ...(await fieldsOf(options)), ...(progress === undefined ? {} : { progress }) }
  if (Object.keys(changes).length === 0)
    throw usage("Add at least one field to change, such as --progress 60.")
  const { id, title, version } = await findTask(alphas, reference, options.campaign)
  const input = { id, version: options.ifVersion ?? version, changes }
  const saved = await alphas.tasks.update.mutate(input, contextOf(options))
  printSaved(command, saved, `Updated ${changes.title ?? title}`)
}

async function step(reference: string, name: Step, options: StepOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const task = await findTask(alphas, reference, options.campaign)
  const saved = await alphas.tasks.step.mutate({
    id: task.id,
    version: options.ifVersion ?? task.version,
    step: name,
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  })
  printSaved(command, saved, `${taskSteps[name].label}: ${task.title}`)
}

async function assign(reference: string, options: AssignOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const { responsible, assignee } = options
  if (responsible === undefined && assignee === undefined)
    throw usage("Add --responsible PERSON, --assignee PEOPLE, or both.")
  const task = await findTask(alphas, reference, options.campaign)
  const before = task.responsible?.id ?? null
  const responsibleId =
    responsible === undefined ? before : responsible === "none" ? null : await findPerson(alphas, responsible)
  // Whoever was responsible helps no longer, unless they are named.
  const assigneeIds =
    assignee === undefined
      ? task.assignees.map(({ id }) => id).filter((id) => id !== before)
      : await everybody(
          alphas,
          assignee.filter((name) => name !== "none"),
        )
  const version = options.ifVersion ?? task.version
  const saved = await alphas.tasks.assign.mutate({ id: task.id, version, responsibleId, assigneeIds })
  printSaved(command, saved, `Assigned ${task.title}`)
}

async function remove(references: string[], options: OfOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  // All are looked up before the first is removed, so that a wrong title changes nothing.
  const found = []
  for (const reference of references) found.push(await findTask(alphas, reference, options.campaign))
  for (const { id, title } of found) {
    // Removing one moves others, which are newer then.
    const { version } = await alphas.tasks.get.query({ id })
    const saved = await alphas.tasks.remove.mutate({ id, version })
    printSaved(command, saved, `Deleted ${title}`)
  }
}
