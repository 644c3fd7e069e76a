import { createHash } from "node:crypto"
import { type Author, appendChanges, type Change } from "@alphas/changes/record"
import type { Tx } from "@alphas/db/connection"
import { idempotencyKeys } from "@alphas/db/schema/changes"
import { and, eq, sql } from "drizzle-orm"
import type { Context, Writing } from "./context"
import { Refusal } from "./refusal"

/** Tables whose rows say nothing that a person changed. */
const unrecorded = ["idempotency_keys", "changes", "client_import_chunks"]

/** A verb that is running: its path and what came in. */
export interface Call {
  path: string
  input: unknown
}

/**
 * Runs `work` as one transaction: the caller's idempotency key, the verb, its rows in the change log and the stored
 * answer are committed together or not at all; the readers of the log are woken after the commit.
 *
 * @throws Refusal `idempotency_mismatch` when the key was used with another body, or the answer was a secret.
 */
export async function transact<Output>(
  ctx: Context,
  call: Call,
  work: (writing: Writing) => Promise<Output>,
): Promise<Output> {
  let wrote = false
  const output = await ctx.db.transaction(async (tx) => {
    const key = await claimKey(tx, ctx, call)
    if (key?.answered) return key.answer as Output // what this very procedure answered before
    const recorded: Change[] = []
    const before = ctx.services.strict ? await countWrites(tx) : null
    let kept = true
    const result = await work({
      tx,
      record: (change) => void recorded.push(change),
      answerOnce: () => {
        kept = false
      },
    })
    await appendChanges(tx, authorOf(ctx), call.path, recorded)
    if (before !== null && recorded.length === 0) await refuseSilentChanges(tx, call.path, before)
    if (key) {
      await tx
        .update(idempotencyKeys)
        .set({ answer: kept ? sql`${JSON.stringify(result ?? null)}::jsonb` : null })
        .where(and(eq(idempotencyKeys.userId, key.userId), eq(idempotencyKeys.key, key.key)))
    }
    wrote = recorded.length > 0
    if (wrote) await ctx.services.wake.beforeCommit(tx)
    return result
  })
  if (wrote) ctx.services.wake.afterCommit()
  return output
}

interface Claim {
  userId: string
  key: string
  answered: boolean
  answer: unknown
}

/** Takes the caller's key, or finds the answer that was given under it. A second caller waits for the first. */
async function claimKey(tx: Tx, ctx: Context, call: Call): Promise<Claim | null> {
  const userId = ctx.identity?.viewer.id
  const key = ctx.idempotencyKey
  if (userId === undefined || key === null) return null
  const bodyHash = createHash("sha256")
    .update(`${call.path}\n${JSON.stringify(call.input)}`)
    .digest("hex")
  const taken = await tx
    .insert(idempotencyKeys)
    .values({ userId, key, bodyHash })
    .onConflictDoUpdate({
      target: [idempotencyKeys.userId, idempotencyKeys.key],
      set: { bodyHash, answer: null, createdAt: sql`now()` },
      setWhere: sql`${idempotencyKeys.createdAt} < now() - interval '24 hours'`,
    })
    .returning({ key: idempotencyKeys.key })
  if (taken.length > 0) return { userId, key, answered: false, answer: null }
  const [earlier] = await tx
    .select({
      bodyHash: idempotencyKeys.bodyHash,
      answer: idempotencyKeys.answer,
      kept: sql<boolean>`${idempotencyKeys.answer} is not null`,
    })
    .from(idempotencyKeys)
    .where(
      and(
        sql`/* visible idempotency_keys */ ${eq(idempotencyKeys.userId, userId)}`,
        eq(idempotencyKeys.key, key),
      ),
    )
  if (earlier?.bodyHash !== bodyHash) {
    throw new Refusal(
      "idempotency_mismatch",
      "This Idempotency-Key was used before with other content. Use a new key for a new call.",
    )
  }
  if (!earlier.kept) {
    throw new Refusal(
      "idempotency_mismatch",
      "This call was carried out before, and what it answered is shown only once. If you missed it, undo it and use a new Idempotency-Key.",
    )
  }
  return { userId, key, answered: true, answer: earlier.answer }
}

function authorOf(ctx: Context): Author {
  const via = ctx.identity?.via
  return {
    actorId: ctx.identity?.viewer.id ?? null,
    channel:
      via === undefined ? "system" : via.kind === "token" ? "token" : via.kind === "job" ? "job" : "web",
    tokenId: via?.kind === "token" ? via.id : null,
    requestId: ctx.requestId,
  }
}

/** Rows that this connection has inserted, updated and deleted, by table. Counts of earlier transactions may remain. */
async function countWrites(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.execute<{ relname: string; writes: string }>(sql`
    select relname, n_tup_ins + n_tup_upd + n_tup_del as writes
    from pg_stat_xact_user_tables where schemaname = 'public'`)
  return new Map(rows.map((row) => [row.relname, Number(row.writes)]))
}

async function refuseSilentChanges(tx: Tx, path: string, before: Map<string, number>): Promise<void> {
  const after = await countWrites(tx)
  const silent = [...after].filter(
    ([name, writes]) => writes > (before.get(name) ?? 0) && !unrecorded.includes(name),
  )
  if (silent.length > 0) {
    throw new Error(`${path} changed ${silent.map(([name]) => name).join(", ")} and recorded nothing.`)
  }
}
