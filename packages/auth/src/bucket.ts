/** How much a bucket holds and how fast it fills: `refill` tokens come back every `interval` milliseconds. */
export interface BucketSize {
  capacity: number
  refill: number
  interval: number
}

/** Whether a call may go on; if not, after how many whole seconds to try again. */
export interface Verdict {
  allowed: boolean
  retryAfter: number
}

export const allowed: Verdict = { allowed: true, retryAfter: 0 }

interface Level {
  tokens: number
  filledAt: number
}

/** Keys that are kept at the most, so that made-up names do not fill the memory. */
const keysAtMost = 50_000

/** Token buckets in this process: the same arithmetic as the shared ones, for when those cannot be reached. */
export class LocalBuckets {
  private readonly levels = new Map<string, Level>()

  constructor(private readonly size: BucketSize) {}

  take(key: string, tokens = 1, now = Date.now()): Verdict {
    const level = this.levelOf(key, now)
    if (level.tokens < tokens) {
      this.keep(key, level, now) // what is in use is forgotten last
      return {
        allowed: false,
        retryAfter: Math.max(1, Math.ceil((level.filledAt + this.size.interval - now) / 1000)),
      }
    }
    this.keep(key, { ...level, tokens: level.tokens - tokens }, now)
    return allowed
  }

  giveBack(key: string, tokens = 1, now = Date.now()): void {
    const level = this.levelOf(key, now)
    this.keep(key, { ...level, tokens: Math.min(this.size.capacity, level.tokens + tokens) }, now)
  }

  private levelOf(key: string, now: number): Level {
    const { capacity, refill, interval } = this.size
    const level = this.levels.get(key)
    if (level === undefined) return { tokens: capacity, filledAt: now }
    const fills = Math.max(0, Math.floor((now - level.filledAt) / interval))
    return {
      tokens: Math.min(capacity, level.tokens + fills * refill),
      filledAt: level.filledAt + fills * interval,
    }
  }

  private keep(key: string, level: Level, now: number): void {
    this.levels.delete(key)
    if (level.tokens >= this.size.capacity) return
    if (this.levels.size >= keysAtMost) this.makeRoom(now)
    this.levels.set(key, level)
  }

  /** Full buckets are as good as none; if that is not enough, those that were used longest ago go. */
  private makeRoom(now: number): void {
    for (const key of this.levels.keys()) {
      if (this.levelOf(key, now).tokens >= this.size.capacity) this.levels.delete(key)
    }
    for (const key of this.levels.keys()) {
      if (this.levels.size < keysAtMost * 0.9) return
      this.levels.delete(key)
    }
  }
}
