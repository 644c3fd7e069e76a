import type { ParameterOrJSON, PendingQuery, Row, Sql, TransactionSql } from "postgres"
import type { Statement } from "./statement"

/** What came of a statement that nobody waited for. */
export interface Ahead {
  answered: Promise<unknown>
}

interface Waiting {
  statement: Statement
  resolve: (answer: unknown) => void
  reject: (error: unknown) => void
}

type Work = (tx: TransactionSql) => Promise<unknown>
type Params = ParameterOrJSON<never>[]
type Unsafe = Parameters<TransactionSql["unsafe"]>

/**
 * The driver, with transactions that begin when something in them has to be answered. One of which nothing was asked, and
 * that only sends a statement and what is written last ahead (`ahead.ts`), is a single statement to Postgres: one
 * way there and back instead of two, for a statement by itself is carried out whole or not at all as well.
 */
export function beginLate(sql: Sql): Sql {
  return new Proxy(sql, {
    get(target, name, receiver) {
      if (name !== "begin") return Reflect.get(target, name, receiver)
      return async (work: Work) => {
        const late = new LateTransaction(target)
        try {
          // As much of a transaction as a query builder and `ahead.ts` use.
          const result = await Promise.race([work(late as unknown as TransactionSql), late.lost])
          await late.commit()
          return result
        } catch (error) {
          await late.rollback(error)
          throw error
        }
      }
    },
  })
}

/** A transaction that has perhaps not begun. */
export class LateTransaction {
  /** Runs at the beginning, before everything else. */
  begun: ((sql: TransactionSql) => Promise<void>) | undefined
  /** Fails when the connection is lost, whatever the work is busy with. */
  readonly lost: Promise<never>
  private readonly waiting: Waiting[] = []
  private opening: Promise<TransactionSql> | undefined
  private real: TransactionSql | undefined
  private whole: Promise<unknown> | undefined
  /** It has ended without ever beginning. */
  private over = false
  /** Settles when the work is done, for the driver to commit or roll back. */
  private readonly outcome = settleable<void>()
  private readonly losing = settleable<never>()

  constructor(private readonly sql: Sql) {
    this.lost = this.losing.promise
  }

  unsafe(...args: Unsafe): PendingQuery<Row[]> {
    if (this.real !== undefined) return this.real.unsafe(...args)
    const ask = (values: boolean) =>
      this.open().then((real) => (values ? real.unsafe(...args).values() : real.unsafe(...args)))
    // What a query builder does with a query: it awaits it, or its values.
    const query: Pick<PendingQuery<Row[]>, "then"> & { values: () => Promise<unknown> } = {
      // biome-ignore lint/suspicious/noThenProperty: it stands for a query of the driver, which is awaited
      then: (onDone, onFailed) => (ask(false) as Promise<never>).then(onDone, onFailed),
      values: () => ask(true),
    }
    return query as unknown as PendingQuery<Row[]>
  }

  savepoint(...args: unknown[]): Promise<unknown> {
    return this.open().then((real) =>
      // Its overloads cannot be called with a list.
      (real.savepoint as unknown as (...args: unknown[]) => Promise<unknown>)(...args),
    )
  }

  /** See `sendAhead`. */
  async ahead(statement: Statement): Promise<Ahead> {
    if (this.opening !== undefined || this.over) return send(await this.open(), statement)
    const { promise, resolve, reject } = settleable<unknown>()
    this.waiting.push({ statement, resolve, reject })
    return { answered: promise }
  }

  /** What was sent ahead may have failed all the same: its own answer tells. */
  async commit(): Promise<void> {
    if (this.opening === undefined) {
      const alone = single(this.waiting.map(({ statement }) => statement))
      this.over = alone !== undefined
      if (alone === null) return
      if (alone !== undefined) return this.sendAlone(alone)
    }
    await this.open()
    this.outcome.resolve()
    await this.whole
  }

  /** Settles when it is rolled back; fails when the driver knows a better reason. */
  async rollback(error: unknown): Promise<void> {
    for (const { reject } of this.waiting.splice(0)) reject(error)
    this.over = this.opening === undefined
    if (this.opening === undefined) return
    await this.opening.catch(() => undefined)
    this.outcome.reject(error)
    await this.whole
  }

  private open(): Promise<TransactionSql> {
    if (this.over) return Promise.reject(new Error("The transaction is over."))
    this.opening ??= this.begin()
    return this.opening
  }

  private async begin(): Promise<TransactionSql> {
    const real = await new Promise<TransactionSql>((resolve, reject) => {
      this.whole = this.sql.begin((real) => {
        resolve(real)
        return this.outcome.promise
      })
      this.whole.catch((error: unknown) => {
        reject(error)
        this.losing.reject(error)
      })
    })
    await this.begun?.(real)
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      try {
        const { answered } = await send(real, next.statement)
        answered.then(next.resolve, next.reject)
      } catch (error) {
        next.reject(error)
        throw error
      }
    }
    this.real = real
    return real
  }

  private async sendAlone({ text, params }: Statement): Promise<void> {
    const waiting = this.waiting.splice(0)
    try {
      const rows = await this.sql.unsafe(text, params as Params, { prepare: true })
      for (const { resolve } of waiting) resolve(rows)
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }
}

/** What the driver keeps of a statement: null until it is on its way, then where to. */
interface Sent {
  state?: object | null
}

/** Sends a statement of a transaction that has begun, and does not wait for the answer. */
export async function send(sql: TransactionSql, { text, params }: Statement): Promise<Ahead> {
  const query = sql.unsafe(text, params as Params, { prepare: true })
  const answered: Promise<unknown> = Promise.resolve(query)
  // The connection may end before anybody looks.
  answered.catch(() => undefined)
  // When it has ended already there is no query, but the reason (`lost-connections.ts`).
  if (!("execute" in query)) throw await answered
  query.execute()
  // The driver puts a statement on its way when those who run now have had their turn. One that has to wait for its
  // turn on the connection is waited for: nothing may overtake it.
  await null
  await null
  if (!(query as Sent).state) await answered
  return { answered }
}

/** A promise and its ends; that it failed may be seen by nobody. */
function settleable<T>() {
  let resolve: (value: T) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const promise = new Promise<T>((onDone, onFailed) => {
    resolve = onDone
    reject = onFailed
  })
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}

/** Texts of two statements in one that are remembered at the most. */
const textsAtMost = 400
const joined = new Map<string, string>()

/**
 * The statements as one, null when there are none, and undefined when they need a transaction. Two are one where the first
 * writes and the second is a `with` that does not look at what the first has written: both see the same moment.
 */
function single(statements: Statement[]): Statement | null | undefined {
  const [first, last, ...more] = statements
  if (first === undefined) return null
  if (last === undefined) return first
  if (more.length > 0 || !/^(insert|update|delete) /.test(first.text) || !last.text.startsWith("with "))
    return undefined
  const key = `${first.text}\n${last.text}`
  let text = joined.get(key)
  if (text === undefined) {
    const moved = last.text.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + first.params.length}`)
    text = `with ahead as (${first.text}), ${moved.slice("with ".length)}`
    if (joined.size < textsAtMost) joined.set(key, text)
  }
  return { text, params: [...first.params, ...last.params] }
}
