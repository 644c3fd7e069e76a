import { makePgArray, parsePgArray } from "drizzle-orm/pg-core/utils"
import type { Sql } from "postgres"

/** The types of which arrays are passed or read, with the types of those arrays (both from `pg_type`, fixed for good). */
const arrays: [element: number, array: number][] = [
  [16, 1000], // bool
  [17, 1001], // bytea
  [20, 1016], // int8
  [21, 1005], // int2
  [23, 1007], // int4
  [25, 1009], // text
  [114, 199], // json
  [700, 1021], // float4
  [701, 1022], // float8
  [1043, 1015], // varchar
  [1184, 1185], // timestamptz
  [1700, 1231], // numeric
  [2950, 2951], // uuid
  [3802, 3807], // jsonb
]

/**
 * Teaches the driver arrays of the built-in types, so that it need not ask Postgres for them at each connect: what it
 * asks there is awaited by nobody, so a connection that is lost at that moment would end the process.
 */
export function knowArrays(sql: Sql): void {
  const { parsers, serializers } = sql.options
  for (const [element, array] of arrays) {
    serializers[array] = (value: unknown) => (Array.isArray(value) ? makePgArray(value) : value)
    parsers[array] = (text: string) => {
      if (text === "{}") return []
      const parse: ((text: string) => unknown) | undefined = parsers[element]
      const values: unknown[] = parsePgArray(text)
      return values.map((value) => {
        if (value === "NULL") return null
        return parse === undefined || typeof value !== "string" ? value : parse(value)
      })
    }
  }
}
