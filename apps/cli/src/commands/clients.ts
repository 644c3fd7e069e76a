import type { Procedures } from "@alphas/client"
import { clientSorts, clientStatusLabels } from "@alphas/domain/clients/words"
import type { Command } from "commander"
import { connect } from "../connection"
import { findClient } from "../find"
import { print, tableOf } from "../output"
import { type Column, details, instant } from "../table"
import { addClientChangeCommands } from "./client-changes"
import { addClientExportCommand } from "./client-export"
import { addFilters, type FilterOptions, filtersOf } from "./client-filters"
import { addClientImportCommand } from "./client-import"
import { addPaging, type PagingOptions, printPage, readPage } from "./paging"

type Input = Procedures["clients"]["list"]["input"]
type Page = Procedures["clients"]["list"]["output"]
type Row = Page["items"][number]
type Client = Procedures["clients"]["get"]["output"]

type ListOptions = FilterOptions & PagingOptions<NonNullable<Input["sort"]>>

export function addClientsCommands(alphas: Command): void {
  const clients = alphas.command("clients").description("Find, change, import and export clients.")
  const list = clients.command("list").description("List clients.")
  addPaging(addFilters(list), "clients", clientSorts)
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
  const filters = await filtersOf(alphas, options)
  const page = await readPage(options, (paging) => alphas.clients.list.query({ ...filters, ...paging }))
  printPage(command, page, columns, "No clients match.")
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
    ["Email", client.email],
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
    { title: "Job title", text: ({ jobTitle }) => jobTitle },
    { title: "Email", text: ({ email }) => email },
    { title: "Phone", text: ({ phone }) => phone },
  ])
  return `${facts}\n\n${people}`
}
