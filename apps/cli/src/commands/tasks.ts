import type { Alphas, Procedures } from "@alphas/client"
import { ruleOf } from "@alphas/domain/tasks/recurrence"
import { sayRule } from "@alphas/domain/tasks/recurrence-words"
import {
  priorities,
  priorityLabels,
  taskSorts,
  taskStatuses,
  taskStatusLabels,
} from "@alphas/domain/tasks/words"
import type { Command } from "commander"
import { connect } from "../connection"
import { campaignId, findPerson, findTask } from "../find"
import { print, tableOf } from "../output"
import { type Column, details, instant } from "../table"
import { listOption } from "./options"
import { addPaging, type PagingOptions, printPage, readPage } from "./paging"
import { addTaskChangeCommands } from "./task-changes"
import { addTaskPlanCommands } from "./task-plan"

type Input = Procedures["tasks"]["list"]["input"]
type Row = Procedures["tasks"]["list"]["output"]["items"][number]
type Task = Procedures["tasks"]["get"]["output"]

interface FilterOptions {
  text?: string
  campaign?: string[]
  status?: NonNullable<Input["status"]>
  priority?: NonNullable<Input["priority"]>
  from?: string
  to?: string
  overdue?: boolean
}

type MineOptions = FilterOptions & PagingOptions<NonNullable<Input["sort"]>>
type ListOptions = MineOptions & { assignee?: string[] }

const addFilters = (command: Command): Command =>
  addPaging(
    command
      .option("--text <text>", "search in titles")
      .addOption(listOption("--campaign <campaigns>", "only of these: names or ids"))
      .addOption(listOption("--status <words>", "show only these", taskStatuses))
      .addOption(listOption("--priority <words>", "show only these", priorities))
      .option("--from <day>", "only tasks that end on or after this day, such as 2026-11-30")
      .option("--to <day>", "only tasks that start on or before this day")
      .option("--overdue", "only overdue tasks"),
    "tasks",
    taskSorts,
  )

export function addTasksCommands(alphas: Command): void {
  const tasks = alphas.command("tasks").description("Find and change tasks.")
  addFilters(tasks.command("list").description("List tasks, sorted by end date."))
    .addOption(listOption("--assignee <people>", "only of these people: names or ids, `me`, or `none`"))
    .addHelpText(
      "after",
      `
Examples:
  $ alphas tasks list --campaign "Spring launch"
  $ alphas tasks list --overdue --assignee "Ada Reed,none"
  $ alphas tasks list --status under_review --json`,
    )
    .action(listTasks)
  addFilters(tasks.command("mine").description("List your open tasks."))
    .addHelpText(
      "after",
      `
Examples:
  $ alphas tasks mine --overdue
  $ alphas tasks mine --to "$(date -d sunday +%F)"
  $ alphas tasks mine --status completed`,
    )
    .action(listMine)
  tasks
    .command("get")
    .description("Show a task with its checklist, dependencies and subtasks.")
    .argument("<task>", "title or id")
    .option("--campaign <campaign>", "campaign, if several have a task with this title")
    .action(getTask)
  addTaskChangeCommands(tasks)
  addTaskPlanCommands(tasks)
}

async function listTasks(options: ListOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const people = options.assignee?.map((each) => (each === "none" ? null : findPerson(alphas, each)))
  await show(alphas, options, people && (await Promise.all(people)), command)
}

async function listMine(options: MineOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const open = taskStatuses.filter((status) => status !== "completed")
  await show(
    alphas,
    { ...options, status: options.status ?? open },
    [await findPerson(alphas, "me")],
    command,
  )
}

async function show(
  alphas: Alphas,
  options: MineOptions,
  assigneeId: Input["assigneeId"],
  command: Command,
): Promise<void> {
  const campaigns = options.campaign?.map((each) => campaignId(alphas, each))
  const filters = {
    text: options.text,
    campaignId: campaigns && (await Promise.all(campaigns)),
    status: options.status,
    priority: options.priority,
    assigneeId,
    from: options.from,
    to: options.to,
    overdue: options.overdue,
  }
  const page = await readPage(options, (paging) => alphas.tasks.list.query({ ...filters, ...paging }))
  printPage(command, page, columns, "No tasks match.")
}

const columns: Column<Row>[] = [
  { title: "Title", text: ({ title }) => title },
  { title: "Status", text: ({ status }) => taskStatusLabels[status], whole: true },
  { title: "Ends", text: ({ endDay }) => endDay, whole: true },
  { title: "Campaign", text: ({ campaign }) => campaign?.name ?? null },
  { title: "Responsible", text: ({ responsible }) => responsible?.name ?? null },
  { title: "Priority", text: ({ priority }) => priorityLabels[priority], whole: true },
  { title: "Starts", text: ({ startDay }) => startDay, whole: true },
  { title: "Progress", text: ({ progress }) => `${progress} %`, whole: true },
  { title: "Id", text: ({ id }) => id, whole: true },
]

interface GetOptions {
  campaign?: string
}

async function getTask(reference: string, options: GetOptions, command: Command): Promise<void> {
  const task = await findTask(await connect(command), reference, options.campaign)
  print(command, task, { ids: ({ id }) => [id], human: taskText })
}

function taskText(task: Task): string {
  const { responsible, assignees, checklist, dependencies, subtasks, durationDays } = task
  const helpers = assignees.filter(({ id }) => id !== responsible?.id).map(({ name }) => name)
  const facts = details([
    ["Title", task.title],
    ["Campaign", task.campaign?.name ?? null],
    ["Status", taskStatusLabels[task.status]],
    ["Priority", priorityLabels[task.priority]],
    ["Days", durationDays === 0 ? `milestone on ${task.startDay}` : `${task.startDay} to ${task.endDay}`],
    ["Length", durationDays === 0 ? null : `${durationDays} working ${durationDays === 1 ? "day" : "days"}`],
    ["Scheduling", task.mode === "manual" ? "manual" : null],
    ["Not before", task.notBefore],
    ["Repeats", repeatsText(task.recurrence)],
    ["Day by the rule", task.occursOn === task.startDay ? null : task.occursOn],
    ["Progress", `${task.progress} %`],
    ["Estimate", hours(task.estimateMinutes)],
    ["Logged", task.minutes === 0 ? null : hours(task.minutes)],
    ["Labels", task.labels.join(", ")],
    ["Responsible", responsible?.name ?? "nobody"],
    ["Other assignees", helpers.join(", ")],
    ["Description", task.description],
    ["Created", instant(task.createdAt)],
    ["Updated", instant(task.updatedAt)],
    ["Version", task.version],
    ["Id", task.id],
  ])
  const parts = [
    checklist.map(({ text, done }) => `[${done ? "x" : " "}] ${text}`).join("\n"),
    dependencies.length === 0 ? "" : tableOf(dependencies, dependencyColumns(task.id)),
    subtasks.length === 0 ? "" : tableOf(subtasks, partColumns),
  ]
  return [facts, ...parts.filter((part) => part !== "")].join("\n\n")
}

function repeatsText(recurrence: string | null): string | null {
  const rule = recurrence === null ? null : ruleOf(recurrence)
  return rule && sayRule(rule)
}

const dependencyColumns = (id: string): Column<Task["dependencies"][number]>[] => [
  { title: "Other task", text: ({ other }) => other.title },
  { title: "Direction", text: ({ predecessorId }) => (predecessorId === id ? "successor" : "predecessor") },
  { title: "Type", text: ({ type }) => type.replace("_", " to ") },
  { title: "Lag", text: ({ lagDays }) => (lagDays === 0 ? null : `${lagDays} working days`) },
]

const partColumns: Column<Task["subtasks"][number]>[] = [
  { title: "Subtask", text: ({ title }) => title },
  { title: "Status", text: ({ status }) => taskStatusLabels[status] },
  { title: "Id", text: ({ id }) => id, whole: true },
]

const hours = (minutes: number | null): string | null =>
  minutes === null ? null : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
