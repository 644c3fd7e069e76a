import { randomUUID } from "node:crypto"
import { tellUnlessAway } from "@alphas/db/away"
import { isConnectionLost } from "@alphas/db/lost-connections"
import { orWithout, type Redis } from "@alphas/db/redis"
import type { Sql } from "postgres"
import type { Next } from "./record"

/** The channel, in Redis and in Postgres, on which readers of the log hear that there is something to read. */
export const wakeChannel = "alphas_changes"

/** Milliseconds after a commit until it is told elsewhere: those of other calls until then are told by the same word. */
const gathering = 5

/**
 * Says "look" to the readers of the log after a commit: through Redis when it is there, through Postgres otherwise. A
 * wake-up that is lost delays, for a slow poll stands behind it.
 *
 * It is said after the commit and not in it, for a NOTIFY in a transaction makes all such commits wait for each other.
 */
export class Wake {
  /** What this process says: it has looked already when it hears itself. */
  readonly word = randomUUID()
  private readonly here = new Set<(next: Next | null) => void>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly sql: Sql,
    private readonly redis: Redis | null,
  ) {}

  /**
   * Call after the commit of a transaction that wrote to the log; with the row, when it was one and it is known after
   * which it stands. Nobody waits for it.
   */
  afterCommit(next: Next | null = null): void {
    for (const look of this.here) look(next)
    this.timer ??= setTimeout(() => {
      this.timer = undefined
      void this.say()
    }, gathering)
  }

  /** Calls `look` for the commits of this process, which need no way through Redis or Postgres; returns how to stop. */
  onCommit(look: (next: Next | null) => void): () => void {
    this.here.add(look)
    return () => void this.here.delete(look)
  }

  private async say(): Promise<void> {
    if (
      await orWithout(this.redis, async (redis) => (await redis.publish(wakeChannel, this.word)) >= 0, false)
    )
      return
    try {
      await this.sql`select pg_notify(${wakeChannel}, ${this.word})`
    } catch (error) {
      // Postgres went away; the readers poll when it is back.
      tellUnlessAway(error, isConnectionLost, "A wake-up could not be sent")
    }
  }
}
