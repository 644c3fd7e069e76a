import { sql } from "drizzle-orm"
import { boolean, check, integer, pgTable, text } from "drizzle-orm/pg-core"
import { instant, version } from "../columns"

/** One row: the agency. */
export const settings = pgTable(
  "settings",
  {
    id: integer("id").primaryKey().default(1),
    agencyName: text("agency_name").notNull().default("Our agency"),
    timeZone: text("time_zone").notNull().default("Europe/Berlin"),
    currency: text("currency").notNull().default("EUR"),
    registrationOpen: boolean("registration_open").notNull().default(false),
    registrationDomains: text("registration_domains").array().notNull().default(sql`'{}'`),
    /** SHA-256 of the code that the server printed for the first admin; null once used. */
    setupCodeHash: text("setup_code_hash"),
    /** When the first admin was made: set-up is closed for good from then on. */
    setUpAt: instant("set_up_at"),
    version: version(),
  },
  (table) => [check("settings_is_one_row", sql`${table.id} = 1`)],
)
