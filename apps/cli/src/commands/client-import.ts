import { type ImportField, importFields } from "@alphas/domain/clients/csv"
import { type Command, InvalidArgumentError, Option } from "commander"
import type { ImportOptions } from "../import-file"

/** Loaded when it is used: the rules of a file take longer to load than all other commands together. */
const work = () => import("../import-file")

export function addClientImportCommand(clients: Command): void {
  clients
    .command("import")
    .description("Create clients from a CSV file.")
    .argument("<file>", "the file; - reads standard input")
    .option("--dry-run", "show what would happen to each row, and change nothing")
    .option("--map <field=column>", "map a column to a field (repeatable)", addMapping)
    .addOption(
      new Option(
        "--duplicates <how>",
        "what to do with rows that look like an existing client or an earlier row",
      )
        .choices(["skip", "create"])
        .default("skip"),
    )
    .option("--refused <file>", "write the refused rows and the reasons to this file")
    .addHelpText(
      "after",
      `
Use the column names of the first line. To leave a field out, use field= alone. Fields:
  ${importFields.join(", ")}

Exits with 1 if rows were refused. The other rows are imported. Ctrl-C undoes what was imported so far.

Examples:
  $ alphas clients import companies.csv --dry-run
  $ alphas clients import companies.csv --map name="Company name" --map phone= --refused refused.csv`,
    )
    .action(async (path: string, options: ImportOptions, command: Command) =>
      (await work()).importFile(path, options, command),
    )
  clients
    .command("undo-import")
    .description("Undo an import: delete its clients, except those edited since.")
    .argument("<import>", "id of the import")
    .action(async (id: string, _options: object, command: Command) => (await work()).undoImport(id, command))
}

const isField = (text: string): text is ImportField => (importFields as readonly string[]).includes(text)

function addMapping(text: string, before: ImportOptions["map"] = {}): ImportOptions["map"] {
  const at = text.indexOf("=")
  const field = text.slice(0, at).trim()
  if (at === -1) throw new InvalidArgumentError("Enter it like name=Company.")
  if (!isField(field))
    throw new InvalidArgumentError(`There is no field "${field}". See --help for the fields.`)
  return { ...before, [field]: text.slice(at + 1).trim() }
}
