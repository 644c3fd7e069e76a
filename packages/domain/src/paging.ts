/** Rows of a page when the caller does not say. */
export const defaultPageSize = 25

/** A list is counted exactly up to here; beyond, the answer is `"10000+"`. */
export const countedUpTo = 10_000

export type Total = number | "10000+"

/** A page of a list. `nextCursor` is null on the last page; `total` is null unless asked for. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
  total: Total | null
}
