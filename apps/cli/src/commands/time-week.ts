import type { Alphas, Procedures } from "@alphas/client"
import { dayNumberOf, dayOf, weekdayOf } from "@alphas/domain/days"
import { writeLength } from "@alphas/domain/length"
import { type TimesheetStep, timesheetStateLabels } from "@alphas/domain/time/words"
import type { Command } from "commander"
import { connect } from "../connection"
import { dayNumberFrom, ownToday } from "../days"
import { findPerson } from "../find"
import { print, tableOf } from "../output"
import type { Column } from "../table"
import { addConfirming, type ConfirmingOptions, confirmed } from "./confirmed"

type Timesheet = Procedures["time"]["weeks"]["get"]["output"]
type Entry = Timesheet["entries"][number]

interface WeekOptions {
  person?: string
}

interface StepOptions extends ConfirmingOptions {
  reason?: string
}

export function addTimeWeekCommands(time: Command): void {
  time
    .command("week")
    .description("Show a week, day by day.")
    .argument("[day]", "any day of the week, such as 2026-11-30 (default: today)")
    .option("--person <person>", "person: name or id (default: you)")
    .addHelpText(
      "after",
      '\nExamples:\n  $ alphas time week\n  $ alphas time week 2026-11-24 --person "Ada Reed"',
    )
    .action(showWeek)
  for (const [step, does] of [
    ["submit", "Submit your week for approval."],
    ["withdraw", "Withdraw a submitted week."],
  ] as const) {
    const command = time.command(step).description(does)
    if (step === "submit") addConfirming(command)
    command
      .argument("[day]", "any day of the week, such as 2026-11-30 (default: today)")
      .option("--reason <text>", "reason, for an admin to change a locked month")
      .addHelpText("after", `\nExamples:\n  $ alphas time ${step} 2026-11-24`)
      .action((day: string | undefined, options: StepOptions, command: Command) =>
        takeStep(step, day, options, command),
      )
  }
}

/** The Monday of the week of a day, of the agency's today where none is named. */
async function mondayFrom(alphas: Alphas, day: string | undefined): Promise<string> {
  const number = dayNumberFrom(day ?? (await ownToday(alphas)))
  return dayOf(number - weekdayOf(number))
}

async function showWeek(day: string | undefined, options: WeekOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const monday = await mondayFrom(alphas, day)
  const userId = options.person === undefined ? null : await findPerson(alphas, options.person)
  const timesheet = await alphas.time.weeks.get.query({ monday, userId })
  print(command, timesheet, { ids: ({ entries }) => entries.map(({ id }) => id), human: weekText })
}

function weekText(timesheet: Timesheet): string {
  const head = `${timesheet.person.name}, week of ${timesheet.monday}: ${timesheetStateLabels[timesheet.state].toLowerCase()}`
  const reason = timesheet.reason === null ? "" : ` (${timesheet.reason})`
  if (timesheet.entries.length === 0) return `${head}${reason}. No time entries.`
  const total = timesheet.entries.reduce((sum, { minutes }) => sum + minutes, 0)
  return `${head}${reason}\n\n${tableOf(rowsOf(timesheet.entries), columnsOf(timesheet.monday))}\n\nTotal ${writeLength(total)}`
}

interface Row {
  what: string
  minutes: Map<string, number>
}

function rowsOf(entries: readonly Entry[]): Row[] {
  const rows = new Map<string, Row>()
  for (const { campaign, task, unseenTask, day, minutes } of entries) {
    const parts = [campaign?.name ?? "(not visible)", task?.title ?? (unseenTask ? "(not visible)" : null)]
    const what = parts.filter((part) => part !== null).join(", ")
    const row = rows.get(what) ?? { what, minutes: new Map<string, number>() }
    row.minutes.set(day, (row.minutes.get(day) ?? 0) + minutes)
    rows.set(what, row)
  }
  return [...rows.values()].sort((one, other) => one.what.localeCompare(other.what))
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

const columnsOf = (monday: string): Column<Row>[] => [
  { title: "Campaign and task", text: ({ what }) => what },
  ...weekdays.map((name, index): Column<Row> => {
    const day = dayOf(dayNumberOf(monday) + index)
    return {
      title: `${name} ${day.slice(8)}`,
      text: ({ minutes }) => {
        const length = minutes.get(day)
        return length === undefined ? null : writeLength(length)
      },
      whole: true,
    }
  }),
]

async function takeStep(
  step: TimesheetStep,
  day: string | undefined,
  { reason, ...options }: StepOptions,
  command: Command,
): Promise<void> {
  const alphas = await connect(command)
  const monday = await mondayFrom(alphas, day)
  const { version } = await alphas.time.weeks.get.query({ monday })
  const taken = await confirmed(options, (confirm) =>
    alphas.time.weeks.step.mutate({ monday, version, step, reason: reason ?? null, confirm }),
  )
  print(command, taken, {
    ids: () => [],
    human: ({ state }) => `The week of ${monday} is ${timesheetStateLabels[state].toLowerCase()}.`,
  })
}
