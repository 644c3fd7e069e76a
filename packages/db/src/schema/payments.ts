import type { Conversion } from "@alphas/domain/money/exchange"
import { type PaymentMethod, paymentKinds } from "@alphas/domain/payments/words"
import { sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  bigint,
  check,
  date,
  index,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import { id, instant, version } from "../columns"
import { clients } from "./clients"
import { invoices } from "./invoices"
import { users } from "./users"

const amount = (name: string) => bigint(name, { mode: "number" })

export const paymentKind = pgEnum("payment_kind", paymentKinds)

/** Money that came in or went back. Nothing of it is edited: what was wrong is reversed. */
export const payments = pgTable(
  "payments",
  {
    id: id(),
    kind: paymentKind("kind").notNull(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id),
    day: date("day").notNull(),
    currency: text("currency").notNull(),
    minor: amount("minor").notNull(),
    /** What of it settles documents, in its own currency; the rest is the client's credit. */
    usedMinor: amount("used_minor").notNull().default(0),
    method: text("method").$type<PaymentMethod>().notNull(),
    reference: text("reference"),
    note: text("note"),
    reversedAt: instant("reversed_at"),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    version: version(),
  },
  (table) => [
    index("payments_day_idx").on(table.day, table.id),
    index("payments_client_id_idx").on(table.clientId, table.day, table.id),
    index("payments_minor_idx").on(table.minor, table.id),
    index("payments_created_at_idx").on(table.createdAt, table.id),
    index("payments_credit_idx")
      .on(table.clientId, table.currency, table.day, table.id)
      .where(sql`${table.reversedAt} is null and ${table.usedMinor} <> ${table.minor}`),
    index("payments_created_by_idx").on(table.createdBy),
    check("payments_are_above_zero", sql`${table.minor} > 0`),
    check("payments_are_used_once", sql`${table.usedMinor} between 0 and ${table.minor}`),
  ],
)

/**
 * What was settled of an invoice by a payment or a credit note, or of a credit note by a refund. Rows are only added: what
 * is taken back is a row with the opposite sign that names the one it answers.
 */
export const settlements = pgTable(
  "settlements",
  {
    id: id(),
    invoiceId: uuid("invoice_id")
      .notNull()
      .references(() => invoices.id),
    /** In the invoice's currency. */
    minor: amount("minor").notNull(),
    /** In the agency's zone. */
    day: date("day").notNull(),
    paymentId: uuid("payment_id").references(() => payments.id),
    creditNoteId: uuid("credit_note_id").references(() => invoices.id),
    /** What it took of the payment, in the payment's currency. */
    paymentMinor: amount("payment_minor"),
    /** How one became the other; null where the currency is the same. */
    conversion: jsonb("conversion").$type<Conversion>(),
    reversesId: uuid("reverses_id").references((): AnyPgColumn => settlements.id),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: instant("created_at").notNull().default(sql`now()`),
  },
  (table) => [
    index("settlements_invoice_id_idx").on(table.invoiceId, table.id),
    index("settlements_payment_id_idx").on(table.paymentId, table.id),
    index("settlements_credit_note_id_idx")
      .on(table.creditNoteId)
      .where(sql`${table.creditNoteId} is not null`),
    uniqueIndex("settlements_reverses_id_key").on(table.reversesId),
    index("settlements_created_by_idx").on(table.createdBy),
    check(
      "settlements_are_by_one",
      sql`(${table.paymentId} is null) <> (${table.creditNoteId} is null) and (${table.paymentId} is null) = (${table.paymentMinor} is null)`,
    ),
    check(
      "settlements_are_of_something",
      sql`${table.minor} <> 0 and (${table.minor} < 0) = (${table.reversesId} is not null)`,
    ),
  ],
)
