import { readFileSync } from "node:fs"
import { Command } from "commander"
import { addAccountCommands } from "./commands/account"
import { addCallCommand } from "./commands/call"
import { addCampaignsCommands } from "./commands/campaigns"
import { addClientsCommands } from "./commands/clients"
import { addExpensesCommands } from "./commands/expenses"
import { addInvoicesCommands } from "./commands/invoices"
import { addLeaveCommands } from "./commands/leave"
import { addPaymentsCommands } from "./commands/payments"
import { addTasksCommands } from "./commands/tasks"
import { addTimeCommands } from "./commands/time"
import { addWatchCommand } from "./commands/watch"
import { defaultUrl } from "./connection"

const after = `
Examples:
  $ alphas login --url https://alphas.example
  $ alphas clients list --status active --json
  $ alphas clients import companies.csv --dry-run
  $ alphas campaigns list --status active --manager me
  $ alphas tasks mine --overdue
  $ alphas time log 1:30 --task "Key visual"
  $ alphas expenses add 119 --supplier "City Taxi" --receipt taxi.pdf --submit
  $ alphas invoices list --overdue
  $ alphas payments add 1190 --invoice INV-2025-0012
  $ alphas invoices pdf INV-2025-0012 --out invoice.pdf
  $ alphas watch | jq .
  $ alphas call clients.list '{"limit":5}'

Environment:
  ALPHAS_URL     address of Alphas, instead of --url
  ALPHAS_TOKEN   an API token, instead of signing in
  ALPHAS_WS_URL  address of its socket, instead of --ws-url

Exit codes: 0 success, 1 refused, 2 wrong usage, 3 not signed in, 4 Alphas cannot be reached.`

interface Manifest {
  version: string
}

/** The whole command line. */
export function program(): Command {
  const { version } = JSON.parse(
    readFileSync(new URL("../package.json", import.meta.url), "utf8"),
  ) as Manifest // it is our own
  const alphas = new Command("alphas")
    .description("Alphas from the command line.")
    .version(version)
    .option("--url <address>", `address of Alphas (default: where you signed in, or ${defaultUrl})`)
    .option("--ws-url <address>", "address of its socket, if Alphas reports a wrong one")
    .option("--json", "print the API answer as JSON")
    .option("-q, --quiet", "print only ids, one per line")
    .addHelpText("after", after)
    .showHelpAfterError("Add --help to see the commands.")
    .exitOverride()
  addAccountCommands(alphas)
  addClientsCommands(alphas)
  addCampaignsCommands(alphas)
  addTasksCommands(alphas)
  addTimeCommands(alphas)
  addInvoicesCommands(alphas)
  addPaymentsCommands(alphas)
  addLeaveCommands(alphas)
  addExpensesCommands(alphas)
  addWatchCommand(alphas)
  addCallCommand(alphas)
  return alphas
}
