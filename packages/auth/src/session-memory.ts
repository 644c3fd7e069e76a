import { entryLife } from "./session-cache"

/** Entries that are remembered at the most; those that were filled longest ago go first. */
const entriesAtMost = 20_000

interface Entry {
  found: unknown
  epoch: number
  until: number
}

/**
 * Lookups of sessions and API tokens, remembered in the process, where there is no Redis. Postgres still decides about every
 * call: an entry is good only under the session epoch that was read after the call came in, and every revocation without
 * Redis raises that epoch in its own transaction (see session-cache.ts). So what is revoked is refused from the commit on.
 *
 * The epoch is one number for everybody. Calls that come in while it is asked for wait for the next question and share it,
 * so that a busy process asks once for many calls, and one call costs one short statement.
 *
 * A change made by hand in Postgres is seen when the entry's life ends, after a minute.
 */
export class SessionMemory {
  private readonly entries = new Map<string, Entry>()
  private asked: Promise<number> | null = null
  private next: Promise<number> | null = null

  /** `askEpoch` reads the epoch by a statement that it sends when it is called; `clock` is `performance.now` for all but the tests. */
  constructor(
    private readonly askEpoch: () => Promise<number>,
    private readonly clock: () => number = () => performance.now(),
  ) {}

  /** What was found under this hash and holds still; undefined when Postgres must be asked. */
  async find(hash: string): Promise<unknown> {
    const entry = this.entries.get(hash)
    if (entry === undefined) return undefined
    if (entry.until > this.clock() && (await this.epoch()) === entry.epoch) return entry.found
    if (this.entries.get(hash) === entry) this.entries.delete(hash)
    return undefined
  }

  /** Remembers what was read in the same statement as the epoch. */
  fill(hash: string, found: unknown, epoch: number): void {
    this.entries.delete(hash)
    for (const oldest of this.entries.keys()) {
      if (this.entries.size < entriesAtMost) break
      this.entries.delete(oldest)
    }
    this.entries.set(hash, { found, epoch, until: this.clock() + entryLife })
  }

  drop(hash: string): void {
    this.entries.delete(hash)
  }

  /** The epoch by a statement that is sent after this was called. */
  private epoch(): Promise<number> {
    this.next ??= this.ask(this.asked)
    return this.next
  }

  private async ask(before: Promise<number> | null): Promise<number> {
    // Whoever comes in meanwhile, or in this turn, shares the question.
    if (before !== null) await before.catch(() => undefined)
    else await Promise.resolve()
    const asked = this.askEpoch()
    this.asked = asked
    this.next = null
    try {
      return await asked
    } finally {
      if (this.asked === asked) this.asked = null
    }
  }
}
