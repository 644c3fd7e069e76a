import { Redis } from "ioredis"
import { isRedisAway, tellUnlessAway } from "./away"

export type { Redis } from "ioredis"

/**
 * A connection to Redis that never makes anybody wait: commands end after 50 ms, none is queued while Redis is away.
 * Redis speeds up and never decides; every caller has a way without it.
 */
export function connectRedis(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: 50,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(1_000, 50 * 2 ** attempt),
    enableReadyCheck: true,
  })
  // Without a listener ioredis throws; that Redis is away is an ordinary state here.
  redis.on("error", () => undefined)
  return redis
}

/** The answer of `command`, or `otherwise` when Redis is absent, away or slow. */
export async function orWithout<T>(
  redis: Redis | null,
  command: (redis: Redis) => Promise<T>,
  otherwise: T,
): Promise<T> {
  if (redis === null || redis.status !== "ready") return otherwise
  try {
    return await command(redis)
  } catch (error) {
    tellUnlessAway(error, isRedisAway, "A command to Redis failed")
    return otherwise
  }
}
