import { isConnectionLost } from "./lost-connections"

/** What ioredis says of a Redis that is away, is coming back, or takes longer than a command may. */
const redisAway =
  /^(Connection is closed\.|Command aborted due to connection close|Command timed out|Stream isn't writeable and enableOfflineQueue|Reached the max retries per request|connect ETIMEDOUT|(LOADING|MASTERDOWN|READONLY|TRYAGAIN|CLUSTERDOWN) )/

/** Whether an error says that Redis is away or slow, and not that it was asked something wrong. */
export function isRedisAway(error: unknown): boolean {
  return error instanceof Error && (redisAway.test(error.message) || isConnectionLost(error))
}

const told = new Map<string, number>()

/**
 * For a caller that has a way without Postgres or Redis: that they are away is no news, everything else is a fault of
 * ours, which the way without would hide. It is written to the standard error, at most once a minute.
 */
export function tellUnlessAway(error: unknown, isAway: (error: unknown) => boolean, what: string): void {
  if (isAway(error)) return
  const message = `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  const now = performance.now()
  if (now - (told.get(message) ?? Number.NEGATIVE_INFINITY) < 60_000) return
  if (told.size > 100) told.clear()
  told.set(message, now)
  process.emitWarning(message)
}
