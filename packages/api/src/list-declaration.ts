import type { Direction, SortKey } from "@alphas/db/keyset"
import type { Viewer, visible } from "@alphas/db/visible"
import type { Permission } from "@alphas/domain/permissions"
import { getTableColumns, type SQL, sql } from "drizzle-orm"
import type { PgColumn, PgTable } from "drizzle-orm/pg-core"
import type { Filter } from "./list-filters"
import type { NameOf } from "./names"

/** A column that needs a permission, and what stands in its place without it. */
export interface GuardedColumn {
  needs: Permission
  value: SQL
  without: SQL
}

/** The filters of an input: what is left without what every list takes. */
export type FiltersOf<Input> = Omit<Input, "limit" | "cursor" | "count" | "sort" | "direction">

/** What is asked of a list. */
export interface Question<Filters, Sort extends string> {
  filters: Filters
  sort: Sort
  viewer: Viewer
}

/**
 * A way through an index that holds the rows of some questions in the wanted order. `ranges` are values of which each is
 * one range of that index (`status.value` for the range named `status`): the first rows of every range are merged, so
 * that nothing is read that the page does not need.
 */
export interface Path<Filters, Sort extends string> {
  name: string
  answers: (question: Question<Filters, Sort>) => boolean
  ranges?: Readonly<
    Record<string, { type: string; values: (question: Question<Filters, Sort>) => readonly unknown[] }>
  >
  /** Conditions of filters as that index has them; null for those that `where` stands for. */
  instead: { readonly [Name in keyof Filters]?: Filter<unknown>["where"] | null }
  /** What the rows are read from, when it is not the table alone. The list's table is joined in it. */
  from?: SQL
  where: SQL
  /** The order as that index holds it, when it is not the sort's own. */
  order?: readonly SortKey[]
  /** Whether several ranges can hold the same row. */
  repeats?: (question: Question<Filters, Sort>) => boolean
}

/**
 * A set of keys that leads to few rows for one person and to many for another. When it is small, the rows are found from
 * it; when it is large, the list is read in its order and each row is asked whether it belongs.
 */
export interface Gate<Filters, Sort extends string> {
  name: string
  stands: (question: Question<Filters, Sort>) => boolean
  /** What else than the viewer decides about the keys, as text. */
  whose?: (question: Question<Filters, Sort>) => string
  /** `select ... as key`. */
  keys: (eyes: Viewer) => SQL
  /** What of a row is among the keys. */
  column: SQL
  /** Whether the rows are always found from the keys, because they lie together at the far end of the order. */
  always?: (question: Question<Filters, Sort>) => boolean
}

type Filled<Filters, Name extends keyof Filters> = Exclude<Filters[Name], null | undefined>

/** Everything that a list is; its condition, cursor, count and the key of its prepared statement follow from it. */
export interface Declaration<
  Found extends object,
  Row,
  Filters extends object,
  Sort extends string,
  Aside extends object = Record<never, never>,
> {
  table: PgTable
  permission: Permission
  /** The predicate of the rows, by its name in `visible`. */
  visible: keyof typeof visible
  /** What ends every order, so that no two rows are equal in it. */
  unique: SortKey
  /** Orders, each held by an index that ends in `unique`. */
  sorts: Record<Sort, readonly SortKey[]>
  filters: { [Name in keyof Filters]-?: Filter<Filled<Filters, Name>> }
  /** The first path that answers a question is gone; without one the order's own index is read. */
  paths?: readonly Path<Filters, Sort>[]
  gates?: readonly Gate<Filters, Sort>[]
  /** Keys of a gate that are followed at the most; of more the list is read in its order. */
  fewKeys?: number
  /** Rows at the head of an order among which a text is looked for before its index is asked. */
  ahead?: number
  /** By name in the answer; `page` has the columns of the table. */
  columns: (eyes: Viewer) => Record<keyof Found & string, SQL | GuardedColumn>
  /** Columns that are not in the answer: what `toRow` makes something of. */
  aside?: (eyes: Viewer) => Record<keyof Aside & string, SQL | GuardedColumn>
  /** Whether `toRow` names people by their ids. */
  names?: true
  /** What is joined to `page` for the columns. */
  joins?: (eyes: Viewer) => SQL
  toRow: (found: Found, aside: Aside, nameOf: NameOf) => Row
}

/** One page that is asked for. */
export interface Asked<Filters, Sort extends string> {
  filters: Filters
  sort: Sort
  direction: Direction
  limit: number
  cursor?: string | null | undefined
  count?: boolean
}

/**
 * Columns of the page as they are, by their names in the schema; whole numbers of 64 bits as JavaScript has them. Days come
 * as text by themselves.
 */
export function shown<Table extends PgTable, Name extends keyof Table["_"]["columns"] & string>(
  table: Table,
  ...names: Name[]
): Record<Name, SQL> {
  const all: Record<string, PgColumn> = getTableColumns(table)
  const casts: Record<string, string> = { bigint: "::float8" }
  const entries = names.map((name) => {
    const column = all[name]
    if (column === undefined) throw new Error(`There is no column ${name}.`)
    return [name, sql.raw(`page."${column.name}"${casts[column.getSQLType()] ?? ""}`)]
  })
  // The entries have exactly the names that were given; fromEntries forgets them.
  return Object.fromEntries(entries) as Record<Name, SQL>
}
