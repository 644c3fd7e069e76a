import { type ImportField, importFields } from "@alphas/domain/clients/csv"
import { type Command, InvalidArgumentError, Option } from "commander"
import type { ImportOptions } from "../import-file"

/** Loaded when it is used: the rules of a file take longer to load than all other commands together. */
const work = () => import("../import-file")

export function addClientImportCommand(clients: Command): void {
  clients
    .command("import")
    .description("Create clients from a CSV file.")
    .argument("<file>", "the file; - reads the standard input")
    .option("--dry-run", "say row by row what would happen, and change nothing")
    .option(
      "--map <field=column>",
      "which column holds a field, where the names do not tell (several)",
      addMapping,
    )
    .addOption(
      new Option("--duplicates <how>", "rows that look like a client that is there, or an earlier row")
        .choices(["skip", "create"])
        .default("skip"),
    )
    .option("--refused <file>", "write the refused rows to this file, with the reasons")
    .addHelpText(
      "after",
      `
A column is named as in the file's first line; field= alone leaves a field out. The fields:
  ${importFields.join(", ")}

Ends with 1 when rows were refused; the others are imported all the same. Ctrl-C undoes what was done so far.

Examples:
  $ alphas clients import companies.csv --dry-run
  $ alphas clients import companies.csv --map name="Company name" --map phone= --refused refused.csv`,
    )
    .action(async (path: string, options: ImportOptions, command: Command) =>
      (await work()).importFile(path, options, command),
    )
  clients
    .command("undo-import")
    .description("Remove the clients of an import that nobody has worked on since.")
    .argument("<import>", "its id")
    .action(async (id: string, _options: object, command: Command) => (await work()).undoImport(id, command))
}

const isField = (text: string): text is ImportField => (importFields as readonly string[]).includes(text)

function addMapping(text: string, before: ImportOptions["map"] = {}): ImportOptions["map"] {
  const at = text.indexOf("=")
  const field = text.slice(0, at).trim()
  if (at === -1) throw new InvalidArgumentError("Write it like name=Company.")
  if (!isField(field))
    throw new InvalidArgumentError(`There is no field "${field}". See --help for the fields.`)
  return { ...before, [field]: text.slice(at + 1).trim() }
}
