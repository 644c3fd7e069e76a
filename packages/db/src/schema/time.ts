import { rateKinds, timesheetStates } from "@alphas/domain/time/words"
import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core"
import { id, instant, version } from "../columns"
import { campaigns } from "./campaigns"
import { tasks } from "./tasks"
import { role, users } from "./users"

const amount = (name: string) => bigint(name, { mode: "number" })

export const timeEntries = pgTable(
  "time_entries",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    taskId: uuid("task_id").references(() => tasks.id),
    /** In the agency's zone. */
    day: date("day").notNull(),
    minutes: integer("minutes").notNull(),
    /** What a clock measured; null for minutes that were entered. */
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    billable: boolean("billable").notNull(),
    note: text("note"),
    /** What the person was when it was entered, which is the role by whose rates it is priced. */
    role: role("role").notNull(),
    /** In the campaign's currency, by the rates that held; null where none does. */
    costMinor: amount("cost_minor"),
    billMinor: amount("bill_minor"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    deletedAt: instant("deleted_at"),
    version: version(),
  },
  (table) => [
    index("time_entries_user_id_idx").on(table.userId, table.day, table.id),
    index("time_entries_campaign_id_idx").on(table.campaignId, table.day, table.id),
    index("time_entries_task_id_idx").on(table.taskId, table.day, table.id),
    index("time_entries_day_idx").on(table.day, table.id),
    check("time_entries_minutes_are_of_a_day", sql`${table.minutes} between 0 and 1500`),
  ],
)

/** The timer that runs for a person: one at the most. */
export const timers = pgTable(
  "timers",
  {
    userId: uuid("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    taskId: uuid("task_id").references(() => tasks.id),
    note: text("note"),
    billable: boolean("billable").notNull(),
    startedAt: instant("started_at").notNull().default(sql`now()`),
    /** Tells it from the one that the person starts next. */
    id: uuid("id").notNull().default(sql`gen_random_uuid()`),
    version: version(),
  },
  (table) => [
    index("timers_campaign_id_idx").on(table.campaignId),
    index("timers_task_id_idx").on(table.taskId),
  ],
)

export const timesheetState = pgEnum("sheet_state", timesheetStates)

/** A person's week, once it was submitted; a week without a row is open. */
export const timesheets = pgTable(
  "timesheets",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    monday: date("monday").notNull(),
    state: timesheetState("state").notNull(),
    reason: text("reason"),
    submittedAt: instant("submitted_at"),
    decidedBy: uuid("decided_by").references(() => users.id),
    decidedAt: instant("decided_at"),
    version: version(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.monday] }),
    index("timesheets_state_idx").on(table.state, table.monday),
    index("timesheets_decided_by_idx").on(table.decidedBy),
  ],
)

/** Months in which nothing changes any more without an admin's reason. */
export const lockedMonths = pgTable(
  "locked_months",
  {
    /** Its first day. */
    month: date("month").primaryKey(),
    lockedBy: uuid("locked_by").references(() => users.id),
    lockedAt: instant("locked_at").notNull().default(sql`now()`),
  },
  (table) => [index("locked_months_locked_by_idx").on(table.lockedBy)],
)

export const rateKind = pgEnum("rate_kind", rateKinds)

export const rates = pgTable(
  "rates",
  {
    id: id(),
    kind: rateKind("kind").notNull(),
    userId: uuid("user_id").references(() => users.id),
    role: role("role"),
    campaignId: uuid("campaign_id").references(() => campaigns.id),
    fromDay: date("from_day").notNull(),
    currency: text("currency").notNull(),
    minorPerHour: amount("minor_per_hour").notNull(),
    version: version(),
  },
  (table) => [
    unique("rates_rule_key")
      .on(table.kind, table.userId, table.role, table.campaignId, table.currency, table.fromDay)
      .nullsNotDistinct(),
    index("rates_user_id_idx").on(table.userId),
    index("rates_campaign_id_idx").on(table.campaignId),
  ],
)
