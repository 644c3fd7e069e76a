import * as z from "zod"
import { whole } from "./numbers"

/** Rows of a page when the caller does not say. */
export const defaultPageSize = 25

/** A list is counted exactly up to here; beyond, the answer is `"10000+"`. */
export const countedUpTo = 10_000

/** What every list takes beside its filters: how many rows, after which one, and whether to count. */
export const pageInput = {
  limit: whole().min(1).max(200).default(defaultPageSize),
  cursor: z.string().max(1000).nullish(),
  /** Counting costs a scan of up to 10,001 index entries, so only the caller who shows it asks. */
  count: z.boolean().default(false),
}

export type Total = number | "10000+"

/** A page of a list. `nextCursor` is null on the last page; `total` is null unless asked for. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
  total: Total | null
}
