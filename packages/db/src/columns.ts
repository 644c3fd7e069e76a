import { newId } from "@alphas/domain/ids"
import { decimalOf, textOf } from "@alphas/domain/money/decimal"
import { customType, integer, uuid } from "drizzle-orm/pg-core"

/**
 * Postgres' text of a `timestamptz(3)` as ISO-8601: `2026-11-22 18:02:45.1+00` gives `2026-11-22T18:02:45.100Z`.
 * Sessions run in UTC, so the text nearly always ends in `+00` and need not be parsed.
 */
export function isoInstant(text: string): string {
  if (!text.endsWith("+00") || text.length < 22) return new Date(text).toISOString()
  const fraction = text.slice(20, -3)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(3, "0")}Z`
}

/** An instant: `timestamptz` in the table, ISO-8601 in UTC with milliseconds everywhere else. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp (3) with time zone",
  fromDriver: isoInstant,
})

/** A 64-bit transaction id that never wraps (`xid8`), as decimal text. */
export const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => "xid8" })

/** Raw bytes. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" })

/** A primary key: UUIDv7, made in the process that inserts, so that it is known before. */
export const id = () => uuid("id").primaryKey().$defaultFn(newId)

/** Counts the edits of a row; an update names the version that it saw. */
export const version = () => integer("version").notNull().default(1)

/** An exact decimal: `numeric` in the table, its text without digits that say nothing everywhere else. */
export const exactly = (precision: number, scale: number) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => `numeric(${precision}, ${scale})`,
    fromDriver: (text) => textOf(decimalOf(text)),
  })
