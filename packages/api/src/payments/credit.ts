import type { Reader } from "@alphas/db/connection"
import { payments } from "@alphas/db/schema/payments"
import { and, asc, eq, isNull, sql } from "drizzle-orm"

/** A payment of which a part is not used. Amounts are minor units of its currency. */
export interface Unused {
  id: string
  day: string
  version: number
  usedMinor: number
  leftMinor: number
}

/**
 * What a client has paid and neither used nor got back, in a currency, and the payments that it is of, the oldest first.
 * The client was checked.
 */
export async function creditOf(
  reader: Reader,
  clientId: string,
  currency: string,
): Promise<{ minor: number; payments: Unused[] }> {
  const rows = await reader
    .select({
      ...{ id: payments.id, kind: payments.kind, day: payments.day, version: payments.version },
      usedMinor: payments.usedMinor,
      leftMinor: sql<number>`(${payments.minor} - ${payments.usedMinor})::float8`,
    })
    .from(payments)
    .where(
      and(
        sql`/* visible payments: of a client that was checked */ ${eq(payments.clientId, clientId)}`,
        eq(payments.currency, currency),
        isNull(payments.reversedAt),
        sql`${payments.usedMinor} <> ${payments.minor}`,
      ),
    )
    .orderBy(asc(payments.day), asc(payments.id))
  const minor = rows.reduce((sum, row) => sum + (row.kind === "payment" ? row.leftMinor : -row.leftMinor), 0)
  return { minor, payments: rows.filter(({ kind }) => kind === "payment") }
}
