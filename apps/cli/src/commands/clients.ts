import type { Procedures } from "@alphas/client"
import { clientSorts, clientStatusLabels } from "@alphas/domain/clients/words"
import { type Command, Option } from "commander"
import { connect, type GlobalOptions } from "../connection"
import { findClient } from "../find"
import { note, print, tableOf } from "../output"
import { type Column, details, instant } from "../table"
import { addClientChangeCommands } from "./client-changes"
import { addClientExportCommand } from "./client-export"
import { addFilters, type FilterOptions, filtersOf } from "./client-filters"
import { addClientImportCommand } from "./client-import"
import { whole } from "./options"

type Input = Procedures["clients"]["list"]["input"]
type Page = Procedures["clients"]["list"]["output"]
type Row = Page["items"][number]
type Client = Procedures["clients"]["get"]["output"]

interface ListOptions extends FilterOptions {
  sort?: NonNullable<Input["sort"]>
  desc?: boolean
  limit?: number
  cursor?: string
  all?: boolean
  count?: boolean
}

export function addClientsCommands(alphas: Command): void {
  const clients = alphas.command("clients").description("Find, change, import and export clients.")
  const list = clients.command("list").description("List clients.")
  addFilters(list)
    .addOption(new Option("--sort <key>", "order").choices(clientSorts))
    .option("--desc", "the other way round")
    .option("--limit <number>", "clients at the most (default: 25)", whole(1, 200))
    .option("--cursor <cursor>", "go on behind a page, with its `nextCursor`")
    .option("--all", "all of them, however many")
    .option("--count", "count those that fit as well")
    .addHelpText(
      "after",
      `
Examples:
  $ alphas clients list --status active --json
  $ alphas clients list --owner me --tag retainer --sort updatedAt --desc
  $ alphas clients list --status former --all --quiet`,
    )
    .action(listClients)
  clients
    .command("get")
    .description("Show a client with its contacts.")
    .argument("<client>", "name or id")
    .action(getClient)
  addClientChangeCommands(clients)
  addClientImportCommand(clients)
  addClientExportCommand(clients)
}

async function listClients(options: ListOptions, command: Command): Promise<void> {
  const alphas = await connect(command)
  const input = {
    ...(await filtersOf(alphas, options)),
    sort: options.sort,
    direction: options.desc ? ("desc" as const) : undefined,
    limit: options.limit ?? (options.all ? 200 : undefined),
    cursor: options.cursor,
    count: options.count,
  }
  const page = await alphas.clients.list.query(input)
  if (options.all) {
    while (page.nextCursor !== null) {
      const next = await alphas.clients.list.query({ ...input, cursor: page.nextCursor, count: false })
      page.items.push(...next.items)
      page.nextCursor = next.nextCursor
    }
  }
  print(command, page, {
    ids: ({ items }) => items.map(({ id }) => id),
    human: ({ items }) => (items.length === 0 ? "No client fits." : tableOf(items, columns)),
  })
  const { json, quiet } = command.optsWithGlobals<GlobalOptions>()
  if (json || quiet || !process.stderr.isTTY) return
  if (page.total !== null) note(`${page.items.length} of ${page.total}`)
  if (page.nextCursor !== null) note(`There are more: add --all, or --cursor ${page.nextCursor}`)
}

const columns: Column<Row>[] = [
  { title: "Name", text: ({ name, archivedAt }) => (archivedAt === null ? name : `${name} (archived)`) },
  { title: "Status", text: ({ status }) => clientStatusLabels[status] },
  { title: "Industry", text: ({ industry }) => industry },
  { title: "City", text: ({ city, country }) => [city, country].filter(Boolean).join(", ") },
  { title: "Owner", text: ({ owner }) => owner?.name ?? null },
  { title: "Contact", text: ({ primaryContact }) => primaryContact?.name ?? null },
  { title: "Updated", text: ({ updatedAt }) => instant(updatedAt), whole: true },
  { title: "Id", text: ({ id }) => id, whole: true },
]

async function getClient(reference: string, _options: object, command: Command): Promise<void> {
  const client = await findClient(await connect(command), reference)
  print(command, client, { ids: ({ id }) => [id], human: clientText })
}

function clientText(client: Client): string {
  const { street, postalCode, city, region, country, contacts, members, owner } = client
  const place = [street, [postalCode, city].filter(Boolean).join(" "), region, country].filter(Boolean)
  const facts = details([
    ["Name", client.name],
    ["Status", clientStatusLabels[client.status]],
    ["Archived", instant(client.archivedAt)],
    ["Industry", client.industry],
    ["Website", client.website],
    ["E-mail", client.email],
    ["Phone", client.phone],
    ["Address", place.join(", ")],
    ["VAT ID", client.vatId],
    ["Currency", client.currency],
    ["Tags", client.tags.join(", ")],
    ["Owner", owner?.name ?? "nobody"],
    ["Members", members.map(({ name }) => name).join(", ")],
    ["Notes", client.notes],
    ["Created", instant(client.createdAt)],
    ["Updated", instant(client.updatedAt)],
    ["Version", client.version],
    ["Id", client.id],
  ])
  if (contacts.length === 0) return facts
  const people = tableOf(contacts, [
    { title: "Contact", text: ({ name, isPrimary }) => (isPrimary ? `${name} (primary)` : name) },
    { title: "Job", text: ({ jobTitle }) => jobTitle },
    { title: "E-mail", text: ({ email }) => email },
    { title: "Phone", text: ({ phone }) => phone },
  ])
  return `${facts}\n\n${people}`
}
