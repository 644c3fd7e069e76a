import { isRedisAway, tellUnlessAway } from "@alphas/db/away"
import type { Redis } from "@alphas/db/redis"

/** What a command to Redis came to: its answer, or that Redis is absent, away or slow. */
export type Outcome<T> = { reached: true; value: T } | { reached: false }

const away = { reached: false } as const
/** Milliseconds for which a Redis that failed or timed out is not asked again by those who can do without. */
const pause = 500

/**
 * Redis for callers who can do without: a command that fails is not an error but an outcome, and a Redis that hangs
 * (its commands end after 50 ms) costs one call in half a second those 50 ms, not every call.
 */
export class QuickRedis {
  private pausedUntil = 0

  constructor(private readonly redis: Redis | null) {}

  /** Asks Redis unless it failed a moment ago. */
  async ask<T>(command: (redis: Redis) => Promise<T>): Promise<Outcome<T>> {
    return performance.now() < this.pausedUntil ? away : this.insist(command)
  }

  /** Asks Redis even if it failed a moment ago: for what should reach it if there is any way. */
  async insist<T>(command: (redis: Redis) => Promise<T>): Promise<Outcome<T>> {
    const { redis } = this
    if (redis === null || redis.status !== "ready") return away
    try {
      return { reached: true, value: await command(redis) }
    } catch (error) {
      tellUnlessAway(error, isRedisAway, "A command to Redis failed")
      // Every caller has a way without it, and says in its own comment which.
      this.pausedUntil = performance.now() + pause
      return away
    }
  }
}
