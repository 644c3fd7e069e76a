import { sql } from "drizzle-orm"
import { check, date, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core"
import { id, instant, version } from "../columns"
import { users } from "./users"

/** The agency's own days off, beside the public holidays of its country. */
export const daysOff = pgTable("days_off", {
  day: date("day").primaryKey(),
  name: text("name").notNull(),
  createdAt: instant("created_at").notNull().default(sql`now()`),
  updatedAt: instant("updated_at").notNull().default(sql`now()`),
  version: version(),
})

/** When somebody is away. */
export const leaves = pgTable(
  "leaves",
  {
    id: id(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** First and last day, in the agency's zone. */
    fromDay: date("from_day").notNull(),
    toDay: date("to_day").notNull(),
    note: text("note"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    version: version(),
  },
  (table) => [
    index("leaves_user_id_idx").on(table.userId, table.fromDay),
    check("leaves_end_after_start", sql`${table.fromDay} <= ${table.toDay}`),
  ],
)

/** Whoever knows the secret of a person's link reads that person's calendar. One link a person. */
export const calendarLinks = pgTable(
  "calendar_links",
  {
    userId: uuid("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of the secret in the link, in hex. */
    hash: text("hash").notNull(),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [uniqueIndex("calendar_links_hash_key").on(table.hash)],
)
