import type { Db, Tx } from "@alphas/db/connection"
import { receipts } from "@alphas/db/schema/expenses"
import { and, eq, isNull, sql } from "drizzle-orm"
import type { ByteStore } from "../byte-store"

/** Whoever keeps or removes the bytes of a receipt waits here for the others with the same bytes. */
export const lockBytes = (tx: Tx, sha256: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${sha256}, 4172))`)

/** Removes bytes that no receipt has; they are locked. */
async function removeUnused(tx: Tx, files: ByteStore, sha256: string): Promise<void> {
  const [used] = await tx
    .select({ id: receipts.id })
    .from(receipts)
    .where(sql`/* visible receipts: whether one has these bytes */ ${eq(receipts.sha256, sha256)}`)
    .limit(1)
  if (used === undefined) await files.remove(sha256)
}

/** Removes bytes that were kept for a receipt that came to nothing. */
export const removeLost = (db: Db, files: ByteStore, sha256: string): Promise<void> =>
  db.transaction(async (tx) => {
    await lockBytes(tx, sha256)
    await removeUnused(tx, files, sha256)
  })

/**
 * Forgets uploads that hang on no expense a day after they came, or were taken off one, with their bytes unless another
 * receipt has the same. Answers how many.
 */
export async function sweepUploads(db: Db, files: ByteStore, signal: AbortSignal): Promise<number> {
  const outlived = and(isNull(receipts.expenseId), sql`${receipts.addedAt} < now() - interval '1 day'`)
  const found = await db
    .select({ id: receipts.id, sha256: receipts.sha256 })
    .from(receipts)
    .where(sql`/* visible receipts: of no more use to anybody */ ${outlived}`)
    .limit(10_000)
  let swept = 0
  for (const { id, sha256 } of found) {
    signal.throwIfAborted()
    await db.transaction(async (tx) => {
      await lockBytes(tx, sha256)
      const gone = await tx
        .delete(receipts)
        .where(and(eq(receipts.id, id), outlived))
        .returning({ id: receipts.id })
      swept += gone.length
      if (gone.length > 0) await removeUnused(tx, files, sha256)
    })
  }
  return swept
}
