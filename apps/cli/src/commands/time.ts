import type { Alphas, Procedures } from "@alphas/client"
import { dayIn } from "@alphas/domain/days"
import { writeLength } from "@alphas/domain/length"
import { timeIn } from "@alphas/domain/time/clock"
import type { Command } from "commander"
import { connect } from "../connection"
import { ownToday, ownZone } from "../days"
import { exitCodes, Failure, usage } from "../failure"
import { campaignId, findPerson, findTask } from "../find"
import { minutesOf } from "../length"
import { print } from "../output"
import type { Column } from "../table"
import { addConfirming, type ConfirmingOptions, confirmed } from "./confirmed"
import { listOption, whole } from "./options"
import { printPage, readPage } from "./paging"
import { addRateCommands } from "./rates"
import { addTimeWeekCommands } from "./time-week"

type Entry = Procedures["time"]["list"]["output"]["items"][number]
type Timer = NonNullable<Procedures["time"]["timer"]["get"]["output"]>
type Entered = Procedures["time"]["create"]["output"]

/** What time is spent on. */
interface AboutOptions extends ConfirmingOptions {
  campaign?: string
  task?: string
  note?: string
  billable: boolean
}

interface StopOptions {
  at?: string
  discard?: boolean
}

interface LogOptions extends AboutOptions {
  day?: string
  from?: string
  to?: string
  reason?: string
}

interface ListOptions {
  campaign?: string[]
  person?: string[]
  from?: string
  to?: string
  limit?: number
  cursor?: string
  all?: boolean
}

const addAbout = (command: Command): Command =>
  addConfirming(command)
    .option("--campaign <campaign>", "campaign: name or id")
    .option("--task <task>", "task: title or id")
    .option("--note <text>", "note")
    .option("--no-billable", "not billable")

export function addTimeCommands(alphas: Command): void {
  const time = alphas.command("time").description("Track your time.")
  addAbout(time.command("start").description("Start your timer."))
    .addHelpText(
      "after",
      `
Examples:
  $ alphas time start --campaign "Spring launch" --note "Kick-off"
  $ alphas time start --task "Key visual" --no-billable`,
    )
    .action(start)
  time
    .command("stop")
    .description("Stop your timer and save its time.")
    .option("--at <time>", "end time in your time zone: 18:00, or 2026-11-24 18:00")
    .option("--discard", "discard the time instead")
    .addHelpText(
      "after",
      '\nExamples:\n  $ alphas time stop\n  $ alphas time stop --at "2026-11-24 18:00"\n  $ alphas time stop --discard',
    )
    .action(stop)
  time.command("status").description("Show the running timer.").action(status)
  addAbout(time.command("log").alias("add").description("Log time on a day."))
    .argument("[length]", "length: 1:30, 1h30m, 90m, 1.5 or 9:00-10:30")
    .option("--day <day>", "day in your time zone, such as 2026-11-30 (default: today)")
    .option("--from <time>", "start time in your time zone, instead of a length: 09:00")
    .option("--to <time>", "end time")
    .option("--reason <text>", "reason, for an admin to change a locked month")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas time log 1:30 --task "Key visual" --note "Second draft"
  $ alphas time log --campaign "Spring launch" --day 2026-11-24 --from 09:00 --to 10:30`,
    )
    .action(log)
  time
    .command("list")
    .description("List time entries, newest first.")
    .addOption(listOption("--campaign <campaigns>", "only on these campaigns: names or ids"))
    .addOption(listOption("--person <people>", "only of these people: names or ids, or `me`"))
    .option("--from <day>", "only on or after this day, such as 2026-11-30")
    .option("--to <day>", "only on or before this day")
    .option("--limit <number>", "maximum number of entries (default: 25)", whole(1, 200))
    .option("--cursor <cursor>", "continue after a page, with its `nextCursor`")
    .option("--all", "list everything, across all pages")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas time list --person me --from 2026-11-01
  $ alphas time list --campaign "Spring launch" --all --json`,
    )
    .action(list)
  addTimeWeekCommands(time)
  addRateCommands(time)
}

/** What the options say that time is spent on. A task says by itself of which campaign it is. */
async function aboutOf(alphas: Alphas, { campaign, task, note, billable }: AboutOptions) {
  const more = { billable, ...(note === undefined ? {} : { note }) }
  if (task !== undefined) {
    const found = await findTask(alphas, task, campaign)
    if (found.campaign === null)
      throw new Failure(exitCodes.refused, "You do not have access to the campaign of this task.")
    return { campaignId: found.campaign.id, taskId: found.id, ...more }
  }
  if (campaign === undefined) throw usage("Add --campaign CAMPAIGN or --task TASK.")
  return { campaignId: await campaignId(alphas, campaign), ...more }
}

async function start(options: AboutOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const about = await aboutOf(alphas, options)
  const started = await confirmed(options, (confirm) => alphas.time.timer.start.mutate({ ...about, confirm }))
  print(command, started, { ids: ({ id }) => [id], human: () => "Timer started." })
}

const what = ({ campaign, task }: Pick<Timer, "campaign" | "task">): string =>
  [campaign?.name ?? "a campaign that you cannot see", task?.title]
    .filter((each) => each !== undefined)
    .join(", ")

async function status(_options: object, command: Command): Promise<void> {
  const alphas = await connect(command)
  const timer = await alphas.time.timer.get.query()
  const own = await ownZone(alphas)
  print(command, timer, {
    ids: (each) => (each === null ? [] : [each.id]),
    human: (each) => (each === null ? "No timer is running." : sinceText(each, own)),
  })
}

function sinceText(timer: Timer, timeZone: string): string {
  const began = Date.parse(timer.startedAt)
  const since = `${dayIn(timeZone, new Date(began))} ${timeIn(timeZone, began)}`
  return `${what(timer)}: ${writeLength(Math.floor((Date.now() - began) / 60_000))} since ${since}.`
}

async function stop({ at, discard }: StopOptions, command: Command): Promise<void> {
  if (at !== undefined && discard) throw usage("Use --at or --discard, not both.")
  const alphas = await connect(command)
  const timer = await alphas.time.timer.get.query()
  if (timer === null) throw new Failure(exitCodes.refused, "No timer is running.")
  const end = at === undefined ? null : endOf(at, await ownZone(alphas))
  const { id, version } = timer
  const entered = await alphas.time.timer.stop.mutate({ id, version, discard: discard ?? false, end })
  printEntered(command, entered, discard ? "Timer discarded." : undefined)
}

/** A time of the caller's clock, today's where no day is named. */
function endOf(at: string, timeZone: string): { day: string; time: string } {
  const [, day, time] = /^(?:(\d{4}-\d{2}-\d{2})[ T])?(\d{2}:\d{2})$/.exec(at.trim()) ?? []
  if (time === undefined)
    throw usage(`${JSON.stringify(at)} is not a time. Enter it like 18:00, or 2026-11-24 18:00.`)
  return { day: day ?? dayIn(timeZone, new Date()), time }
}

async function log(length: string | undefined, options: LogOptions, command: Command): Promise<void> {
  const { from, to, reason } = options
  if ((length === undefined) === (from === undefined && to === undefined))
    throw usage("Add a length (alphas time log 1:30 …), or --from and --to.")
  const minutes = length === undefined ? null : minutesOf(length)
  const alphas = await connect(command)
  const about = await aboutOf(alphas, options)
  const day = options.day ?? (await ownToday(alphas))
  const entry = { day, minutes, from: from ?? null, to: to ?? null, reason: reason ?? null }
  const entered = await confirmed(options, (confirm) =>
    alphas.time.create.mutate({ ...about, ...entry, confirm }),
  )
  printEntered(command, entered)
}

const printEntered = (command: Command, entered: Entered, sentence?: string) =>
  print(command, entered, {
    ids: ({ ids }) => ids,
    human: ({ minutes, ids }) => sentence ?? `Logged ${writeLength(minutes)} (${ids.join(", ")}).`,
  })

const columns: Column<Entry>[] = [
  { title: "Day", text: ({ day }) => day, whole: true },
  {
    title: "Time",
    text: ({ minutes, overlaps }) => `${writeLength(minutes)}${overlaps ? " (overlaps)" : ""}`,
    whole: true,
  },
  { title: "Campaign", text: ({ campaign }) => campaign?.name ?? null },
  { title: "Task", text: ({ task, unseenTask }) => task?.title ?? (unseenTask ? "(not visible)" : null) },
  { title: "Note", text: ({ note }) => note },
  { title: "Billable", text: ({ billable }) => (billable ? "yes" : "no"), whole: true },
  { title: "Person", text: ({ person }) => person.name },
  { title: "Id", text: ({ id }) => id, whole: true },
]

async function list(options: ListOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const campaigns = options.campaign?.map((each) => campaignId(alphas, each))
  const people = options.person?.map((each) => findPerson(alphas, each))
  const filters = {
    campaignId: campaigns && (await Promise.all(campaigns)),
    userId: people && (await Promise.all(people)),
    from: options.from,
    to: options.to,
  }
  const page = await readPage(options, ({ limit, cursor }) =>
    alphas.time.list.query({ ...filters, limit, cursor }),
  )
  printPage(command, page, columns, "No time entries match.")
}
