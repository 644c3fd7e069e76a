import { sql } from "drizzle-orm"
import { check, date, index, pgTable, text, uuid } from "drizzle-orm/pg-core"
import { id, instant, version } from "../columns"
import { users } from "./users"

/** The agency's own days off, beside the public holidays of its country. */
export const daysOff = pgTable("days_off", {
  day: date("day").primaryKey(),
  name: text("name").notNull(),
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
    version: version(),
  },
  (table) => [
    index("leaves_user_id_idx").on(table.userId, table.fromDay),
    check("leaves_end_after_start", sql`${table.fromDay} <= ${table.toDay}`),
  ],
)
