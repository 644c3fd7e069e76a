import type { Reader } from "@alphas/db/connection"
import {
  cursorSlot,
  type Direction,
  decodeCursor,
  encodeCursor,
  keysetAfter,
  keysetOrder,
  type SortKey,
} from "@alphas/db/keyset"
import { type Statement, Statements, slot } from "@alphas/db/statement"
import { anyViewer, type Viewer, viewerValues, visible } from "@alphas/db/visible"
import { countedUpTo, type Page, type Total } from "@alphas/domain/paging"
import { may } from "@alphas/domain/permissions"
import { type SQL, sql } from "drizzle-orm"
import type { Sql } from "postgres"
import type { Services } from "./context"
import { GateSizes } from "./gate-sizes"
import type { Asked, Declaration, Gate, GuardedColumn, Path, Question } from "./list-declaration"
import { type Filter, filterSlot } from "./list-filters"
import { RowMaker } from "./list-rows"
import { type NameOf, peopleNumber } from "./names"
import { invalidField, Refusal } from "./refusal"

const fewKeys = 500
const rowsAhead = 1_000

/** How a question is answered: everything that decides which statement it is. */
interface Plan<Filters, Sort extends string> {
  question: Question<Filters, Sort>
  order: readonly SortKey[]
  /** Each filter with its form; null when it does not narrow. */
  filters: readonly { name: keyof Filters & string; filter: Filter<unknown>; form: string | null }[]
  path: Path<Filters, Sort> | undefined
  /** Ranges of the path that have one value: there is nothing to merge. */
  single: readonly string[]
  gate: Gate<Filters, Sort> | undefined
  /** By whom and for what the gate is asked for, and whether it is known to lead to few rows. */
  whose: string
  few: boolean | null
  key: string
}
/** What sums are of, and by what they are grouped. */
interface Summing {
  by: Readonly<Record<string, SQL>>
  sums: Readonly<Record<string, SQL>>
  values?: Readonly<Record<string, unknown>>
}
/** Rows, and where the list goes on after one of them. */
interface Rows<Found> {
  rows: Found[]
  cursorOf: (index: number) => string
}
/** A part of the rows in order, or with null all of them, to be counted. */
type Cut = {
  direction: Direction
  paged: boolean
  /** Null for neither order nor limit. */
  limit: number | null
} | null

/** What a list is read with. */
export type Reading = Pick<Services, "sql" | "db" | "names">

/** A list that is read by keyset in any of its orders, with statements that are prepared on the server. */
export class List<
  Found extends object,
  Row extends object,
  Filters extends object,
  Sort extends string,
  Aside extends object = Record<never, never>,
> {
  private readonly pages = new Statements<never>()
  private readonly counts = new Statements<{ count: number }>()
  private readonly summed = new Statements<object>()
  private readonly few: number
  private readonly sizes = new GateSizes()
  private readonly maker: RowMaker<Found, Row, Aside>

  constructor(readonly of: Declaration<Found, Row, Filters, Sort, Aside>) {
    this.few = of.fewKeys ?? fewKeys
    this.maker = new RowMaker(of)
  }

  /**
   * A page of what the viewer may see.
   * @throws Refusal `invalid` when the cursor is none of this order, `forbidden` when the order needs a permission.
   */
  async page(reading: Reading, viewer: Viewer, asked: Asked<Filters, Sort>): Promise<Page<Row>> {
    const plan = this.plan(viewer, asked)
    const [{ rows, cursorOf }, total] = await Promise.all([
      this.readBy(plan, reading, asked),
      asked.count ? this.count(reading.sql, plan) : null,
    ])
    const { limit } = asked
    return {
      items: rows.slice(0, limit),
      nextCursor: rows.length > limit ? cursorOf(limit - 1) : null,
      total,
    }
  }

  /** The rows of a page and the one after it, if there is one. */
  async read(reading: Reading, viewer: Viewer, asked: Asked<Filters, Sort>): Promise<Rows<Row>> {
    return this.readBy(this.plan(viewer, asked), reading, asked)
  }

  private async readBy(
    plan: Plan<Filters, Sort>,
    reading: Reading,
    asked: Asked<Filters, Sort>,
  ): Promise<Rows<Row>> {
    const after = asked.cursor ? decodeCursor(asked.cursor, plan.order) : []
    if (after === null)
      throw invalidField("cursor", "This cursor is not from this list. Use `nextCursor` of the page before.")
    const found = asksForHidden(plan)
      ? []
      : await this.pages.values(reading.sql, ...this.pageOf(plan, asked, after))
    const { order, question, gate, whose, few } = plan
    const [first] = found
    // After the keys come what is known of the gate, if that was asked, and the number of the names.
    if (gate !== undefined && few === null && first !== undefined)
      this.sizes.learn(whose, first[order.length] === true)
    const people = order.length + (gate !== undefined && few === null ? 1 : 0)
    const nameOf = await this.namesAt(first?.[people], question.viewer, reading, reading.db)
    const from = people + (this.of.names === true ? 1 : 0)
    return {
      rows: found
        .slice(0, asked.limit + 1)
        .map((values) => this.maker.fromValues(question.viewer, values, from, nameOf)),
      cursorOf: (index) => encodeCursor((found[index] ?? []).slice(0, order.length).map(String)),
    }
  }

  private namesAt(number: unknown, viewer: Viewer, { names }: Pick<Reading, "names">, reader: Reader) {
    const none: NameOf = () => null
    return this.of.names === true && typeof number === "number" ? names.at(number, viewer, reader) : none
  }

  /** A row of the answer from one with the columns of `select`, of a list that names nobody. */
  rowOf(viewer: Viewer, columns: Readonly<Record<string, unknown>>): Row {
    return this.maker.fromColumns(viewer, columns, () => null)
  }

  /**
   * Sums over the rows that the viewer may see and that filters let pass, a row for each value of `by` and in its order.
   * Each column is an expression over the list's table; `values` fills its slots.
   */
  async sums<Summed extends object>(
    client: Sql,
    viewer: Viewer,
    filters: Filters,
    { by, sums, values }: Summing,
  ): Promise<Summed[]> {
    // Any order has the same rows.
    const [sort] = Object.keys(this.of.sorts) as [Sort]
    const plan = this.plan(viewer, { filters, sort, direction: "asc", limit: 0 })
    if (asksForHidden(plan)) return []
    const named = Object.entries({ ...by, ...sums }).map(
      ([name, value]) => sql`${value} as ${sql.raw(`"${name}"`)}`,
    )
    const { gate } = plan
    const gated = gate && sql`${gate.column} in (${gate.keys(anyViewer(viewer))})`
    const conditions = [...(gated ? [gated] : []), ...this.conditions(plan, {})]
    const build = () => sql`select ${sql.join(named, sql`, `)} from ${this.of.table}
      where ${sql.join(conditions, sql` and `)}
      group by ${sql.join(Object.values(by), sql`, `)} order by ${sql.join(Object.values(by), sql`, `)}`
    const shape = `${plan.key}|${Object.keys(by)}|${Object.keys(sums)}`
    const rows = await this.summed.run(client, shape, build, { ...this.valuesOf(plan), ...values })
    // The columns are those that the caller names.
    return rows as Summed[]
  }

  /** The statement of a page with its values, to look at its plan. */
  statement(viewer: Viewer, asked: Asked<Filters, Sort>): Statement {
    const plan = this.plan(viewer, asked)
    const after = asked.cursor ? (decodeCursor(asked.cursor, plan.order) ?? []) : []
    return this.pages.fill(...this.pageOf(plan, asked, after))
  }

  /** The columns of a row and what is joined for them, for a read that needs no paging. */
  select(viewer: Viewer): { columns: SQL; joins: SQL } {
    const all = { ...this.of.columns(viewer), ...this.of.aside?.(viewer) }
    const columns = Object.entries<SQL | GuardedColumn>(all).map(([name, column]) => {
      const shown = !("needs" in column) || may(viewer.role, column.needs)
      const value = "needs" in column ? (shown ? column.value : column.without) : column
      return sql`${value} as ${sql.raw(`"${name}"`)}`
    })
    return { columns: sql.join(columns, sql`, `), joins: this.of.joins?.(viewer) ?? sql`` }
  }

  /** Rows of a read that needs no paging; `where` narrows them to what the viewer may see, `order` speaks of `page`. */
  async rows(
    reading: Pick<Reading, "names">,
    reader: Reader,
    viewer: Viewer,
    where: SQL | undefined,
    order: SQL = sql`1`,
  ): Promise<Row[]> {
    const { columns, joins } = this.select(viewer)
    const found = await reader.execute(sql`
      select ${columns}${this.of.names ? sql`, ${peopleNumber}` : sql``}
      from (select ${this.of.table}.* from ${this.of.table} where ${where}) as page ${joins} order by ${order}`)
    const nameOf = await this.namesAt(found[0]?.people, viewer, reading, reader)
    return Array.from(found, (each) => this.maker.fromColumns(viewer, each, nameOf))
  }

  private plan(viewer: Viewer, { filters: values, sort }: Asked<Filters, Sort>): Plan<Filters, Sort> {
    const question = { filters: values, sort, viewer }
    const path = this.of.paths?.find(({ answers }) => answers(question))
    const gate = this.of.gates?.find(({ stands }) => stands(question))
    const whose = gate === undefined ? "" : `${gate.name}|${viewer.id}|${gate.whose?.(question)}`
    const few = gate?.always?.(question) ? true : this.sizes.few(whose)
    const single = Object.entries(path?.ranges ?? {}).flatMap(([name, range]) =>
      range.values(question).length === 1 ? [name] : [],
    )
    let key = `${viewer.role}|${viewer.clientId === null}|${sort}|${path?.name} ${single}|${path?.repeats?.(question)}|${gate?.name} ${few}`
    const names = Object.keys(this.of.filters) as (keyof Filters & string)[] // it has no others
    const filters = names.map((name) => {
      // Each filter takes the values of its own name, which a loop over the names cannot say.
      const filter = this.of.filters[name] as Filter<unknown>
      const form = values[name] == null ? null : filter.form(values[name])
      if (form !== null) key += `|${name} ${form}`
      return { name, filter, form }
    })
    return { question, order: this.orderOf(question), filters, path, single, gate, whose, few, key }
  }

  private orderOf({ sort, viewer }: Question<Filters, Sort>): readonly SortKey[] {
    const keys = this.of.sorts[sort]
    if (keys.every(({ needs }) => needs === undefined || may(viewer.role, needs)))
      return [...keys, this.of.unique]
    throw new Refusal("forbidden", "Your role cannot see the field of this order. Choose another order.", {
      fields: { sort: ["Choose another order."] },
    })
  }

  private async count(client: Sql, plan: Plan<Filters, Sort>): Promise<Total> {
    if (asksForHidden(plan)) return 0
    const most = sql.raw(String(countedUpTo + 1))
    const build = () => sql`${this.gateOf(plan)} select count(*)::int as count
      from (select from (${this.candidates(plan, null)}) as all_rows limit ${most}) as counted`
    const [row] = await this.counts.run(client, plan.key, build, this.valuesOf(plan))
    const count = row?.count ?? 0
    return count > countedUpTo ? "10000+" : count
  }

  private pageOf(
    plan: Plan<Filters, Sort>,
    { direction, limit }: Asked<Filters, Sort>,
    after: readonly string[],
  ): [shape: string, build: () => SQL, values: Record<string, unknown>] {
    const paged = after.length > 0
    const values = this.valuesOf(plan)
    for (const [part, value] of after.entries()) values[cursorSlot(part)] = value
    const size = sizeOf(limit)
    const build = () => {
      const { columns, joins } = this.select(anyViewer(plan.question.viewer))
      const names = plan.order.map((_, part) => sql.raw(`page.${sortName(part)}`))
      const keys = names.map((name, part) => sql`${name} as ${sql.raw(sortName(part))}`)
      if (plan.gate !== undefined && plan.few === null) keys.push(sql`${this.isFew} as few`)
      if (this.of.names) keys.push(peopleNumber)
      return sql`${this.gateOf(plan)} select ${sql.join(keys, sql`, `)}, ${columns}
        from (${this.candidates(plan, { direction, paged, limit: size })}) as page ${joins} order by ${keysetOrder(names, direction)}`
    }
    return [`${plan.key}|${direction}|${paged}|${size}`, build, values]
  }

  private valuesOf({ question, filters, path, single }: Plan<Filters, Sort>): Record<string, unknown> {
    const values: Record<string, unknown> = viewerValues(question.viewer)
    for (const { name, filter, form } of filters) {
      if (form !== null) values[filterSlot(name)] = filter.bind(question.filters[name])
    }
    for (const [name, range] of Object.entries(path?.ranges ?? {})) {
      const all = range.values(question)
      values[rangeSlot(name)] = single.includes(name) ? all[0] : all
    }
    return values
  }

  private gateOf({ question, gate, few }: Plan<Filters, Sort>): SQL {
    if (gate === undefined || few === false) return sql``
    const keys = gate.keys(anyViewer(question.viewer))
    if (few === true) return sql`with gate as materialized (${keys})`
    const most = sql.raw(String(this.few + 1))
    return sql`with gate as materialized (select key from (${keys}) as keys limit ${most})`
  }

  private get isFew(): SQL {
    return sql`(select count(*) from gate) <= ${sql.raw(String(this.few))}`
  }

  /** The rows that pass, by whichever way reads the fewest; of a part of them those that come first. */
  private candidates(plan: Plan<Filters, Sort>, cut: Cut): SQL {
    if (plan.gate === undefined || plan.few === false) return this.inOrder(plan, cut)
    if (plan.few === true) return this.fromKeys(plan, plan.gate, cut)
    return sql`select * from (
      (select * from (${this.fromKeys(plan, plan.gate, cut)}) as few where ${this.isFew})
      union all (select * from (${this.inOrder(plan, cut)}) as many where not ${this.isFew})
    ) as either ${merged(plan, cut)}`
  }

  /**
   * The rows as the path's index holds them, or the order's own. What is searched for by text is first looked for among
   * the rows at the head of the order, where common words fill a page; rarer ones are found by the index of the text.
   */
  private inOrder(plan: Plan<Filters, Sort>, cut: Cut): SQL {
    const text = plan.filters.find(({ filter, form }) => form !== null && filter.searches === form)
    const ahead = this.of.ahead ?? rowsAhead
    if (cut === null || text === undefined || ahead === 0)
      return this.walk(plan, cut, plan.path?.instead ?? {})
    const { table } = this.of
    const head = { ...cut, limit: ahead }
    const eyes = anyViewer(plan.question.viewer)
    const holds = text.filter.where(sql`${slot(filterSlot(text.name))}`, text.form ?? "", eyes)
    const full = sql`(select count(*) from head) = ${sql.raw(String(cut.limit))}`
    const all = this.cutOut(sql`${table}`, this.conditions(plan, {}), plan.order, { ...cut, limit: null })
    return sql`
      with head as materialized (
        select * from (${this.walk(plan, head, { ...plan.path?.instead, [text.name]: null })}) as ${table}
        where ${holds} ${merged(plan, cut)})
      select * from head where ${full}
      union all
      select * from (with found as materialized (${all}) select * from found ${merged(plan, cut)}) as rest where not ${full}`
  }

  private walk(plan: Plan<Filters, Sort>, cut: Cut, instead: Path<Filters, Sort>["instead"]): SQL {
    const { path, question } = plan
    const order = path?.order ?? plan.order
    const conditions = this.conditions(plan, instead)
    if (path === undefined) return this.cutOut(sql`${this.of.table}`, conditions, order, cut)
    const ranges = Object.entries(path.ranges ?? {})
    const [several, one] = [
      ranges.filter(([name]) => !plan.single.includes(name)),
      ranges.filter(([name]) => plan.single.includes(name)),
    ]
    // In a subquery of its own, for Postgres would else plan again for every value.
    const values = one.map(
      ([name, { type }]) =>
        sql`(select (select ${slot(rangeSlot(name))}::text::${sql.raw(type)}) as value) as ${sql.raw(name)}`,
    )
    const from = sql.join([...values, path.from ?? sql`${this.of.table}`], sql` cross join `)
    const rows = this.cutOut(from, [...conditions, path.where], order, cut)
    if (several.length === 0) return rows
    const lists = several.map(
      ([name, { type }]) =>
        sql`unnest((select ${slot(rangeSlot(name))}::text[]::${sql.raw(type)}[])) as ${sql.raw(name)}(value)`,
    )
    const names = order.map((_, part) => sql.raw(sortName(part)))
    const once = path.repeats?.(question) ? sql`distinct on (${sql.join(names, sql`, `)})` : sql``
    return sql`select ${once} found.* from ${sql.join(lists, sql` cross join `)} cross join lateral (${rows}) as found
      ${merged(plan, cut)}`
  }

  /** The rows of few keys, whatever the order. */
  private fromKeys(plan: Plan<Filters, Sort>, { column }: Gate<Filters, Sort>, cut: Cut): SQL {
    const conditions = [...this.conditions(plan, {}), sql`${column} = gated.key`]
    return sql`select found.* from (select distinct key from gate) as gated
      cross join lateral (${this.cutOut(sql`${this.of.table}`, conditions, plan.order, cut)}) as found ${merged(plan, cut)}`
  }

  private conditions(
    { question, filters }: Plan<Filters, Sort>,
    instead: Path<Filters, Sort>["instead"],
  ): SQL[] {
    const eyes = anyViewer(question.viewer)
    const parts = filters.flatMap(({ name, filter, form }) => {
      if (instead[name] === null) return []
      if (form === null) return filter.absent ?? []
      return (instead[name] ?? filter.where)(sql`${slot(filterSlot(name))}`, form, eyes)
    })
    return [visible[this.of.visible](eyes, this.of.permission), ...parts]
  }

  private cutOut(from: SQL, conditions: readonly SQL[], order: readonly SortKey[], cut: Cut): SQL {
    const names = order.map(({ key }, part) => sql`${key} as ${sql.raw(sortName(part))}`)
    const where = [...conditions, ...(cut?.paged ? [keysetAfter(order, cut.direction)] : [])]
    const keys = order.map(({ key }) => key)
    const end =
      cut === null || cut.limit === null
        ? sql``
        : sql`order by ${keysetOrder(keys, cut.direction)} ${limitTo(cut.limit)}`
    const all = cut === null ? sql`` : sql`${this.of.table}.*, `
    return sql`select ${all}${sql.join(names, sql`, `)} from ${from} where ${sql.join(where, sql` and `)} ${end}`
  }
}

const limitTo = (rows: number | null): SQL => (rows === null ? sql`` : sql.raw(`limit ${rows}`))
/**
 * Rows that a statement asks for. Postgres plans a statement for all values alike only if it knows how many are wanted, so
 * they are part of its text, in few sizes.
 */
const sizeOf = (limit: number): number => [26, 51, 101, 201, 1_001].find((size) => size > limit) ?? limit + 1
const sortName = (part: number): string => `sort_${part}`
const rangeSlot = (name: string): string => `range ${name}`

/** The first rows of several parts. */
const merged = ({ order }: Pick<Plan<never, never>, "order">, cut: Cut): SQL => {
  const names = order.map((_, part) => sql.raw(sortName(part)))
  return cut === null ? sql`` : sql`order by ${keysetOrder(names, cut.direction)} ${limitTo(cut.limit)}`
}

/** Whether a filter goes by what the viewer may not know: then nothing passes, for any answer would tell something. */
const asksForHidden = <Filters, Sort extends string>({ filters, question }: Plan<Filters, Sort>): boolean =>
  filters.some(
    ({ filter: { needs }, form }) =>
      form !== null && needs !== undefined && !may(question.viewer.role, needs),
  )
