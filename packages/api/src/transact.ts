import { createHmac } from "node:crypto"
import {
  type Author,
  appending,
  appendingValues,
  type Change,
  type Next,
  nextOf,
  type Placing,
  placed,
  placing,
} from "@alphas/changes/record"
import type { Tx } from "@alphas/db/connection"
import { isConnectionLost } from "@alphas/db/lost-connections"
import { idempotencyKeys } from "@alphas/db/schema/changes"
import { Statements, slot } from "@alphas/db/statement"
import { declarations, declaresVerb, type Entity } from "@alphas/domain/entities"
import { and, eq, sql } from "drizzle-orm"
import type { Context, Reacting, Writing } from "./context"
import { Refusal } from "./refusal"

/** Tables whose rows say nothing that a person changed. */
const unrecorded = ["idempotency_keys", "changes", "client_import_chunks"]

/** A verb that is running: its path and what came in. */
export interface Call {
  path: string
  input: unknown
}

/**
 * Runs `work` as one transaction: the verb, what other domains do about it (`reactions.ts`), its rows in the change log and the caller's idempotency key with the answer
 * are committed together or not at all; the readers of the log are woken after the commit.
 *
 * The log and the key are written last, in one statement. Of two calls with one key the second waits for the first at the
 * key if not at a row before it, is rolled back, and gets the answer of the first; so does one that fails because the
 * first was carried out.
 *
 * @throws Refusal `idempotency_mismatch` when the key was used with another body, or the answer was a secret.
 */
export async function transact<Output>(
  ctx: Context,
  call: Call,
  work: (writing: Writing) => Promise<Output>,
): Promise<Output> {
  const key = keyOf(ctx, call)
  if (key === null) return runAgain(ctx, call, null, work)
  try {
    return await runAgain(ctx, call, key, work)
  } catch (error) {
    if (isConnectionLost(error)) throw error
    const earlier = await findAnswer(ctx, key)
    if (earlier === undefined) throw error
    return earlier.answer as Output // what this very procedure answered before
  }
}

/** Deadlock and failed serialisation (SQLSTATE class 40): nothing was done, and the same call may pass now. */
const passing = /^40(001|P01)$/
const runsAtMost = 4

async function runAgain<Output>(...call: Parameters<typeof run<Output>>): Promise<Output> {
  for (let left = runsAtMost - 1; ; left--) {
    try {
      return await run(...call)
    } catch (error) {
      const cause = error instanceof Error ? (error.cause ?? error) : error
      const code = cause instanceof Error && "code" in cause ? String(cause.code) : ""
      if (left === 0 || !passing.test(code)) throw error
    }
  }
}

async function run<Output>(
  ctx: Context,
  call: Call,
  key: Key | null,
  work: (writing: Writing) => Promise<Output>,
): Promise<Output> {
  const author = authorOf(ctx)
  const { result, recorded, placing } = await ctx.db.transaction(async (tx) => {
    const recorded: Change[] = []
    const before = ctx.services.strict ? await writesIn(tx) : null
    let kept = true
    const record = (change: Change) => {
      if (ctx.services.strict) refuseUndeclared(change.verb ?? call.path, change.entity)
      recorded.push(change)
    }
    const sent: Promise<unknown>[] = []
    const later = (statement: Promise<unknown>) => {
      // Its failure is told below, or by whatever fails before that.
      statement.catch(() => undefined)
      sent.push(statement)
    }
    const settle = settling({ ...ctx, tx, record, later }, recorded)
    const result = await work({
      tx,
      record,
      settle,
      later,
      answerOnce: () => {
        kept = false
      },
    })
    await settle()
    if (before !== null && recorded.length === 0) refuseSilentChanges(call.path, before, await writesIn(tx))
    const answer = key !== null && kept ? JSON.stringify(result ?? null) : null
    const closed = close(tx, author, call.path, recorded, key, answer)
    // What was sent first fails first.
    const [placing] = await Promise.all([closed, ...sent])
    return { result, recorded, placing }
  })
  if (recorded.length > 0) ctx.services.wake.afterCommit(onlyOne(placing, author, call.path, recorded))
  return result
}

/** Runs the reactions to what was recorded since they ran last. */
function settling(ctx: Reacting, recorded: readonly Change[]) {
  const versions = new Map<string, number>()
  let settled = 0
  return async (): Promise<ReadonlyMap<string, number>> => {
    const from = settled
    if (recorded.length === from) return versions
    for (const react of ctx.services.reactions) {
      const saved = await react(ctx, recorded.slice(from))
      for (const { id, version } of saved) versions.set(id, version)
    }
    settled = recorded.length
    return versions
  }
}

/** Where the row stands that the last statement logged, when it was one. */
function onlyOne(
  placing: Placing | undefined,
  author: Author,
  path: string,
  [change, ...more]: Change[],
): Next | null {
  if (placing === undefined || change === undefined || more.length > 0) return null
  return nextOf(placing, author, path, change)
}

/** A caller's idempotency key. */
interface Key {
  userId: string
  key: string
  /** Of the procedure and its input. */
  bodyHash: string
}

function keyOf(ctx: Context, call: Call): Key | null {
  const userId = ctx.identity?.viewer.id
  const key = ctx.idempotencyKey
  if (userId === undefined || key === null) return null
  const bodyHash = createHmac("sha256", ctx.services.bodyKey)
    .update(`${call.path}\n${JSON.stringify(call.input)}`)
    .digest("hex")
  return { userId, key, bodyHash }
}

/** Hours for which an answer is kept. */
const keptFor = sql`interval '24 hours'`

const closings = new Statements<Placing>()

/**
 * Writes to the log, keeps the answer under the key, or both in one statement, which fails when the key is taken. Of a
 * single row it answers where that stands.
 */
async function close(
  tx: Tx,
  author: Author,
  path: string,
  recorded: Change[],
  key: Key | null,
  answer: string | null,
): Promise<Placing | undefined> {
  if (recorded.length === 0 && key === null) return undefined
  const log = recorded.length === 0 ? "" : recorded.length === 1 ? "one" : "log"
  const build = () => {
    const parts = [
      ...(log === "" ? [] : [sql`logged as (${appending((name) => sql`${slot(name)}`)} ${placed})`]),
      ...(key === null ? [] : [sql`kept as (${keeping})`]),
    ]
    // Of a key that is taken there is no row, and dividing by zero ends the transaction.
    const check = key === null ? sql`1` : sql`1 / (select count(*) from kept)`
    return sql`with ${sql.join(parts, sql`, `)} select ${check} as kept${log === "one" ? sql`, ${placing}` : sql``}`
  }
  const values = log === "" ? {} : appendingValues(author, path, recorded)
  const shape = `${log} ${key === null ? "" : "key"}`
  const [row] = await closings.within(tx, shape, build, { ...values, ...key, answer })
  return row
}

const keeping = sql`
  insert into idempotency_keys as earlier (user_id, key, body_hash, answer)
  values (${slot("userId")}::uuid, ${slot("key")}::text, ${slot("bodyHash")}::text, ${slot("answer")}::text::jsonb)
  on conflict (user_id, key) do update
    set body_hash = excluded.body_hash, answer = excluded.answer, created_at = excluded.created_at
    where earlier.created_at < now() - ${keptFor}
  returning key`

/** What was answered under the key, or undefined when nothing was. */
async function findAnswer(ctx: Context, key: Key): Promise<{ answer: unknown } | undefined> {
  const { userId, bodyHash, createdAt, answer } = idempotencyKeys
  const [earlier] = await ctx.db
    .select({ bodyHash, answer, kept: sql<boolean>`${answer} is not null` })
    .from(idempotencyKeys)
    .where(
      and(
        sql`/* visible idempotency_keys */ ${eq(userId, key.userId)}`,
        eq(idempotencyKeys.key, key.key),
        sql`${createdAt} >= now() - ${keptFor}`,
      ),
    )
  if (earlier === undefined) return undefined
  if (earlier.bodyHash !== key.bodyHash) {
    throw new Refusal(
      "idempotency_mismatch",
      "This Idempotency-Key was already used for a different call. Use a new key.",
    )
  }
  if (!earlier.kept) {
    throw new Refusal(
      "idempotency_mismatch",
      "This call was already made, and its answer is shown only once. If you missed it, undo the call and repeat it with a new Idempotency-Key.",
    )
  }
  return { answer: earlier.answer }
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
const writes = sql.raw(`select relname, n_tup_ins + n_tup_upd + n_tup_del as writes
  from pg_stat_xact_user_tables where schemaname = 'public'`)

async function writesIn(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.execute<{ relname: string; writes: string }>(writes)
  return new Map(Array.from(rows, ({ relname, writes }) => [relname, Number(writes)]))
}

function refuseUndeclared(verb: string, entity: Entity): void {
  if (!declaresVerb(declarations[entity], verb))
    throw new Error(`${verb} records a ${entity}, whose declaration does not know this verb.`)
}

function refuseSilentChanges(path: string, before: Map<string, number>, after: Map<string, number>): void {
  const silent = [...after].filter(
    ([name, writes]) => writes > (before.get(name) ?? 0) && !unrecorded.includes(name),
  )
  if (silent.length > 0) {
    throw new Error(`${path} changed ${silent.map(([name]) => name).join(", ")} and recorded nothing.`)
  }
}
