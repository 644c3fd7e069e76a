import { type SQL, sql } from "drizzle-orm"

/** Where a page of a list ended: the sort value as text, and the id. */
export interface Cursor {
  value: string | null
  id: string
}

export const encodeCursor = (cursor: Cursor): string =>
  Buffer.from(JSON.stringify([cursor.value, cursor.id])).toString("base64url")

/** The cursor that `encodeCursor` made; null when the text is anything else. */
export function decodeCursor(text: string): Cursor | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString())
    if (!Array.isArray(parsed) || parsed.length !== 2) return null
    const [value, id] = parsed as unknown[]
    return (value === null || (typeof value === "string" && !value.includes("\0"))) &&
      typeof id === "string" &&
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
      ? { value, id }
      : null
  } catch {
    return null
  }
}

/** `order by key, id` in one direction, as an index that ends in `id` holds it. */
export const keysetOrder = (key: SQL, id: SQL, direction: "asc" | "desc"): SQL =>
  direction === "asc" ? sql`${key} asc, ${id} asc` : sql`${key} desc, ${id} desc`

/** What comes after the cursor in that order, as a row comparison that the index answers at any depth. */
export const keysetAfter = (key: SQL, id: SQL, direction: "asc" | "desc", value: SQL, after: SQL): SQL =>
  direction === "asc"
    ? sql`(${key}, ${id}) > (${value}, ${after})`
    : sql`(${key}, ${id}) < (${value}, ${after})`
