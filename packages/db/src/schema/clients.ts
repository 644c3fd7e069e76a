import { type ImportOutcome, importStates } from "@alphas/domain/clients/import"
import { clientStatuses } from "@alphas/domain/clients/words"
import { sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import { bytes, id, instant, version } from "../columns"
import { users } from "./users"

/** The digits of a phone number: what it is found by, however it is spelled. */
export const digitsOf = (phone: AnyPgColumn) => sql`regexp_replace(coalesce(${phone}, ''), '[^0-9]', '', 'g')`

export const clientStatus = pgEnum("client_status", clientStatuses)

export const clients = pgTable(
  "clients",
  {
    id: id(),
    name: text("name").notNull(),
    /** `nameKey` of the name, kept by Postgres: what duplicates are found by. */
    nameKey: text("name_key").generatedAlwaysAs(sql`client_name_key(name)`),
    status: clientStatus("status").notNull().default("prospect"),
    industry: text("industry"),
    website: text("website"),
    /** The bare host of `website`: what duplicates are found by. */
    domain: text("domain"),
    email: text("email"),
    phone: text("phone"),
    street: text("street"),
    postalCode: text("postal_code"),
    city: text("city"),
    region: text("region"),
    /** ISO 3166-1 alpha-2. */
    country: text("country"),
    vatId: text("vat_id"),
    /** ISO 4217: what this client is billed in. */
    currency: text("currency").notNull(),
    tags: text("tags").array().notNull().default(sql`'{}'`),
    notes: text("notes"),
    ownerId: uuid("owner_id").references(() => users.id),
    /** The owner's name in lower case, kept by Postgres: what the order by owner goes by. */
    ownerKey: text("owner_key").notNull().default(""),
    createdBy: uuid("created_by").references(() => users.id),
    importId: uuid("import_id").references((): AnyPgColumn => clientImports.id),
    mergedIntoId: uuid("merged_into_id").references((): AnyPgColumn => clients.id),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    archivedAt: instant("archived_at"),
    /** What the indexes of the list begin with. */
    archived: boolean("archived").notNull().generatedAlwaysAs(sql`archived_at is not null`),
    /** Merged away, or an import that was undone; nobody sees it any more. */
    deletedAt: instant("deleted_at"),
    version: version(),
  },
  (table) => {
    const living = sql`${table.deletedAt} is null`
    return [
      index("clients_name_idx").on(table.archived, sql`lower(${table.name})`, table.id).where(living),
      index("clients_status_idx").on(table.archived, table.status, table.id).where(living),
      index("clients_industry_idx")
        .on(table.archived, sql`coalesce(lower(${table.industry}), '')`, table.id)
        .where(living),
      index("clients_owner_id_idx")
        .on(table.ownerId, table.archived, sql`lower(${table.name})`, table.id)
        .where(living),
      index("clients_owner_key_idx").on(table.archived, table.ownerKey, table.id).where(living),
      index("clients_created_at_idx").on(table.archived, table.createdAt, table.id).where(living),
      index("clients_updated_at_idx").on(table.archived, table.updatedAt, table.id).where(living),
      index("clients_domain_idx").on(table.domain).where(living),
      index("clients_email_idx").on(table.email).where(living),
      index("clients_tags_idx").using("gin", table.tags).where(living),
      index("clients_text_idx")
        .using(
          "gin",
          sql`(lower(${table.name}) || ' ' || coalesce(${table.domain}, '') || ' ' || coalesce(${table.email}, '') || ' ' || ${digitsOf(table.phone)}) gin_trgm_ops`,
        )
        .where(living),
      index("clients_name_key_idx").on(table.nameKey).where(living),
      index("clients_name_key_trgm_idx").using("gin", sql`${table.nameKey} gin_trgm_ops`).where(living),
      index("clients_email_domain_idx").on(sql`split_part(${table.email}, '@', 2)`).where(living),
      index("clients_created_by_idx").on(table.createdBy),
      index("clients_import_id_idx").on(table.importId),
      index("clients_merged_into_id_idx").on(table.mergedIntoId),
    ]
  },
)

export const clientMembers = pgTable(
  "client_members",
  {
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    addedAt: instant("added_at").notNull().default(sql`now()`),
  },
  (table) => [
    primaryKey({ columns: [table.clientId, table.userId] }),
    index("client_members_user_id_idx").on(table.userId, table.clientId),
  ],
)

export const contacts = pgTable(
  "contacts",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id),
    name: text("name").notNull(),
    email: text("email"),
    phone: text("phone"),
    jobTitle: text("job_title"),
    isPrimary: boolean("is_primary").notNull().default(false),
    notes: text("notes"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    deletedAt: instant("deleted_at"),
    version: version(),
  },
  (table) => [
    index("contacts_client_id_idx").on(table.clientId, table.id).where(sql`${table.deletedAt} is null`),
    uniqueIndex("contacts_one_primary_key")
      .on(table.clientId)
      .where(sql`${table.isPrimary} and ${table.deletedAt} is null`),
    index("contacts_email_idx").on(table.email).where(sql`${table.deletedAt} is null`),
    index("contacts_phone_idx")
      .using("gin", sql`${digitsOf(table.phone)} gin_trgm_ops`)
      .where(sql`${table.deletedAt} is null`),
  ],
)

/** Where an import stands; `domain/clients/import.ts` says which step follows which. */
export const importState = pgEnum("client_import_state", importStates)

/** A file of clients on its way in. */
export const clientImports = pgTable(
  "client_imports",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    fileName: text("file_name").notNull(),
    state: importState("state").notNull().default("uploading"),
    /** Why it failed, as a sentence for the person. */
    problem: text("problem"),
    encoding: text("encoding"),
    delimiter: text("delimiter"),
    header: text("header").array(),
    /** Column number of each field; null until the person has mapped them. */
    mapping: jsonb("mapping").$type<Record<string, number>>(),
    /** What to do with rows that look like a client we have: leave them out, or create them all the same. */
    duplicates: text("duplicates").$type<"skip" | "create">().notNull().default("skip"),
    bytesTotal: integer("bytes_total").notNull().default(0),
    /** How much of the file has been read. */
    bytesRead: integer("bytes_read").notNull().default(0),
    rowsTotal: integer("rows_total").notNull().default(0),
    /** The line that the present step has come to: where it goes on after it was interrupted. */
    lineDone: integer("line_done").notNull().default(0),
    /** Rows through the present step: what the progress bar shows. */
    rowsDone: integer("rows_done").notNull().default(0),
    rowsNew: integer("rows_new").notNull().default(0),
    rowsDuplicate: integer("rows_duplicate").notNull().default(0),
    rowsRefused: integer("rows_refused").notNull().default(0),
    rowsCreated: integer("rows_created").notNull().default(0),
    /** Clients that undoing left alone because somebody had edited them since. */
    rowsKept: integer("rows_kept").notNull().default(0),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    version: version(),
  },
  (table) => [index("client_imports_user_id_idx").on(table.userId, table.id)],
)

/** The file as it came, in pieces, until it was read. */
export const clientImportChunks = pgTable(
  "client_import_chunks",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => clientImports.id, { onDelete: "cascade" }),
    index: integer("index").notNull(),
    content: bytes("content").notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.index] })],
)

/** A row of the file with what became of it. */
export const clientImportRows = pgTable(
  "client_import_rows",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => clientImports.id, { onDelete: "cascade" }),
    /** The line of the file on which the row begins; the header is line 1. */
    line: integer("line").notNull(),
    values: text("values").array().notNull(),
    /** Characters of the values together: what a batch is measured by, so that one of huge rows stays small. */
    size: integer("size").notNull(),
    outcome: text("outcome").$type<ImportOutcome>(),
    /** Field to sentence, when refused. */
    problems: jsonb("problems").$type<Record<string, string>>(),
    duplicateOf: uuid("duplicate_of").references(() => clients.id),
    duplicateOfLine: integer("duplicate_of_line"),
    clientId: uuid("client_id").references(() => clients.id),
  },
  (table) => [
    primaryKey({ columns: [table.importId, table.line] }),
    index("client_import_rows_outcome_idx").on(table.importId, table.outcome, table.line),
    index("client_import_rows_duplicate_of_idx").on(table.duplicateOf),
    index("client_import_rows_client_id_idx").on(table.clientId),
  ],
)

/** What tells the rows of a file apart while it is checked, each with the first line that bears it. */
export const clientImportKeys = pgTable(
  "client_import_keys",
  {
    importId: uuid("import_id")
      .notNull()
      .references(() => clientImports.id, { onDelete: "cascade" }),
    /** `name:`, `domain:` or `email:` and what stands there. */
    key: text("key").notNull(),
    line: integer("line").notNull(),
  },
  (table) => [primaryKey({ columns: [table.importId, table.key] })],
)
