import type { Alphas, Procedures } from "@alphas/client"
import { clientStatuses } from "@alphas/domain/clients/words"
import { type Command, InvalidArgumentError, Option } from "commander"
import { connect } from "../connection"
import { exitCodes, Failure, usage } from "../failure"
import { findClient, findPerson } from "../find"
import { listOption } from "./options"
import { addSaving, addVersion, contextOf, givenFields, printSaved, type SavingOptions } from "./saving"

type NewClient = Procedures["clients"]["create"]["input"]
type Changes = Procedures["clients"]["update"]["input"]["changes"]

/** Fields of one line of text, by the option that sets them. */
const texts = {
  industry: "industry",
  website: "web address",
  email: "email address",
  phone: "phone number",
  street: "street and number",
  postalCode: "postal code",
  city: "city",
  region: "region or state",
  country: "two letters (ISO 3166-1), such as DE",
  vatId: "VAT ID",
  currency: "three letters (ISO 4217), such as EUR",
  notes: "internal notes",
} as const satisfies Partial<Record<keyof Changes, string>>
type TextField = keyof typeof texts
// The keys of the object above; Object.keys cannot say so.
const textFields = Object.keys(texts) as TextField[]

type FieldOptions = SavingOptions &
  Partial<Record<TextField, string>> & {
    name?: string
    status?: NonNullable<NewClient["status"]>
    owner?: string
    tag?: string[]
  }

interface CreateOptions extends FieldOptions {
  contact?: { name: string; email: string | null }[]
  duplicates: "refuse" | "create"
}

interface UpdateOptions extends FieldOptions {
  ifVersion?: number
}

const flagOf = (field: string) => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function addFields(command: Command): Command {
  command.addOption(new Option("--status <word>", "status").choices(clientStatuses))
  for (const field of textFields) command.option(`--${flagOf(field)} <text>`, texts[field])
  return addSaving(command.addOption(listOption("--tag <tags>", "tags")))
}

export function addClientChangeCommands(clients: Command): void {
  addFields(clients.command("create").description("Create a client. You become its owner."))
    .argument("[name]", "name")
    .option("--owner <person>", "owner instead of you: name, id or `me`")
    .option(
      "--contact <person>",
      'a contact as "Name <address>"; the first is the primary one (several)',
      addContact,
    )
    .addOption(
      new Option("--duplicates <how>", "what to do if the client seems to exist already")
        .choices(["refuse", "create"])
        .default("refuse"),
    )
    .addHelpText(
      "after",
      `
Examples:
  $ alphas clients create Northwind --website northwind.example --status active --contact "Ada Reed <ada@northwind.example>"
  $ alphas clients create --stdin < client.json`,
    )
    .action(create)
  addVersion(
    addFields(
      clients.command("update").description("Change fields of a client. An empty text clears a field."),
    ),
  )
    .argument("<client>", "name or id")
    .option("--name <text>", "new name")
    .option("--owner <person>", "new owner: name, id, `me` or `none`")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas clients update Northwind --city Berlin --country DE
  $ alphas clients update Northwind --owner none --phone ""`,
    )
    .action(update)
  for (const verb of ["archive", "restore"] as const) {
    clients
      .command(verb)
      .description(verb === "archive" ? "Archive clients." : "Restore archived clients.")
      .argument("<clients...>", "names or ids")
      .action((references: string[], _options: object, command: Command) => move(verb, references, command))
  }
}

function addContact(text: string, before: CreateOptions["contact"] = []): CreateOptions["contact"] {
  const match = /^\s*([^<>]+?)\s*(?:<\s*([^<>\s]+)\s*>)?\s*$/.exec(text)
  if (!match?.[1]) throw new InvalidArgumentError('Write it like "Ada Reed <ada@northwind.example>".')
  return [...before, { name: match[1], email: match[2] ?? null }]
}

/** What the options say of a client's fields, over what the standard input says. */
async function fieldsOf(alphas: Alphas, options: FieldOptions): Promise<Changes> {
  const given = await givenFields(options, "a client")
  const named = textFields.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]]))
  return {
    ...given,
    ...Object.fromEntries(named),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.status === undefined ? {} : { status: options.status }),
    ...(options.tag === undefined ? {} : { tags: options.tag }),
    ...(options.owner === undefined
      ? {}
      : { ownerId: options.owner === "none" ? null : await findPerson(alphas, options.owner) }),
  }
}

async function create(name: string | undefined, options: CreateOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const fields = await fieldsOf(alphas, name === undefined ? options : { ...options, name })
  const contacts = options.contact?.map((contact, index) => ({ ...contact, isPrimary: index === 0 }))
  if (fields.name === undefined) throw usage("Add the name: alphas clients create NAME")
  const client: NewClient = { ...fields, name: fields.name, ...(contacts ? { contacts } : {}) }
  // A repeated call is not its own duplicate.
  if (options.duplicates === "refuse" && options.idempotencyKey === undefined) {
    await refuseDuplicates(alphas, client)
  }
  const saved = await alphas.clients.create.mutate(client, contextOf(options))
  printSaved(command, saved, `Created ${client.name}`)
}

/** A name that is merely similar does not count: a script could not decide about it. */
async function refuseDuplicates(alphas: Alphas, client: NewClient): Promise<void> {
  const found = await alphas.clients.duplicates.query({
    name: client.name,
    website: client.website ?? null,
    email: client.email ?? null,
    contactEmails: client.contacts?.flatMap(({ email }) => email ?? []) ?? [],
  })
  const same = found.filter(({ because }) => because.some((reason) => reason !== "similar_name"))
  if (same.length === 0) return
  const lines = same.map((each) => `  ${each.id}  ${each.name} (same ${each.because.join(", ")})`)
  throw new Failure(
    exitCodes.refused,
    `This client seems to exist already. To create it anyway, add --duplicates create.\n${lines.join("\n")}`,
  )
}

async function update(reference: string, options: UpdateOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const changes = await fieldsOf(alphas, options)
  if (Object.keys(changes).length === 0)
    throw usage("Add at least one field to change, such as --city Berlin.")
  const { id, name, version } = await findClient(alphas, reference)
  const input = { id, version: options.ifVersion ?? version, changes }
  const saved = await alphas.clients.update.mutate(input, contextOf(options))
  printSaved(command, saved, `Updated ${changes.name ?? name}`)
}

async function move(verb: "archive" | "restore", references: string[], command: Command): Promise<void> {
  const alphas = await connect(command)
  // All are looked up before the first is moved, so that a wrong name changes nothing.
  const found = []
  for (const reference of references) {
    found.push(await findClient(alphas, reference, verb === "archive" ? "active" : "archived"))
  }
  for (const { id, name, version } of found) {
    const saved = await alphas.clients[verb].mutate({ id, version })
    printSaved(command, saved, verb === "archive" ? `Archived ${name}` : `Restored ${name}`)
  }
}
