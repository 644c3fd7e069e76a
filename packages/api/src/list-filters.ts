import type { Viewer } from "@alphas/db/visible"
import type { Permission } from "@alphas/domain/permissions"
import { type SQL, sql } from "drizzle-orm"
import type { PgColumn } from "drizzle-orm/pg-core"

/** One filter of a list. A filter without a value lets everything pass. */
export interface Filter<Value> {
  /**
   * In which form the value narrows the list, or null when it does not. Two calls with the same forms differ only in
   * the values that are bound, so the forms are part of the statement's key.
   */
  form: (value: Value) => string | null
  /** What a row must fulfil; `bound` stands for what `bind` gives, as text or an array of texts. */
  where: (bound: SQL, form: string, eyes: Viewer) => SQL
  bind: (value: Value) => unknown
  /** The form in which it searches a text, which has an index of its own. */
  searches?: string
  /** What a row must fulfil when the filter does not narrow. */
  absent?: SQL
  /** Who lacks it must not learn anything by this filter: nothing passes. */
  needs?: Permission
}

/** The slot of a filter's value. */
export const filterSlot = (name: string): string => `filter ${name}`

const values = (bound: SQL, type: string): SQL => sql`${bound}::text[]::${sql.raw(type)}[]`
const given = (list: readonly unknown[]) => (list.length > 0 ? "any" : null)

/** The column has one of the values. */
export const anyOf = <Value extends string>(
  column: PgColumn | SQL,
  type: string,
): Filter<readonly Value[]> => ({
  form: given,
  where: (bound) => sql`${column} = any(${values(bound, type)})`,
  bind: (list) => list,
})

/** The column names one of the rows; `null` in the list stands for none. */
export const anyIdOrNone = (column: PgColumn): Filter<readonly (string | null)[]> => ({
  form: (list) => (list.includes(null) ? "any or none" : given(list)),
  where: (bound, form) => {
    const named = sql`${column} = any(${values(bound, "uuid")})`
    return form === "any" ? named : sql`(${named} or ${column} is null)`
  },
  bind: (list) => list.filter((id) => id !== null),
})

/** The column is equal to the value. */
export const equalTo = (column: PgColumn, type: string): Filter<unknown> => ({
  form: () => "equal",
  where: (bound) => sql`${column} = ${bound}::text::${sql.raw(type)}`,
  bind: String,
})

/** The pattern of `like` for what holds the text, in lower case. */
export const containing = (text: string): string => `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`

/** A condition on a pattern of `containing`. */
export const textFilter = (where: (pattern: SQL) => SQL): Filter<string> => ({
  form: (text) => (text === "" ? null : "text"),
  where: (bound) => where(sql`${bound}::text`),
  bind: containing,
  searches: "text",
})

/** The expression, in lower case, holds the text. */
export const holds = (expression: SQL): Filter<string> =>
  textFilter((pattern) => sql`${expression} like ${pattern}`)

/** The column is on one side of the value. */
export const bounded = (
  column: PgColumn | SQL,
  relation: ">=" | "<=" | "<",
  type: string,
): Filter<string> => ({
  form: () => relation,
  where: (bound) => sql`${column} ${sql.raw(relation)} ${bound}::text::${sql.raw(type)}`,
  bind: (value) => value,
})

type Archived = "no" | "only" | "also"

/** Whether archived rows are in it, only or too. */
export const archivedIs = (column: PgColumn): Filter<Archived> => ({
  form: (which) => (which === "also" ? null : which),
  where: (_bound, form) => (form === "no" ? sql`not ${column}` : sql`${column}`),
  bind: () => null,
})

/** The same as ranges of the indexes that begin with the column. */
export const rangesOfArchived = <Filters extends { archived: Archived }>(column: PgColumn) => ({
  ranges: {
    archived: {
      type: "bool",
      values: ({ filters }: { filters: Filters }) =>
        ({ no: ["false"], only: ["true"], also: ["false", "true"] })[filters.archived],
    },
  },
  instead: { archived: null },
  where: sql`${column} = archived.value`,
})

/** A condition that needs no value, or one that `bind` makes. */
export const when = <Value>(
  condition: (bound: SQL) => SQL,
  bind: (value: Value) => unknown = () => null,
): Filter<Value> => ({
  form: (value) => (value === false ? null : "given"),
  where: condition,
  bind,
})
