import * as z from "zod"
import { domainOf } from "../host"
import { changesOf, Id } from "../ids"
import { Currency } from "../money/currency"
import { Version } from "../numbers"
import { pageInput } from "../paging-input"
import { line, optionalEmail, optionalLine, optionalText, wanted } from "../text"
import { clientSorts, clientStatuses } from "./words"

const tag = line(40)
const tags = z
  .array(tag)
  .max(50, "At most 50 tags.")
  .transform((values) => [...new Map(values.map((value) => [value.toLowerCase(), value])).values()])

const website = optionalLine(300).refine(
  (value) => value === null || domainOf(value) !== null,
  "This is not a web address. Enter it like example.com.",
)
const country = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{2}$/, "Enter the country as two letters, like DE (ISO 3166-1).")
  .nullable()

/** A contact as people write it; `id` is absent while it is new. */
export const ContactFields = z.strictObject({
  name: line(200),
  email: optionalEmail.default(null),
  phone: optionalLine(50).default(null),
  jobTitle: optionalLine(120).default(null),
  isPrimary: z.boolean().default(false),
  notes: optionalText(10_000).default(null),
})
export type ContactFields = z.output<typeof ContactFields>

const clientFields = {
  name: line(200),
  status: z.enum(clientStatuses),
  industry: optionalLine(80),
  website,
  email: optionalEmail,
  phone: optionalLine(50),
  street: optionalLine(200),
  postalCode: optionalLine(20),
  city: optionalLine(120),
  region: optionalLine(120),
  country,
  vatId: optionalLine(40),
  currency: Currency,
  tags,
  notes: optionalText(20_000),
}

/** A new client. Whoever creates it becomes its owner unless `ownerId` names another. */
export const NewClient = z.strictObject({
  ...clientFields,
  status: clientFields.status.default("prospect"),
  industry: clientFields.industry.default(null),
  website: clientFields.website.default(null),
  email: clientFields.email.default(null),
  phone: clientFields.phone.default(null),
  street: clientFields.street.default(null),
  postalCode: clientFields.postalCode.default(null),
  city: clientFields.city.default(null),
  region: clientFields.region.default(null),
  country: clientFields.country.default(null),
  vatId: clientFields.vatId.default(null),
  /** The agency's own currency when left out. */
  currency: clientFields.currency.nullable().default(null),
  tags: clientFields.tags.default([]),
  notes: clientFields.notes.default(null),
  ownerId: Id.nullish(),
  memberIds: z.array(Id).max(200).default([]),
  contacts: z.array(ContactFields).max(100, "At most 100 contacts at once.").default([]),
})
export type NewClient = z.output<typeof NewClient>

/** A client of a file: an export of ours may have more contacts than anybody types; the size of a cell bounds them. */
export const ImportedClient = NewClient.extend({ contacts: z.array(ContactFields) })

const changedFields = { ...clientFields, ownerId: Id.nullable() }

/** Fields of a client to change; what is absent stays. */
export const ClientChanges = z.strictObject(changedFields).partial()
export type ClientChanges = z.output<typeof ClientChanges>

export const UpdateClient = z.strictObject({
  id: Id,
  version: Version,
  changes: changesOf(changedFields),
})

/** Filters of a list; an absent filter lets everything pass. Several values of one filter are alternatives. */
export const clientFilters = {
  text: wanted(200).nullish(),
  status: z.array(z.enum(clientStatuses)).max(clientStatuses.length).nullish(),
  /** `null` in the list stands for "without an owner". */
  ownerId: z.array(Id.nullable()).max(100).nullish(),
  industry: z.array(wanted(80)).max(50).nullish(),
  /** A client passes that bears every one of these tags. */
  tags: z.array(wanted(40)).max(20).nullish(),
  archived: z.enum(["no", "only", "also"]).default("no"),
}

export const ListClients = z.strictObject({
  ...pageInput,
  ...clientFilters,
  sort: z.enum(clientSorts).default("name"),
  direction: z.enum(["asc", "desc"]).default("asc"),
})
export type ListClients = z.output<typeof ListClients>

/** Who is, or is to be, a member of the client `id`. */
export const ClientMembership = z.strictObject({ id: Id, userId: Id })

export const NewContact = z.strictObject({ clientId: Id, contact: ContactFields })

export const UpdateContact = z.strictObject({
  id: Id,
  version: Version,
  changes: changesOf({
    name: line(200),
    email: optionalEmail,
    phone: optionalLine(50),
    jobTitle: optionalLine(120),
    isPrimary: z.boolean(),
    notes: optionalText(10_000),
  }),
})

/** What an export holds: the clients that these filters let pass, piece by piece. */
export const ExportClients = z.strictObject({ ...clientFilters, cursor: pageInput.cursor })
