import { receiptTypes } from "@alphas/domain/expenses/receipt"
import { expenseCategories, expenseStates } from "@alphas/domain/expenses/words"
import type { Conversion } from "@alphas/domain/money/exchange"
import { taxCategories } from "@alphas/domain/money/tax"
import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uuid,
} from "drizzle-orm/pg-core"
import { exactly, id, instant, version } from "../columns"
import { campaigns } from "./campaigns"
import { invoiceLines } from "./invoices"
import { users } from "./users"

const amount = (name: string) => bigint(name, { mode: "number" })
const percent = exactly(8, 4)

export const expenseState = pgEnum("expense_state", expenseStates)
export const expenseCategory = pgEnum("expense_category", expenseCategories)

export const expenses = pgTable(
  "expenses",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    /** Null for what the agency spent on itself. */
    campaignId: uuid("campaign_id").references(() => campaigns.id),
    /** On the receipt. */
    day: date("day").notNull(),
    supplier: text("supplier").notNull(),
    category: expenseCategory("category").notNull(),
    description: text("description"),
    /** ISO 4217. */
    currency: text("currency").notNull(),
    /** What was paid, with tax. */
    amountMinor: amount("amount_minor").notNull(),
    taxCategory: text("tax_category", { enum: taxCategories }).notNull(),
    taxPercent: percent("tax_percent").notNull(),
    /** Kept with every edit: see `amountsOf`. */
    taxMinor: amount("tax_minor").notNull(),
    netMinor: amount("net_minor").notNull(),
    billMinor: amount("bill_minor"),
    billable: boolean("billable").notNull(),
    markupPercent: percent("markup_percent").notNull(),
    state: expenseState("state").notNull().default("draft"),
    reason: text("reason"),
    submittedAt: instant("submitted_at"),
    decidedBy: uuid("decided_by").references(() => users.id),
    decidedAt: instant("decided_at"),
    reimbursedBy: uuid("reimbursed_by").references(() => users.id),
    reimbursedAt: instant("reimbursed_at"),
    /** What it counts in its campaign's actuals, in the campaign's currency; null unless it is approved. */
    countedMinor: amount("counted_minor"),
    countedCurrency: text("counted_currency"),
    /** The exchange rates by which it was converted, of its day. */
    conversion: jsonb("conversion").$type<Conversion>(),
    /** The line of an invoice on which it is billed. */
    invoiceLineId: uuid("invoice_line_id").references(() => invoiceLines.id, { onDelete: "set null" }),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    deletedAt: instant("deleted_at"),
    version: version(),
  },
  (table) => [
    index("expenses_user_id_idx").on(table.userId, table.day, table.id),
    index("expenses_campaign_id_idx").on(table.campaignId, table.day, table.id),
    index("expenses_state_idx").on(table.state, table.day, table.id),
    index("expenses_day_idx").on(table.day, table.id),
    index("expenses_amount_idx").on(table.amountMinor, table.id),
    index("expenses_supplier_idx").on(sql`lower(${table.supplier})`, table.id),
    index("expenses_created_at_idx").on(table.createdAt, table.id),
    index("expenses_decided_by_idx").on(table.decidedBy),
    index("expenses_reimbursed_by_idx").on(table.reimbursedBy),
    index("expenses_invoice_line_id_idx").on(table.invoiceLineId),
    index("expenses_text_idx").using(
      "gin",
      sql`lower(${table.supplier} || ' ' || coalesce(${table.description}, '')) gin_trgm_ops`,
    ),
    check("expenses_have_an_amount", sql`${table.amountMinor} > 0`),
    check("expenses_add_up", sql`${table.netMinor} + ${table.taxMinor} = ${table.amountMinor}`),
    check(
      "expenses_count_once_approved",
      sql`(${table.countedMinor} is not null) = (${table.campaignId} is not null and ${table.state} in ('approved', 'reimbursed'))`,
    ),
  ],
)

/** Receipts, whose bytes the store keeps by their SHA-256. One that hangs on no expense yet is its uploader's. */
export const receipts = pgTable(
  "receipts",
  {
    id: id(),
    expenseId: uuid("expense_id").references(() => expenses.id),
    name: text("name").notNull(),
    type: text("type", { enum: receiptTypes }).notNull(),
    /** Bytes. */
    size: integer("size").notNull(),
    /** In hexadecimal. */
    sha256: text("sha256").notNull(),
    addedBy: uuid("added_by")
      .notNull()
      .references(() => users.id),
    addedAt: instant("added_at").notNull().default(sql`now()`),
  },
  (table) => [
    index("receipts_expense_id_idx").on(table.expenseId, table.id),
    index("receipts_sha256_idx").on(table.sha256),
    index("receipts_added_by_idx").on(table.addedBy, table.expenseId),
  ],
)
