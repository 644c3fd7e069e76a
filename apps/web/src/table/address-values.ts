import { defaultPageSize } from "@alphas/domain/paging"
import type { Address } from "./address"

// What an address holds, as the API takes it. Anybody can write an address: what nobody knows is left out.

/** What every list keeps in its address. */
export interface ListAddress extends Address {
  sort: string
  direction: string
  page: number
  after: string | null
}

/** The first of a list, in this order. */
export const firstBy = (sort: string, direction: "asc" | "desc" = "asc") => ({
  ...{ sort, direction, page: 1 },
  after: null as string | null,
})

/** What an address holds in the place of an id where it means "without". */
export const without = "none"

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const isId = (value: string): boolean => id.test(value)

/** The ids among these words. */
export const idsOf = (values: readonly string[]): string[] => values.filter(isId)

/** The same where "without" may stand among them, which becomes null. */
export const idsOrWithout = (values: readonly string[]): (string | null)[] =>
  values
    .filter((value) => value === without || isId(value))
    .map((value) => (value === without ? null : value))

/** The word if it is one of these, else another one. */
export const wordOf = <Word extends string, Other>(words: readonly Word[], value: string, otherwise: Other) =>
  words.find((word) => word === value) ?? otherwise

/** Those of these words that are there. */
export const wordsOf = <Word extends string>(words: readonly Word[], values: readonly string[]): Word[] =>
  values.flatMap((value) => words.find((word) => word === value) ?? [])

/** A day, `YYYY-MM-DD`. */
export const dayOf = (value: string | null): string | null =>
  value !== null && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null

/** Whether archived rows are listed: not, only they, or with the others. */
export const archivedOf = (value: string) => wordOf(["only", "also"], value, "no" as const)

/** What was searched for, no longer than the API takes it. */
export const textOf = (value: string): string => value.slice(0, 200)

/** The place and order of a list that an address stands for. */
export const placeOf = <Sort extends string>(
  { sort, direction, after }: Pick<ListAddress, "sort" | "direction" | "after">,
  sorts: readonly Sort[],
  otherwise: Sort,
) => ({
  sort: wordOf(sorts, sort, otherwise),
  direction: wordOf(["desc"], direction, "asc" as const),
  cursor: after,
  limit: defaultPageSize,
  count: true,
})

/** Whether any of these filters differs from the standard; in a list of words the order says nothing. */
export const narrows = <State extends Address>(
  standard: State,
  address: State,
  filters: readonly (keyof State)[],
): boolean => filters.some((name) => plain(address[name]) !== plain(standard[name]))

const plain = (value: Address[string] | undefined): string =>
  JSON.stringify(Array.isArray(value) ? value.toSorted() : value)
