import { randomUUID } from "node:crypto"
import type { Redis } from "@alphas/db/redis"
import { QuickRedis } from "./quick-redis"

/** Milliseconds after which Postgres is asked again about an entry, whatever Redis says. */
export const entryLife = 60_000
/** Milliseconds within which a lookup that missed must bring its entry; Redis counts them. */
const leaseLife = 5_000
/** Milliseconds that a tombstone stands: longer than any transaction of ours can take to commit, plus a lease. */
const tombstoneLife = 300_000
/** A lookup that knows the epoch of this many milliseconds ago trusts Redis; an older one asks Postgres. */
const epochTrusted = 750
/** Once the epoch is this old, one lookup goes to Postgres and brings it along, while the others go on. */
const epochRefreshed = 300

const tombstone = "x"

/**
 * What is there, if it is an entry under the caller's epoch, a tombstone or a lease; anything else gives way to a lease of
 * the caller's, and the answer is "". In one step, for a person's first call would else wait for two.
 */
const findScript = `
local found = redis.call('GET', KEYS[1])
if found then
  local first = string.sub(found, 1, 1)
  if found == '${tombstone}' or first == '?' or string.sub(found, 1, #ARGV[1]) == ARGV[1] then return found end
end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return ''`

/** Fills an entry if the lease is still the caller's and no rights of this person were changed. */
const fillScript = `
if redis.call('EXISTS', KEYS[2]) == 1 or redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`

/** Drops an entry, but never a tombstone. */
const dropScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

/** The right to fill one entry, taken before Postgres is read. */
export interface Lease {
  key: string
  run: string
  mark: string
}

/** What the cache says: an entry to trust, or that Postgres must be asked, and then perhaps the right to fill. */
export type Cached = { entry: string } | { entry: null; lease: Lease | null }

const askPostgres: Cached = { entry: null, lease: null }

/**
 * Lookups of sessions and API tokens, remembered in Redis. It speeds up and never decides: Postgres is the truth, and
 * what was revoked there is not trusted here for longer than 750 ms, whatever becomes of Redis.
 *
 * 1. *A revocation that reaches Redis* writes its tombstones before its transaction commits: over each session that it
 *    ends and, when a person's rights change, one for the person. From then on nobody finds an entry and nobody can
 *    fill one, so everybody asks Postgres, where the commit then takes effect at once. If the transaction rolls back,
 *    the tombstones cost some lookups, nothing else. They outlive any transaction.
 * 2. *A late fill* (Postgres was read before the revocation, Redis is written after it) fails twice: over the
 *    tombstone, and for want of its lease, which was taken in Redis before Postgres was read, is overwritten by a
 *    tombstone and lapses after five seconds by Redis's own clock; so a process that was stopped in between cannot
 *    fill either.
 * 3. *A revocation that cannot reach Redis* raises `change_epoch.session_epoch` in its own transaction. An entry names
 *    the epoch that was read together with it, and is trusted only under that one. A process trusts Redis only while
 *    it knows the epoch of the last 750 ms; to keep knowing it, one lookup in 300 ms goes to Postgres and brings it
 *    along, so there is no timer and no further statement.
 * 4. *A Redis that restarts or is replaced* may come back with old entries and without the tombstones. Its `run_id`,
 *    asked for after each connect and part of every key, is then another one, so nothing from before is ever found.
 *
 * All processes of an installation are given the same Redis. Where that is not so (a split brain after a failover), and
 * for a change made by hand in Postgres, the life of an entry is the bound: a minute.
 */
export class SessionCache {
  private readonly quick: QuickRedis
  private epoch = 0
  private epochAt = Number.NEGATIVE_INFINITY
  private epochAsked = Number.NEGATIVE_INFINITY
  private run: string | null = null

  /** `clock` is `performance.now` for all but the tests. */
  constructor(
    private readonly redis: Redis | null,
    private readonly clock: () => number = () => performance.now(),
  ) {
    this.quick = new QuickRedis(redis)
    if (redis === null) return
    // Between the end of a connection and the answer of the next server the cache is not used.
    redis.on("close", () => {
      this.run = null
    })
    redis.on("ready", () => void this.meet(redis))
    if (redis.status === "ready") void this.meet(redis)
  }

  /** Whether the installation has a Redis, be it away just now. */
  get isThere(): boolean {
    return this.redis !== null
  }

  private async meet(redis: Redis): Promise<void> {
    const info = await this.quick.insist(() => redis.info("server"))
    const run = info.reached ? /^run_id:(\w+)/m.exec(info.value)?.[1] : undefined
    if (redis.status !== "ready") return
    if (run !== undefined) this.run = run
    else setTimeout(() => void this.meet(redis), 1_000).unref()
  }

  /** What Redis remembers under this hash of a secret. */
  async find(hash: string): Promise<Cached> {
    const { run } = this
    const now = this.clock()
    if (run === null || now - this.epochAt > epochTrusted) return askPostgres
    if (now - this.epochAt > epochRefreshed && now - this.epochAsked > epochRefreshed) {
      this.epochAsked = now
      return askPostgres
    }
    const { epoch } = this
    const key = entryKey(run, hash)
    const mark = `?${randomUUID()}`
    const got = await this.quick.ask((redis) => redis.eval(findScript, 1, key, `${epoch}{`, mark, leaseLife))
    if (!got.reached || this.run !== run) return askPostgres
    const found = String(got.value)
    if (found === "") return { entry: null, lease: { key, run, mark } }
    // Otherwise it was revoked, or somebody else fills it.
    return found.startsWith(`${epoch}{`) ? { entry: found.slice(`${epoch}`.length) } : askPostgres
  }

  /** Tells the epoch that a statement read which was sent to Postgres at `sentAt` (`performance.now()`). */
  learnEpoch(epoch: number, sentAt: number): void {
    if (sentAt <= this.epochAt) return
    this.epoch = epoch
    this.epochAt = sentAt
  }

  /**
   * Remembers what Postgres said, unless something was revoked since the lease was taken. `entry` is a JSON object,
   * `epoch` what the same statement read.
   */
  async fill(lease: Lease, userId: string, entry: string, epoch: number): Promise<boolean> {
    const filled = await this.quick.ask((redis) =>
      redis.eval(
        fillScript,
        2,
        lease.key,
        personKey(lease.run, userId),
        lease.mark,
        `${epoch}${entry}`,
        entryLife,
      ),
    )
    return filled.reached && filled.value === 1
  }

  /** Forgets an entry whose row has changed without a revocation (it was last seen later than it says). */
  async drop(hash: string): Promise<void> {
    const { run } = this
    if (run === null) return
    await this.quick.ask((redis) => redis.eval(dropScript, 1, entryKey(run, hash), tombstone))
  }

  /**
   * Bars the entries of these hashes. Call it in the transaction that ends them.
   * @returns whether Redis has it. If not, the caller must raise the epoch in its transaction.
   */
  async bar(hashes: string[]): Promise<boolean> {
    const { run } = this
    if (hashes.length === 0) return true
    if (run === null) return false
    const barred = await this.quick.insist(async (redis) => {
      const pipeline = redis.pipeline()
      for (const hash of hashes) pipeline.set(entryKey(run, hash), tombstone, "PX", tombstoneLife)
      const answers = await pipeline.exec()
      const failed = answers?.find(([error]) => error !== null)
      if (!answers || failed) throw failed?.[0] ?? new Error("Redis did not take the tombstones.")
    })
    return barred.reached && this.run === run
  }

  /**
   * Bars every entry of a person whose rights change, in two steps, because they may sign in at this very moment: the
   * person first, so that nothing more is filled, then every hash that `hashes` finds from then on.
   *
   * @returns whether Redis has it. If not, the caller must raise the epoch in its transaction.
   */
  async barPerson(userId: string, hashes: () => Promise<string[]>): Promise<boolean> {
    const { run } = this
    if (run === null) return false
    const person = await this.quick.insist((redis) =>
      redis.set(personKey(run, userId), tombstone, "PX", tombstoneLife),
    )
    return person.reached && (await this.bar(await hashes())) && this.run === run
  }
}

const entryKey = (run: string, hash: string) => `alphas:session:${run}:${hash}`
const personKey = (run: string, userId: string) => `alphas:session-user:${run}:${userId}`
