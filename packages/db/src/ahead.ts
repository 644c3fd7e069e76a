import type { TransactionSql } from "postgres"
import type { Tx } from "./connection"
import { type Ahead, type LateTransaction, send } from "./late-begin"
import type { Statement } from "./statement"

/**
 * Sends a statement of a transaction without waiting for its answer, so that the next one, or the commit, follows at once
 * and a round trip is saved; before anything of the transaction was asked it is kept, to go along with what follows. One
 * that fails takes the transaction back with it, for Postgres commits none in which a statement has failed; the
 * transaction may seem to have gone well, and only `answered` tells. Who calls it awaits that once the transaction is
 * over. No statement that is sent ahead reads what another one has written.
 */
export function sendAhead(tx: Tx, statement: Statement): Promise<Ahead> {
  const driver = driverOf(tx)
  return isLate(driver) ? driver.ahead(statement) : send(driver, statement)
}

/**
 * Has `work` run when the transaction begins, before anything else in it; never when it needs none, and now in a part of
 * another one.
 */
export async function onBegin(tx: Tx, work: (sql: TransactionSql) => Promise<void>): Promise<void> {
  const driver = driverOf(tx)
  if (isLate(driver)) driver.begun = work
  else await work(driver)
}

/** By what it can do, for a bundle of the pages may hold the class twice. */
const isLate = (driver: TransactionSql | LateTransaction): driver is LateTransaction => "ahead" in driver

/** Drizzle keeps the driver of a transaction to itself, and its own statements are sent when somebody awaits them. */
const driverOf = (tx: Tx): TransactionSql | LateTransaction =>
  (tx as unknown as { session: { client: TransactionSql | LateTransaction } }).session.client
