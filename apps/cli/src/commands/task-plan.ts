import type { Alphas, Procedures } from "@alphas/client"
import { CycleError } from "@alphas/domain/schedule/network"
import {
  type PlanDependency,
  type PlanEdit,
  type PlanInput,
  type Preview,
  preview,
} from "@alphas/domain/schedule/plan"
import { dependencyTypes, taskModes } from "@alphas/domain/tasks/words"
import { type Command, InvalidArgumentError, Option } from "commander"
import { connect } from "../connection"
import { dayNumberFrom } from "../days"
import { exitCodes, Failure, usage } from "../failure"
import { findTask } from "../find"
import { print, tableOf } from "../output"
import type { Column } from "../table"
import { whole } from "./options"

type Plan = Procedures["schedule"]["plan"]["output"]
type Task = Procedures["tasks"]["get"]["output"]

interface PlanOptions {
  campaign?: string
  dryRun?: boolean
}

interface LinkOptions extends PlanOptions {
  type: PlanDependency["type"]
  lag: number
}

interface MoveOptions extends PlanOptions {
  to?: string
  days?: number
  mode?: (typeof taskModes)[number]
}

const lag = (text: string): number => {
  if (!/^-?\d{1,4}$/.test(text)) throw new InvalidArgumentError("Enter a whole number of working days.")
  return Number(text)
}

const addPlanning = (command: Command): Command =>
  command
    .option("--campaign <campaign>", "campaign, if several have tasks with these titles")
    .option("--dry-run", "only show what would move")

export function addTaskPlanCommands(tasks: Command): void {
  addPlanning(tasks.command("move").description("Reschedule a task and the tasks that depend on it."))
    .argument("<task>", "title or id")
    .option("--to <day>", "start on this day or as soon as possible after it, such as 2026-11-30")
    .option("--days <number>", "length in working days; 0 for a milestone", whole(0, 2_000))
    .addOption(new Option("--mode <word>", "scheduling: automatic or manual").choices(taskModes))
    .addHelpText(
      "after",
      `
Examples:
  $ alphas tasks move "Key visual" --to 2027-03-15 --dry-run
  $ alphas tasks move "Key visual" --to 2027-03-15 --days 4`,
    )
    .action(move)
  addPlanning(
    tasks.command("add-dependency").description("Add a dependency between two tasks of a campaign."),
  )
    .argument("<task>", "successor: title or id")
    .argument("<for>", "predecessor: title or id")
    .addOption(
      new Option("--type <word>", "type of dependency").choices(dependencyTypes).default("finish_start"),
    )
    .option("--lag <days>", "working days between them; negative to overlap", lag, 0)
    .addHelpText("after", '\nExamples:\n  $ alphas tasks link "Printing" "Key visual" --lag 2 --dry-run')
    .action(dependency)
  addPlanning(tasks.command("remove-dependency").description("Remove a dependency."))
    .argument("<task>", "successor: title or id")
    .argument("<for>", "predecessor: title or id")
    .addHelpText("after", '\nExamples:\n  $ alphas tasks unlink "Printing" "Key visual"')
    .action(removeDependency)
}

/** What the schedule is calculated from: the same as on the server. */
const inputOf = ({ tasks, ...plan }: Plan): PlanInput => ({
  ...plan,
  tasks: tasks.map(({ responsible, ...task }) => ({ ...task, responsibleId: responsible?.id ?? null })),
})

/** What a change would move. @throws Failure that names the cycle which it would close. */
function tryOut(plan: Plan, input: PlanInput, edits: readonly PlanEdit[]): Preview {
  try {
    return preview(input, edits)
  } catch (error) {
    if (!(error instanceof CycleError)) throw error
    const path = [...error.tasks, error.tasks[0]].map((number) => `"${plan.tasks[number ?? 0]?.title}"`)
    throw new Failure(
      exitCodes.refused,
      `These tasks would depend on each other in a cycle: ${path.join(" → ")}.`,
    )
  }
}

async function move(reference: string, options: MoveOptions, command: Command): Promise<void> {
  const { to, days, mode, campaign, dryRun } = options
  if (to === undefined && days === undefined && mode === undefined)
    throw usage("Add --to DAY, --days NUMBER or --mode MODE.")
  if (to !== undefined) dayNumberFrom(to)
  const alphas = await connect(command)
  const task = await findTask(alphas, reference, campaign)
  const { campaignId } = task
  const edit = {
    id: task.id,
    ...(to === undefined ? {} : { startDay: to }),
    ...(days === undefined ? {} : { durationDays: days }),
    ...(mode === undefined ? {} : { mode }),
  }
  const plan = await alphas.schedule.plan.query({ campaignId })
  const tried = tryOut(plan, inputOf(plan), [edit])
  if (!dryRun) {
    const seen = tried.moves.map(({ id, version }) => ({ id, version }))
    await alphas.schedule.reschedule.mutate({ campaignId, changes: [edit], seen })
  }
  printMoves(command, plan, tried, dryRun)
}

/** Both tasks of a dependency, with the plan that they stand in. */
async function pairOf(alphas: Alphas, waits: string, forTask: string, campaign: string | undefined) {
  const successor = await findTask(alphas, waits, campaign)
  const predecessor = await findTask(alphas, forTask, campaign ?? successor.campaignId)
  const plan = await alphas.schedule.plan.query({ campaignId: successor.campaignId })
  return { successor, predecessor, plan }
}

async function dependency(
  waits: string,
  forTask: string,
  options: LinkOptions,
  command: Command,
): Promise<void> {
  const { type, lag: lagDays, dryRun } = options
  const alphas = await connect(command)
  const { successor, predecessor, plan } = await pairOf(alphas, waits, forTask, options.campaign)
  const dependency = { predecessorId: predecessor.id, successorId: successor.id, type, lagDays }
  if (!dryRun) await alphas.schedule.dependencies.create.mutate(dependency)
  const input = inputOf(plan)
  printMoves(
    command,
    plan,
    tryOut(plan, { ...input, dependencies: [...input.dependencies, dependency] }, []),
    dryRun,
  )
}

async function removeDependency(
  waits: string,
  forTask: string,
  options: PlanOptions,
  command: Command,
): Promise<void> {
  const alphas = await connect(command)
  const { successor, predecessor, plan } = await pairOf(alphas, waits, forTask, options.campaign)
  const dependency = plan.dependencies.find((each) => isBetween(each, predecessor, successor))
  if (dependency === undefined)
    throw new Failure(exitCodes.refused, `${successor.title} does not depend on ${predecessor.title}.`)
  if (!options.dryRun)
    await alphas.schedule.dependencies.remove.mutate({ id: dependency.id, version: dependency.version })
  const input = inputOf(plan)
  const dependencies = plan.dependencies.filter((each) => each !== dependency)
  printMoves(command, plan, tryOut(plan, { ...input, dependencies }, []), options.dryRun)
}

const isBetween = (dependency: PlanDependency, predecessor: Task, successor: Task): boolean =>
  dependency.predecessorId === predecessor.id && dependency.successorId === successor.id

type Move = Preview["moves"][number]

function printMoves(command: Command, plan: Plan, tried: Preview, dryRun = false): void {
  const { moves, endBefore, endAfter } = tried
  const titles = new Map(plan.tasks.map(({ id, title }) => [id, title]))
  const columns: Column<Move>[] = [
    { title: "Task", text: ({ id }) => titles.get(id) ?? id },
    { title: "From", text: ({ before }) => `${before.startDay} to ${before.endDay}`, whole: true },
    { title: "To", text: ({ after }) => `${after.startDay} to ${after.endDay}`, whole: true },
    { title: "Working days", text: ({ days }) => (days > 0 ? `+${days}` : String(days)), whole: true },
  ]
  const end = endBefore === endAfter ? "" : `\n\nThe last task ends on ${endAfter} instead of ${endBefore}.`
  const head = dryRun ? "This would move:" : "Moved:"
  print(
    command,
    { moves, endBefore, endAfter, dryRun },
    {
      ids: (answer) => answer.moves.map(({ id }) => id),
      human: () =>
        moves.length === 0
          ? `${dryRun ? "Nothing would move." : "Done. Nothing else moves."}`
          : `${head}\n\n${tableOf(moves, columns)}${end}`,
    },
  )
}
