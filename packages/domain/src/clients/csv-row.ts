import * as z from "zod"
import { emailAddress } from "../email-address"
import { withoutInvisible } from "../invisible"
import { quoted } from "../text"
import {
  type ContactPart,
  type ContactSlot,
  contactField,
  contactSlots,
  countryOf,
  currencyOf,
  exportFields,
  type ImportField,
  type ImportMapping,
  importLabels,
  joinList,
  splitList,
  statusOf,
  yesOrNo,
} from "./csv"
import { ImportedClient, type NewClient } from "./input"
import { type ClientStatus, clientStatusLabels } from "./words"

/** What stands in the owner's column when a client has none; an empty cell leaves it to whoever imports. */
const nobody = "nobody"

interface ExportedContact {
  name: string
  email: string | null
  phone: string | null
  jobTitle: string | null
  notes: string | null
}

/** A client as an export writes it. */
export interface ExportedClient {
  name: string
  status: ClientStatus
  industry: string | null
  website: string | null
  email: string | null
  phone: string | null
  street: string | null
  postalCode: string | null
  city: string | null
  region: string | null
  country: string | null
  vatId: string | null
  currency: string
  tags: readonly string[]
  notes: string | null
  /** By their email, or by their name for a reader who sees no emails of the team. */
  owner: string | null
  members: readonly string[]
  archived: boolean
  /** The primary one first. */
  contacts: readonly ExportedContact[]
}

/** The first line of an export. */
export const exportHeader: readonly string[] = exportFields.map((field) => importLabels[field])

/** A client as a line of an export, in the order of `exportHeader`. `readCells` reads it back without loss. */
export function writeCells(client: ExportedClient): string[] {
  const cells: Partial<Record<ImportField, string | null>> = {
    ...client,
    status: clientStatusLabels[client.status],
    tags: joinList(client.tags),
    owner: client.owner ?? nobody,
    members: joinList(client.members),
    archived: client.archived ? "yes" : "",
  }
  for (const [index, slot] of contactSlots.entries()) {
    const contact = client.contacts[index]
    if (contact === undefined) break
    cells[contactField(slot, "Name")] = contact.name
    cells[contactField(slot, "Email")] = contact.email
    cells[contactField(slot, "Phone")] = contact.phone
    cells[contactField(slot, "JobTitle")] = contact.jobTitle
    cells[contactField(slot, "Notes")] = contact.notes
  }
  const further = client.contacts.slice(contactSlots.length)
  if (further.length > 0) cells.furtherContacts = JSON.stringify(further.map(bare))
  return exportFields.map((field) => cells[field] ?? "")
}

const bare = ({ name, email, phone, jobTitle, notes }: ExportedContact) =>
  Object.fromEntries(
    Object.entries({ name, email, phone, jobTitle, notes }).filter(([, value]) => value !== null),
  )

export type Problems = Partial<Record<ImportField, string>>

/** What a line of a file asks for. */
export type ReadRow =
  | { problems: Problems; client: null }
  | {
      problems: null
      client: NewClient
      /** Null: nobody. Undefined: whoever imports. */
      ownerEmail: string | null | undefined
      memberEmails: string[]
      archived: boolean
    }

/** Reads the cells of a line by the mapping, with the same schema as the form. */
export function readCells(values: readonly string[], mapping: ImportMapping): ReadRow {
  const problems: Problems = {}
  const cell = (field: ImportField): string => {
    const column = mapping[field]
    return column === undefined ? "" : withoutInvisible(values[column] ?? "").trim()
  }
  const text = (field: ImportField): string | null => cell(field) || null

  const archived = yesOrNo(cell("archived"))
  if (archived === null) problems.archived = "Enter yes or no."
  const { contacts, sources } = readContacts(cell, problems)
  const parsed = ImportedClient.safeParse({
    name: cell("name"),
    status: cell("status") === "" ? undefined : statusOf(cell("status")),
    industry: text("industry"),
    website: text("website"),
    email: text("email"),
    phone: text("phone"),
    street: text("street"),
    postalCode: text("postalCode"),
    city: text("city"),
    region: text("region"),
    country: cell("country") === "" ? null : countryOf(cell("country")),
    vatId: text("vatId"),
    currency: cell("currency") === "" ? null : currencyOf(cell("currency")),
    tags: splitList(cell("tags")),
    notes: text("notes"),
    contacts,
  })
  if (!parsed.success) {
    for (const issue of parsed.error.issues) problems[fieldOf(issue, sources)] ??= sentence(issue)
    // A file may name the country, where the form offers it.
    if (problems.country)
      problems.country =
        "This country is not known. Enter its English name or two letters, like DE (ISO 3166-1)."
  }
  if (!parsed.success || Object.keys(problems).length > 0) return { problems, client: null }
  const owner = accountOf(cell("owner"))
  return {
    problems: null,
    client: parsed.data,
    ownerEmail: owner === "" ? undefined : owner === nobody ? null : owner,
    memberEmails: [...new Set(splitList(cell("members")).map(accountOf))],
    archived: archived === true,
  }
}

/** Somebody of the team as a cell names them, spelled as accounts are. */
const accountOf = (email: string): string => emailAddress(email) ?? email.toLowerCase()

const FurtherContacts = z.array(z.record(z.string(), z.unknown()))

type Source = ContactSlot | "further"

function readContacts(cell: (field: ImportField) => string, problems: Problems) {
  const contacts: Record<string, unknown>[] = []
  const sources: Source[] = []
  for (const slot of contactSlots) {
    const part = (name: ContactPart) => cell(contactField(slot, name))
    const parted = slot === 1 ? `${cell("contact1FirstName")} ${cell("contact1LastName")}`.trim() : ""
    const reachedBy = part("Email") || part("Phone")
    const name = part("Name") || parted || reachedBy
    if (name + part("JobTitle") + part("Notes") === "") continue
    contacts.push({
      name,
      email: part("Email") || null,
      phone: part("Phone") || null,
      jobTitle: part("JobTitle") || null,
      notes: part("Notes") || null,
    })
    sources.push(slot)
  }
  if (cell("furtherContacts") !== "") {
    const further = FurtherContacts.safeParse(parseJson(cell("furtherContacts")))
    if (!further.success) {
      problems.furtherContacts = "This is not a list of contacts in the format of an Alphas export."
    }
    for (const contact of further.data ?? []) {
      contacts.push(contact)
      sources.push("further")
    }
  }
  const [primary] = contacts
  if (primary !== undefined) primary.isPrimary = true
  return { contacts, sources }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Not JSON: the schema refuses it with a sentence of its own.
  }
}

const parts: Record<string, ContactPart> = {
  name: "Name",
  email: "Email",
  phone: "Phone",
  jobTitle: "JobTitle",
  notes: "Notes",
}

/** The column that an issue of `NewClient` is about. */
function fieldOf(issue: z.core.$ZodIssue, sources: readonly Source[]): ImportField {
  const [first, index, part] = issue.path
  if (first !== "contacts") return exportFields.find((field) => field === first) ?? "name"
  const source = typeof index === "number" ? sources[index] : undefined
  if (source === undefined || source === "further") return "furtherContacts"
  return contactField(source, parts[String(part)] ?? "Name")
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.path[0] === "status") {
    return `This is not a status. Use one of ${Object.values(clientStatusLabels).join(", ")}.`
  }
  if (issue.code === "unrecognized_keys") {
    return `A contact has no such field: ${issue.keys.map((key) => quoted(key, 60)).join(", ")}.`
  }
  return issue.message
}
