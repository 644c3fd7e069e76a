import type { Tx } from "@alphas/db/connection"
import { orWithout, type Redis } from "@alphas/db/redis"
import { sql } from "drizzle-orm"

/** The channel, in Redis and in Postgres, on which readers of the log hear that there is something to read. */
export const wakeChannel = "alphas_changes"

/**
 * Says "look" to the readers of the log after a commit: through Redis when it is there, through Postgres otherwise.
 * A wake-up that is lost delays, for a slow poll stands behind it.
 */
export class Wake {
  private readonly here = new Set<() => void>()

  constructor(private readonly redis: Redis | null) {}

  private get throughRedis(): boolean {
    return this.redis?.status === "ready"
  }

  /** Call at the end of a transaction that wrote to the log. One NOTIFY a transaction: it serialises commits. */
  async beforeCommit(tx: Tx): Promise<void> {
    if (!this.throughRedis) await tx.execute(sql`select pg_notify(${wakeChannel}, '')`)
  }

  /** Call after the commit. Nobody waits for it. */
  afterCommit(): void {
    for (const look of this.here) look()
    void orWithout(this.redis, (redis) => redis.publish(wakeChannel, ""), 0)
  }

  /** Calls `look` for the commits of this process, which need no way through Redis or Postgres; returns how to stop. */
  onCommit(look: () => void): () => void {
    this.here.add(look)
    return () => void this.here.delete(look)
  }
}
