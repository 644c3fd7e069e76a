import type { Sql, TransactionSql } from "postgres"

/** SQLSTATEs and driver codes after which the connection itself is gone. */
const gone =
  /^(08...|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT)$/

/** Whether an error, or what caused it, says that Postgres cannot be reached, or not any more. */
export function isConnectionLost(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string" && gone.test(at.code)) return true
  }
  return false
}

type Work<T> = (tx: TransactionSql) => T | Promise<T>
/** As much of `begin` and `savepoint` as is wrapped here. */
type Begin = (...args: unknown[]) => Promise<unknown>

/**
 * The driver, made safe against a connection that is lost in the middle of a transaction.
 *
 * postgres.js rejects the transaction at once, and then still sends its `rollback` down the connection that is no
 * longer there: that throws outside of any promise and ends the process; or, if the connection has been made anew for
 * somebody else, it ends their transaction. So once the connection is lost, what the transaction was doing is left
 * unsettled (the caller has the error already), and no further statement of it is sent.
 */
export function surviveLostConnections(sql: Sql): Sql {
  return new Proxy(sql, {
    get(target, name, receiver) {
      // On a connection that is made for it, `reserve` never answers unless the driver asks for types first.
      if (name === "reserve") return () => Promise.reject(new Error("Use begin; reserve may never answer."))
      if (name !== "begin") return Reflect.get(target, name, receiver)
      return (...args: unknown[]) => guardedBegin(target, args)
    },
  })
}

function guardedBegin(sql: Sql, args: unknown[]): Promise<unknown> {
  const life = { over: false }
  const work = args.at(-1) as Work<unknown> // the last argument of `begin` is the work
  const begin = sql.begin as unknown as Begin // its overloads cannot be called with a list
  return begin(...args.slice(0, -1), (tx: TransactionSql) => run(tx, work, life)).finally(() => {
    life.over = true
  })
}

interface Life {
  over: boolean
}

async function run(tx: TransactionSql, work: Work<unknown>, life: Life): Promise<unknown> {
  try {
    return await work(guardedTransaction(tx, life))
  } catch (error) {
    // `begin` has been rejected, or is about to be, by the end of the connection.
    if (life.over || isConnectionLost(error)) return new Promise(() => undefined)
    throw error
  }
}

function guardedTransaction(tx: TransactionSql, life: Life): TransactionSql {
  const over = () =>
    Promise.reject(Object.assign(new Error("The transaction is over."), { code: "CONNECTION_CLOSED" }))
  return new Proxy(tx, {
    apply: (target, self, args) => (life.over ? over() : Reflect.apply(target, self, args)),
    get(target, name, receiver) {
      if (name === "savepoint") {
        const savepoint = target.savepoint as unknown as Begin // as `begin` above
        return (...args: unknown[]) => {
          const work = args.at(-1) as Work<unknown>
          return savepoint(...args.slice(0, -1), (inner: TransactionSql) => run(inner, work, life))
        }
      }
      if (name === "unsafe" && life.over) return over
      return Reflect.get(target, name, receiver)
    },
  })
}
