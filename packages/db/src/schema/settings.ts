import { roundings } from "@alphas/domain/time/words"
import { sql } from "drizzle-orm"
import { bigint, boolean, check, integer, pgTable, text } from "drizzle-orm/pg-core"
import { instant, version } from "../columns"

/** One row: the agency. */
export const settings = pgTable(
  "settings",
  {
    id: integer("id").primaryKey().default(1),
    agencyName: text("agency_name").notNull().default("Our agency"),
    timeZone: text("time_zone").notNull().default("Europe/Berlin"),
    currency: text("currency").notNull().default("EUR"),
    /** Weekdays on which the agency works, 1 for Monday to 7 for Sunday (ISO 8601). */
    workingWeekdays: integer("working_weekdays").array().notNull().default(sql`'{1,2,3,4,5}'`),
    /** Whose public holidays are days off: ISO 3166-1 alpha-2, and a part of it; null for none. */
    holidayCountry: text("holiday_country"),
    holidayRegion: text("holiday_region"),
    /** Timers are rounded to steps of so many minutes, in this direction. */
    roundingMinutes: integer("rounding_minutes").notNull().default(1),
    rounding: text("rounding", { enum: roundings }).notNull().default("nearest"),
    /** Up to what amount of one expense managers approve; null: nothing. */
    expenseLimitMinor: bigint("expense_limit_minor", { mode: "number" }),
    /** ISO 4217: the agency's currency when the limit was set. */
    expenseLimitCurrency: text("expense_limit_currency").notNull().default("EUR"),
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
