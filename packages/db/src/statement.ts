import { type Query, SQL } from "drizzle-orm"
import { PgDialect } from "drizzle-orm/pg-core"
import type { ParameterOrJSON, Sql } from "postgres"
import type { Reader } from "./connection"

/** Stands for a value while a statement is built; every run puts the value in its place. */
export const slot = (name: string): string => `\u0000${name}`

type Values = Record<string, unknown>

const dialect = new PgDialect()

/** A family of statements has at most this many shapes; further ones are built anew each time. */
const shapesAtMost = 500

/** A statement: its text and its values. */
export interface Statement {
  text: string
  params: unknown[]
}

/** A statement whose text is written already, where the query builder would write it again. */
class Written extends SQL {
  constructor(private readonly statement: Statement) {
    super([])
  }

  override toQuery(): Query {
    return { sql: this.statement.text, params: this.statement.params }
  }
}

/**
 * Statements that are built once for each shape and prepared on the server, for those that are run all day: building one
 * per call costs more than Postgres needs to answer it.
 *
 * `build` writes the statement with `slot(name)` where a value goes; two calls with the same `shape` must build the
 * same statement. Each run gives a value for every slot.
 */
export class Statements<Row extends object> {
  private readonly built = new Map<string, Statement>()

  async run(sql: Sql, shape: string, build: () => SQL, values: Values): Promise<Row[]> {
    const { text, params } = this.fill(shape, build, values)
    // postgres.js serialises each value by the type that the server names for its place.
    return sql.unsafe<Row[]>(text, params as ParameterOrJSON<never>[], { prepare: true })
  }

  /** The same with each row as its values, in the order of its columns: for answers of many columns, read all day. */
  async values(sql: Sql, shape: string, build: () => SQL, values: Values): Promise<unknown[][]> {
    const { text, params } = this.fill(shape, build, values)
    return sql.unsafe(text, params as ParameterOrJSON<never>[], { prepare: true }).values()
  }

  /** The same where a transaction may be; it is prepared when it comes a second time, as every statement is. */
  async within(reader: Reader, shape: string, build: () => SQL, values: Values): Promise<Row[]> {
    const rows = await reader.execute(new Written(this.fill(shape, build, values)))
    return Array.from(rows) as Row[] // what `run` is told as well: whoever writes the statement names its columns
  }

  /** The statement of a shape with its values in their places. */
  fill(shape: string, build: () => SQL, values: Values): Statement {
    let statement = this.built.get(shape)
    if (statement === undefined) {
      const { sql: text, params } = dialect.sqlToQuery(build())
      statement = { text, params }
      if (this.built.size < shapesAtMost) this.built.set(shape, statement)
    }
    const fill = (param: unknown) =>
      typeof param === "string" && param.startsWith("\u0000") ? values[param.slice(1)] : param
    return { text: statement.text, params: statement.params.map(fill) }
  }
}
