import { isDay } from "@alphas/domain/days"
import { countedUpTo, type Total } from "@alphas/domain/paging"
import { type SQL, sql } from "drizzle-orm"
import type { PgColumn, PgTable } from "drizzle-orm/pg-core"
import type { Sql } from "postgres"
import { decodeCursor, encodeCursor, keysetAfter, keysetOrder } from "./keyset"
import { Statements, slot } from "./statement"

/** What a list can be ordered by: an expression that is never null, with an index that ends in `id`. */
export interface SortKey {
  key: SQL
  /** Turns a cursor's text back into the key's type. */
  value: SQL
  /** Whether a cursor's text can be one of this order: what is made up must not reach Postgres as a wrong type. */
  fits: (value: string) => boolean
}

const cast = (type: string) => sql`${slot("after")}::text${sql.raw(type === "text" ? "" : `::${type}`)}`
/** A time of day and an offset as Postgres writes and takes them: at most 15:59 to either side. */
const timePattern = /^[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z|[+-](0\d|1[0-5])(:?[0-5]\d)?)?$/

export const byText = (key: SQL): SortKey => ({ key, value: cast("text"), fits: () => true })
export const byInstant = (key: SQL): SortKey => ({
  key,
  value: cast("timestamptz"),
  fits: (value) => isDay(value.slice(0, 10)) && timePattern.test(value.slice(10)),
})
export const byDay = (key: SQL): SortKey => ({
  key,
  value: cast("date"),
  fits: isDay,
})
export const byNumber = (key: SQL): SortKey => ({
  key,
  value: cast("int8"),
  fits: (value) => /^-?\d{1,18}$/.test(value),
})
/** By an enum of the database: in the order of its words. */
export const byWord = (key: SQL, type: string, words: readonly string[]): SortKey => ({
  key,
  value: cast(type),
  fits: (value) => words.includes(value),
})

interface Shape<Sort extends string> {
  table: PgTable & { id: PgColumn }
  sorts: Record<Sort, SortKey>
}

/** One page that is asked for. */
export interface Asked<Sort extends string> {
  /** Two calls of the same shape differ only in `values`. */
  shape: string
  where: SQL
  /** What goes into the slots of `where` and `select`. */
  values: Record<string, unknown>
  /**
   * The columns of a row and the tables that are joined for them: `select ... from page left join ...`, where `page`
   * has the columns of the table. The page's few rows are found first, by the index of their order.
   */
  select: { columns: SQL; joins?: SQL }
  sort: Sort
  direction: "asc" | "desc"
  limit: number
  cursor?: string | null | undefined
  count: boolean
}

/** A list by keyset in any of its orders, prepared on the server. `Row` is what `select.columns` gives. */
export class KeysetList<Row extends { id: string }, Sort extends string> {
  private readonly pages = new Statements<Row & { sortKey: string }>()
  private readonly counts = new Statements<{ count: number }>()

  constructor(private readonly of: Shape<Sort>) {}

  /** The page; undefined when the cursor is none of this order. */
  async page(
    client: Sql,
    asked: Asked<Sort>,
  ): Promise<{ items: Row[]; nextCursor: string | null; total: Total | null } | undefined> {
    const { shape, values, sort, direction, limit } = asked
    const cursor = asked.cursor ? decodeCursor(asked.cursor) : null
    if (asked.cursor && (cursor?.value == null || !this.of.sorts[sort].fits(cursor.value))) return undefined
    const found = await this.pages.run(
      client,
      [shape, sort, direction, cursor === null ? "first" : "after"].join("|"),
      () => this.statement(asked, cursor !== null),
      { ...values, after: cursor?.value ?? null, afterId: cursor?.id ?? null, limit: limit + 1 },
    )
    const rows = found.slice(0, limit)
    const last = found.length > limit ? rows.at(-1) : undefined
    return {
      items: rows,
      nextCursor: last === undefined ? null : encodeCursor({ value: last.sortKey, id: last.id }),
      total: asked.count ? await this.count(client, asked) : null,
    }
  }

  private async count(client: Sql, { shape, where, values }: Asked<Sort>): Promise<Total> {
    const most = sql.raw(String(countedUpTo + 1))
    const [row] = await this.counts.run(
      client,
      shape,
      () =>
        sql`select count(*)::int as count from (select from ${this.of.table} where ${where} limit ${most}) as counted`,
      values,
    )
    const count = row?.count ?? 0
    return count > countedUpTo ? "10000+" : count
  }

  private statement({ where, select, sort, direction }: Asked<Sort>, paged: boolean): SQL {
    const { table, sorts } = this.of
    const { key, value } = sorts[sort]
    const id = sql`${table.id}`
    const rest = paged
      ? sql` and ${keysetAfter(key, id, direction, value, sql`${slot("afterId")}::text::uuid`)}`
      : sql``
    return sql`
      select page.id, page.sort_key::text as "sortKey", ${select.columns}
      from (
        select ${table}.*, ${key} as sort_key from ${table}
        where ${where}${rest}
        order by ${keysetOrder(key, id, direction)}
        limit ${slot("limit")}::text::int
      ) as page
      ${select.joins ?? sql``}
      order by ${keysetOrder(sql`page.sort_key`, sql`page.id`, direction)}`
  }
}
