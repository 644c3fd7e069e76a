import {
  type InvoicePurpose,
  invoiceKinds,
  invoiceStates,
  type LineSource,
  type UnitCode,
} from "@alphas/domain/invoices/words"
import type { Buyer, Seller } from "@alphas/domain/money/billing"
import type { TaxCategory } from "@alphas/domain/money/tax"
import type { Adjustment } from "@alphas/domain/money/totals"
import { sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  bigint,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import { id, instant, version } from "../columns"
import { campaigns } from "./campaigns"
import { clients } from "./clients"
import { users } from "./users"

const amount = (name: string) => bigint(name, { mode: "number" })

export const invoiceKind = pgEnum("invoice_kind", invoiceKinds)
export const invoiceState = pgEnum("invoice_state", invoiceStates)

/** Invoices and credit notes. What is issued never changes but in what is settled of it, and when it was sent and viewed. */
export const invoices = pgTable(
  "invoices",
  {
    id: id(),
    kind: invoiceKind("kind").notNull().default("invoice"),
    state: invoiceState("state").notNull().default("draft"),
    /** Given at issue, with the year and the place in its series. */
    number: text("number"),
    seriesYear: integer("series_year"),
    seriesCount: integer("series_count"),
    purpose: text("purpose").$type<InvoicePurpose>().notNull().default("standard"),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id),
    /** The client's name in lower case, kept by Postgres: what it is found and ordered by. */
    clientKey: text("client_key").notNull().default(""),
    currency: text("currency").notNull(),
    prices: text("prices").$type<"net" | "gross">().notNull(),
    issueDay: date("issue_day"),
    dueDay: date("due_day"),
    periodFrom: date("period_from"),
    periodTo: date("period_to"),
    buyerReference: text("buyer_reference"),
    intro: text("intro"),
    note: text("note"),
    footer: text("footer"),
    taxReason: text("tax_reason"),
    adjustments: jsonb("adjustments").$type<Adjustment[]>().notNull().default([]),
    /** Of a credit note: the invoice that it answers. */
    creditsId: uuid("credits_id").references((): AnyPgColumn => invoices.id),
    /** As they were at issue; null for a draft. */
    seller: jsonb("seller").$type<Seller>(),
    buyer: jsonb("buyer").$type<Buyer>(),
    netMinor: amount("net_minor").notNull().default(0),
    taxMinor: amount("tax_minor").notNull().default(0),
    payableMinor: amount("payable_minor").notNull().default(0),
    /** What payments and credit notes have settled of it; of a credit note also what it has settled elsewhere. */
    settledMinor: amount("settled_minor").notNull().default(0),
    openMinor: amount("open_minor")
      .notNull()
      .generatedAlwaysAs(
        sql`case when state in ('issued', 'partially_paid') then payable_minor - settled_minor else 0 end`,
      ),
    /** What lists go by: drafts come after everything that is issued. */
    listDay: date("list_day")
      .notNull()
      .generatedAlwaysAs(sql`case when state = 'draft' then date '2199-12-31' else issue_day end`),
    listDueDay: date("list_due_day")
      .notNull()
      .generatedAlwaysAs(sql`case when state = 'draft' then date '2199-12-31' else due_day end`),
    issuedBy: uuid("issued_by").references(() => users.id),
    issuedAt: instant("issued_at"),
    sentAt: instant("sent_at"),
    viewedAt: instant("viewed_at"),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    version: version(),
  },
  (table) => [
    uniqueIndex("invoices_number_key").on(table.number),
    uniqueIndex("invoices_series_key").on(table.kind, table.seriesYear, table.seriesCount),
    index("invoices_day_idx").on(table.listDay, table.id),
    index("invoices_state_idx").on(table.state, table.listDay, table.id),
    index("invoices_kind_idx").on(table.kind, table.state, table.listDay, table.id),
    index("invoices_client_id_idx").on(table.clientId, table.listDay, table.id),
    index("invoices_open_idx")
      .on(table.listDueDay, table.id)
      .where(sql`${table.kind} = 'invoice' and ${table.state} in ('issued', 'partially_paid')`),
    index("invoices_due_idx").on(table.listDueDay, table.id),
    index("invoices_number_idx").on(sql`coalesce(${table.number}, '')`, table.id),
    index("invoices_client_key_idx").on(table.clientKey, table.id),
    index("invoices_payable_idx").on(table.payableMinor, table.id),
    index("invoices_open_minor_idx").on(table.openMinor, table.id),
    index("invoices_created_at_idx").on(table.createdAt, table.id),
    index("invoices_text_idx").using("gin", sql`${invoiceText(table)} gin_trgm_ops`),
    index("invoices_credits_id_idx").on(table.creditsId).where(sql`${table.creditsId} is not null`),
    index("invoices_issued_by_idx").on(table.issuedBy),
    index("invoices_created_by_idx").on(table.createdBy),
    check(
      "invoices_are_issued_whole",
      sql`${table.state} = 'draft' or (${table.number} is not null and ${table.seriesYear} is not null
        and ${table.seriesCount} is not null and ${table.issueDay} is not null and ${table.dueDay} is not null
        and ${table.seller} is not null and ${table.buyer} is not null and ${table.payableMinor} >= 0)`,
    ),
    check(
      "invoices_are_settled_within",
      sql`${table.state} = 'draft' or ${table.settledMinor} between 0 and ${table.payableMinor}`,
    ),
    check(
      "invoices_credit_as_notes",
      sql`(${table.kind} = 'credit_note') = (${table.creditsId} is not null)`,
    ),
  ],
)

/** What a text is looked for in: number, client's name, buyer reference. The index holds exactly this expression. */
export function invoiceText(table: {
  number: AnyPgColumn
  clientKey: AnyPgColumn
  buyerReference: AnyPgColumn
}) {
  return sql`(coalesce(lower(${table.number}), '') || ' ' || ${table.clientKey} || ' ' || coalesce(lower(${table.buyerReference}), ''))`
}

export const invoiceLines = pgTable(
  "invoice_lines",
  {
    id: id(),
    invoiceId: uuid("invoice_id")
      .notNull()
      .references(() => invoices.id, { onDelete: "cascade" }),
    /** From 0, in the order of the paper. */
    position: integer("position").notNull(),
    description: text("description"),
    quantity: numeric("quantity").notNull(),
    unit: text("unit").$type<UnitCode>().notNull(),
    /** In major units of the currency. */
    unitPrice: numeric("unit_price").notNull(),
    adjustments: jsonb("adjustments").$type<Adjustment[]>().notNull().default([]),
    taxCategory: text("tax_category").$type<TaxCategory>().notNull(),
    taxPercent: numeric("tax_percent").notNull(),
    campaignId: uuid("campaign_id").references(() => campaigns.id),
    source: text("source").$type<LineSource>(),
    /** Without tax, as the totals of the document have it. */
    netMinor: amount("net_minor").notNull().default(0),
  },
  (table) => [
    index("invoice_lines_invoice_id_idx").on(table.invoiceId, table.position),
    index("invoice_lines_campaign_id_idx")
      .on(table.campaignId, table.invoiceId)
      .where(sql`${table.campaignId} is not null`),
  ],
)

/** The last number of each series: whoever issues changes the row in the transaction that gives the number. */
export const numberSeries = pgTable(
  "number_series",
  {
    kind: invoiceKind("kind").notNull(),
    /** Calendar or fiscal year, by the year in which it begins. */
    year: integer("year").notNull(),
    /** By which the year's numbers are written: another pattern holds from the next year on. */
    pattern: text("pattern").notNull(),
    last: integer("last").notNull(),
    lastDay: date("last_day").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.year] })],
)
