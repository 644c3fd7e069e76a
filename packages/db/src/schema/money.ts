import type { Address, DocumentLanguage, TaxRate, TaxTreatment } from "@alphas/domain/money/billing"
import { sql } from "drizzle-orm"
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uuid,
} from "drizzle-orm/pg-core"
import { version } from "../columns"
import { clients } from "./clients"

/** One row: what the agency puts on its documents. */
export const billingSettings = pgTable(
  "billing_settings",
  {
    id: integer("id").primaryKey().default(1),
    legalName: text("legal_name"),
    address: jsonb("address")
      .$type<Address>()
      .notNull()
      .default({ street: null, postalCode: null, city: null, region: null, country: null }),
    email: text("email"),
    phone: text("phone"),
    website: text("website"),
    vatId: text("vat_id"),
    taxNumber: text("tax_number"),
    bankName: text("bank_name"),
    iban: text("iban"),
    bic: text("bic"),
    termsDays: integer("terms_days").notNull().default(14),
    intro: text("intro"),
    footer: text("footer"),
    colour: text("colour").notNull().default("#4c6ef5"),
    paper: text("paper").$type<"a4" | "letter">().notNull().default("a4"),
    prices: text("prices").$type<"net" | "gross">().notNull().default("net"),
    taxRates: jsonb("tax_rates")
      .$type<TaxRate[]>()
      .notNull()
      .default([
        { name: "Standard", category: "standard", percent: "19" },
        { name: "Reduced", category: "standard", percent: "7" },
        { name: "Zero rated", category: "zero", percent: "0" },
      ]),
    invoicePattern: text("invoice_pattern").notNull().default("INV-{year}-0000"),
    creditNotePattern: text("credit_note_pattern").notNull().default("CN-{year}-0000"),
    firstMonth: integer("first_month").notNull().default(1),
    reminderDays: integer("reminder_days").array().notNull().default(sql`'{1,7,21}'`),
    /** Nothing is issued and nothing paid on this day or before it. */
    closedUntil: date("closed_until"),
    version: version(),
  },
  (table) => [
    check("billing_settings_is_one_row", sql`${table.id} = 1`),
    check("billing_settings_first_month", sql`${table.firstMonth} between 1 and 12`),
  ],
)

/** How a client is billed, once somebody has said so; what is null comes from the client, or from the agency. */
export const clientBilling = pgTable("client_billing", {
  clientId: uuid("client_id")
    .primaryKey()
    .references(() => clients.id),
  legalName: text("legal_name"),
  address: jsonb("address").$type<Address>(),
  vatId: text("vat_id"),
  buyerReference: text("buyer_reference"),
  termsDays: integer("terms_days"),
  taxTreatment: text("tax_treatment").$type<TaxTreatment>().notNull().default("domestic"),
  language: text("language").$type<DocumentLanguage>().notNull().default("en"),
  emails: text("emails").array().notNull().default(sql`'{}'`),
  reminders: boolean("reminders").notNull().default(true),
  version: version(),
})

/** What one unit of `base` was worth in `quote` on a day. Rates that were entered stand beside those of the bank. */
export const exchangeRates = pgTable(
  "exchange_rates",
  {
    base: text("base").notNull(),
    quote: text("quote").notNull(),
    day: date("day").notNull(),
    source: text("source").$type<"entered" | "ecb">().notNull(),
    rate: numeric("rate").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.base, table.quote, table.day, table.source] }),
    index("exchange_rates_day_idx").on(table.day, table.base, table.quote, table.source),
    check("exchange_rates_are_above_zero", sql`${table.rate} > 0`),
  ],
)
