import type { Alphas, Procedures } from "@alphas/client"
import { entities } from "@alphas/domain/entities"
import type { Command } from "commander"
import { connect } from "../connection"
import { note, say } from "../output"
import { listOption } from "./options"

type Event = Procedures["changes"]["live"]["output"]

interface WatchOptions {
  since?: string
  entity?: string[]
}

export function addWatchCommand(alphas: Command): void {
  alphas
    .command("watch")
    .description("Print changes as they happen, as one line of JSON each, until interrupted.")
    .option("--since <position>", "continue after this position, the `position` of an earlier line")
    .addOption(listOption("--entity <kinds>", "only changes of these kinds", entities))
    .addHelpText(
      "after",
      `
Changes made while the connection is lost are printed once it is back. Nothing is lost, repeated or out of order. A line of kind "reset" means that too many changes were missed to list them, "access" that your access has changed.

Examples:
  $ alphas watch --entity client,contact
  $ alphas watch --since "$(tail -n 1 changes.ndjson | jq -r .position)" >> changes.ndjson`,
    )
    .action(watch)
}

async function watch(options: WatchOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  await follow(alphas, options.since, (event) => {
    const { id, data } = event
    if (data.kind === "change" && options.entity && !options.entity.includes(data.entity)) return
    // The place in the log and the id of what changed are both called id on their way here.
    say(JSON.stringify({ position: id, ...data }))
  })
}

/** Resolves when the person interrupts, rejects when the feed is refused. */
function follow(alphas: Alphas, since: string | undefined, heard: (event: Event) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const { unsubscribe } = alphas.changes.live.subscribe(since === undefined ? {} : { lastEventId: since }, {
      onData: heard,
      onError: reject,
      onStarted: () => {
        if (process.stderr.isTTY) note("Watching. Press Ctrl-C to stop.")
      },
      onComplete: resolve,
    })
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        unsubscribe()
        resolve()
      })
    }
  })
}
