import type { Sql, TransactionSql } from "postgres"

/** Texts that a pool counts and prepares at the most: each costs memory on every connection. */
const textsAtMost = 400

type Unsafe = (text: string, values?: unknown[], options?: { prepare?: boolean }) => unknown
type Begin = (...args: unknown[]) => Promise<unknown>
type Work = (tx: TransactionSql) => unknown

/**
 * The driver, with every statement that comes a second time prepared on the server. A query builder asks for none of
 * that by itself, and pays two round trips for each statement with a value in it, and its parsing and planning.
 */
export function prepareRepeated(sql: Sql): Sql {
  const seen = new Set<string>()
  const repeated = (text: string): boolean => {
    if (seen.has(text)) return true
    if (seen.size < textsAtMost) seen.add(text)
    return false
  }
  const wrap = <Driver extends object>(driver: Driver): Driver =>
    new Proxy(driver, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver)
        if (name === "unsafe") return unsafe(member as Unsafe, repeated)
        if (name !== "begin" && name !== "savepoint") return member
        return (...args: unknown[]) => {
          const work = args.at(-1) as Work // the last argument of both is the work
          return (member as Begin)(...args.slice(0, -1), (tx: TransactionSql) => work(wrap(tx)))
        }
      },
    })
  return wrap(sql)
}

/** Without values a text may hold several statements, and the driver sends it as it is. */
const unsafe =
  (send: Unsafe, repeated: (text: string) => boolean): Unsafe =>
  (text, values = [], options = {}) =>
    send(
      text,
      values,
      values.length > 0 && !options.prepare && repeated(text) ? { ...options, prepare: true } : options,
    )
