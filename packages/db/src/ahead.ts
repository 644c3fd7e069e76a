import type { ParameterOrJSON, TransactionSql } from "postgres"
import type { Tx } from "./connection"
import type { Statement } from "./statement"

/** What the driver keeps of a statement: null until it is on its way, then where to. */
interface Sent {
  state?: object | null
}

/**
 * Sends a statement of a transaction without waiting for its answer, so that the next one, or the commit, follows at once
 * and a round trip is saved. One that fails takes the transaction back with it, for Postgres commits none in which a
 * statement has failed; the transaction may seem to have gone well, and only `answered` tells. Who calls it awaits that
 * once the transaction is over.
 */
export async function sendAhead(
  tx: Tx,
  { text, params }: Statement,
): Promise<{ answered: Promise<unknown> }> {
  const query = driverOf(tx).unsafe(text, params as ParameterOrJSON<never>[], { prepare: true })
  query.execute()
  const answered: Promise<unknown> = Promise.resolve(query)
  // The connection may end before anybody looks.
  answered.catch(() => undefined)
  // The driver puts a statement on its way when those who run now have had their turn. One that has to wait for its
  // turn on the connection is waited for: nothing may overtake it.
  await null
  await null
  if (!(query as Sent).state) await answered
  return { answered }
}

/** Drizzle keeps the driver of a transaction to itself, and its own statements are sent when somebody awaits them. */
const driverOf = (tx: Tx): TransactionSql =>
  (tx as unknown as { session: { client: TransactionSql } }).session.client
