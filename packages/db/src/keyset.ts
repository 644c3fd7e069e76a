import { isDay } from "@alphas/domain/days"
import type { Permission } from "@alphas/domain/permissions"
import { type SQL, sql } from "drizzle-orm"
import { slot } from "./statement"

/** One part of an order: an expression that is never null, of which an index of the order holds the values. */
export interface SortKey {
  key: SQL
  /** Its type in Postgres, to turn a cursor's text back into it. */
  type: string
  /** Whether a cursor's text can be one of this order: a made-up value must not reach Postgres as a wrong type. */
  fits: (value: string) => boolean
  /** Only for those who have it. */
  needs?: Permission
}

export type Direction = "asc" | "desc"

/** A time of day and an offset as Postgres writes and takes them: at most 15:59 to either side. */
const timePattern = /^[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)?$/
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const byText = (key: SQL): SortKey => ({ key, type: "text", fits: () => true })
export const byInstant = (key: SQL): SortKey => ({
  key,
  type: "timestamptz",
  fits: (value) => isDay(value.slice(0, 10)) && timePattern.test(value.slice(10)),
})
export const byDay = (key: SQL): SortKey => ({ key, type: "date", fits: isDay })
export const byNumber = (key: SQL, type: "int8" | "int4" | "xid8" = "int8"): SortKey => ({
  key,
  type,
  fits: (value) =>
    (type === "int8" ? /^-?\d{1,18}$/ : type === "int4" ? /^\d{1,9}$/ : /^\d{1,19}$/).test(value),
})
export const byId = (key: SQL): SortKey => ({ key, type: "uuid", fits: (value) => idPattern.test(value) })
/** By an enum of the database: in the order of its words. */
export const byWord = (key: SQL, type: string, words: readonly string[]): SortKey => ({
  key,
  type,
  fits: (value) => words.includes(value),
})

/** Where a page ended: the values of the order's parts as text. */
export const encodeCursor = (values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values)).toString("base64url")

/** The values of a cursor of this order; null when the text is anything else. */
export function decodeCursor(text: string, order: readonly SortKey[]): string[] | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString())
    if (!Array.isArray(parsed) || parsed.length !== order.length) return null
    const fits = (value: unknown, part: number): value is string =>
      typeof value === "string" && !value.includes("\0") && (order[part]?.fits(value) ?? false)
    return parsed.every((value, part) => fits(value, part)) ? (parsed as string[]) : null
  } catch {
    return null
  }
}

/** `order by` in one direction, as an index on the same expressions holds it. */
export const keysetOrder = (keys: readonly SQL[], direction: Direction): SQL =>
  sql.join(
    keys.map((key) => (direction === "asc" ? sql`${key} asc` : sql`${key} desc`)),
    sql`, `,
  )

/** The slot of one part of the cursor. */
export const cursorSlot = (part: number): string => `after${part}`

/** What comes after the cursor in that order, as a row comparison that the index answers at any depth. */
export function keysetAfter(order: readonly SortKey[], direction: Direction): SQL {
  const keys = sql.join(
    order.map(({ key }) => key),
    sql`, `,
  )
  const after = sql.join(
    order.map(
      ({ type }, part) =>
        sql`${slot(cursorSlot(part))}::text${type === "text" ? sql`` : sql.raw(`::${type}`)}`,
    ),
    sql`, `,
  )
  return direction === "asc" ? sql`(${keys}) > (${after})` : sql`(${keys}) < (${after})`
}
