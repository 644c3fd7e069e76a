import type { Procedures } from "@alphas/client"
import { dayOf } from "@alphas/domain/days"
import type { Command } from "commander"
import { connect } from "../connection"
import { agencyToday, dayNumberFrom } from "../days"
import { findPerson } from "../find"
import { print, tableOf } from "../output"
import type { Column } from "../table"
import { listOption } from "./options"

type Leave = Procedures["calendar"]["leave"]["list"]["output"][number]

interface ListOptions {
  from?: string
  to?: string
  person?: string[]
}

export function addLeaveCommands(alphas: Command): void {
  alphas
    .command("leave")
    .description("View leave.")
    .command("list")
    .description("List leave, by default for the next four weeks.")
    .option("--from <day>", "leave that ends on or after this day, such as 2026-11-30 (default: today)")
    .option("--to <day>", "leave that starts on or before this day (default: four weeks later)")
    .addOption(listOption("--person <people>", "only of these people: names or ids, or `me`"))
    .addHelpText(
      "after",
      "\nExamples:\n  $ alphas leave list\n  $ alphas leave list --person me --from 2026-01-01 --to 2026-12-31",
    )
    .action(listLeave)
}

const columns: Column<Leave>[] = [
  { title: "Person", text: ({ person }) => person.name },
  { title: "From", text: ({ fromDay }) => fromDay, whole: true },
  { title: "To", text: ({ toDay }) => toDay, whole: true },
  { title: "Note", text: ({ note }) => note },
  { title: "Id", text: ({ id }) => id, whole: true },
]

async function listLeave(options: ListOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const from = options.from ?? (await agencyToday(alphas))
  const people = options.person?.map((each) => findPerson(alphas, each))
  const found = await alphas.calendar.leave.list.query({
    from,
    to: options.to ?? dayOf(dayNumberFrom(from) + 28),
    userId: people && (await Promise.all(people)),
  })
  print(command, found, {
    ids: (rows) => rows.map(({ id }) => id),
    human: (rows) => (rows.length === 0 ? "Nobody is away." : tableOf(rows, columns)),
  })
}
