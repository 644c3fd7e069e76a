import { allowed, type BucketSize, LocalBuckets, type Verdict } from "./bucket"
import { type LimitStore, SharedBuckets } from "./shared-buckets"

/** 1,200 calls at once, 60 a second in the long run. */
const size: BucketSize = { capacity: 1_200, refill: 600, interval: 10_000 }
/** Calls that are taken from the shared bucket at once; capacity and refill are multiples of it. */
const block = 60
/**
 * With fewer calls left the next block is asked for, while the caller goes on. So does one who comes after a while, for
 * so many calls at the most, which the block then pays for.
 */
const low = 20
/** Milliseconds until a block is asked for that nobody waits for: by then the call that noticed is mostly answered. */
const later = 10
/** Callers whose block is remembered at the most. */
const callersAtMost = 50_000

export interface GeneralLimit {
  /** `calls` are few: at most as many as one batch may have. */
  take(caller: string, calls: number): Promise<Verdict>
}

interface Lease {
  /** Less than none when calls were made ahead of the block. */
  left: number
  /** Until when that holds: the time in which the shared bucket forgets a block. */
  until: number
  /** Calls that may be made before the first block is there. */
  ahead: number
  refusedUntil: number
  asking: Promise<void> | null
  /** It will be asked for without anybody waiting. */
  due: boolean
}

/**
 * The limit on calls in general. A process takes calls from the shared bucket in blocks of 60, so that one call in 60
 * asks Redis, and that one does not wait, not even somebody's first. Without Redis, or while it is away, each process has buckets of its own.
 */
export function generalLimit(store: LimitStore | null): GeneralLimit {
  const local = new LocalBuckets(size)
  if (store === null) return { take: async (caller, calls) => local.take(caller, calls) }
  const shared = new SharedBuckets(store, "general", size)
  const leases = new Map<string, Lease>()

  const ask = (caller: string, lease: Lease): Promise<void> => {
    lease.asking ??= (async () => {
      const verdict = (await shared.take(caller, block)) ?? local.take(caller, block)
      const now = Date.now()
      if (verdict.allowed) {
        lease.left = (now < lease.until ? lease.left : 0) + block
        lease.until = now + size.interval
        lease.ahead = 0
      } else lease.refusedUntil = now + verdict.retryAfter * 1000
      lease.asking = null
    })()
    return lease.asking
  }
  const askLater = (caller: string, lease: Lease): void => {
    if (lease.due) return
    lease.due = true
    setTimeout(() => {
      lease.due = false
      if (lease.left <= low) void ask(caller, lease)
    }, later).unref()
  }

  return {
    async take(caller, calls) {
      const lease = leaseOf(leases, caller)
      for (;;) {
        const now = Date.now()
        const refused = now < lease.refusedUntil
        if (now >= lease.until && !refused)
          Object.assign(lease, { left: 0, until: now + size.interval, ahead: low })
        const left = now < lease.until ? lease.left - calls : -calls
        if (left >= (refused ? 0 : -lease.ahead)) {
          lease.left = left
          if (left <= low && !refused) askLater(caller, lease)
          return allowed
        }
        if (refused) {
          return { allowed: false, retryAfter: Math.ceil((lease.refusedUntil - now) / 1000) }
        }
        await ask(caller, lease)
      }
    },
  }
}

function leaseOf(leases: Map<string, Lease>, caller: string): Lease {
  const known = leases.get(caller)
  if (known) return known
  if (leases.size >= callersAtMost) {
    // In the order in which they came; who is still active takes a new block, no more.
    for (const old of leases.keys()) {
      if (leases.size < callersAtMost * 0.9) break
      leases.delete(old)
    }
  }
  const lease: Lease = { left: 0, until: 0, ahead: 0, refusedUntil: 0, asking: null, due: false }
  leases.set(caller, lease)
  return lease
}
