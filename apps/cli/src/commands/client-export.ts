import type { Command } from "commander"
import { connect } from "../connection"
import { piecesOf, writeFileOf, writeOutputOf } from "../file"
import { note } from "../output"
import { addFilters, type FilterOptions, filtersOf } from "./client-filters"

interface ExportOptions extends FilterOptions {
  out?: string
}

export function addClientExportCommand(clients: Command): void {
  addFilters(
    clients
      .command("export")
      .description("Export clients as a CSV file that can be imported again without loss."),
  )
    .option("-o, --out <file>", "write to this file instead of standard output")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas clients export --out clients.csv
  $ alphas clients export --status former --archived also > former.csv`,
    )
    .action(exportClients)
}

async function exportClients(options: ExportOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const filters = await filtersOf(alphas, options)
  const pieces = piecesOf((cursor) => alphas.clients.export.query({ ...filters, cursor }))
  if (options.out === undefined) return writeOutputOf(pieces)
  await writeFileOf(options.out, pieces)
  note(`Exported the clients to ${options.out}.`)
}
