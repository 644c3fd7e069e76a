import { setTimeout as sleep } from "node:timers/promises"
import { comparePositions, type Position } from "@alphas/domain/changes/position"
import type { Sql } from "postgres"
import { type LogRow, readAfter } from "./log"
import type { Next } from "./record"

export interface TailOptions {
  sql: Sql
  /** Rows in one read at the most. */
  pageSize: number
  /** Milliseconds between looks when nobody says that there is something. */
  pollEvery: number
  /** Takes the next rows, in order. When it fails the same rows come again. */
  take: (rows: LogRow[]) => Promise<void>
  /** Sees rows that are committed but cannot be told in order for a while; it may see the same ones several times. */
  peek: (rows: LogRow[]) => void
  /** Called when more of them may lie after this position than one read holds. */
  peekBeyond: (after: Position) => Promise<void>
  /** Told when a look fails, and (with null) when one succeeds again. */
  failed: (error: unknown) => void
}

/** Milliseconds until the next look while a row waits for an older transaction: soon at first, then less often. */
const shortestWait = 5
const longestWait = 250
/**
 * Milliseconds after which a transaction that holds up the log counts as a long one. From then on wake-ups are not
 * listened to, or each commit would read all that waits once more.
 */
const patience = 200
/** Milliseconds from one look to the next at the least: when hundreds commit in a second, one look finds several. */
const breath = 10

/**
 * Follows the log: every row once, in order, none skipped however late it commits. Wake-ups make it quick, a slow poll
 * makes it certain, and while Postgres is away it keeps trying.
 */
export class Tail {
  private closed = false
  private asked = false
  /** What was asked for, when that is one row of this process. */
  private next: Next | null = null
  private goOn: (() => void) | undefined
  private wait = 0
  private heldSince: number | null = null
  private failing = false
  private waiting: (() => void)[] = []
  private readonly done: Promise<void>

  /** Begins to follow after `cursor`. */
  constructor(
    private cursor: Position,
    private readonly options: TailOptions,
  ) {
    this.done = this.follow()
  }

  /** Says that there may be something to read. Many calls at once cost one look. */
  wake(): void {
    this.next = null
    this.ask()
  }

  /** Says that this process has written a row: it needs no look when it follows directly on what was read. */
  offer(next: Next): void {
    this.next = this.asked ? null : next
    this.ask()
  }

  private ask(): void {
    this.asked = true
    if (!this.heldUp || this.closed) this.goOn?.()
  }

  private get heldUp(): boolean {
    return this.heldSince !== null && performance.now() - this.heldSince > patience
  }

  /**
   * Settles after a whole look at the log that began after this call: it finds whatever any other process has told
   * before. False when the tail was closed instead.
   */
  async lookNow(): Promise<boolean> {
    if (this.closed) return false
    await new Promise<void>((resolve) => {
      this.waiting.push(resolve)
      this.wake()
    })
    return !this.closed
  }

  async close(): Promise<void> {
    this.closed = true
    this.wake()
    await this.done
    for (const resolve of this.waiting.splice(0)) resolve()
  }

  private async follow(): Promise<void> {
    let looked = Number.NEGATIVE_INFINITY
    while (!this.closed) {
      const early = looked + breath - performance.now()
      if (early > 0) await sleep(early)
      looked = performance.now()
      this.asked = false
      const next = this.next
      this.next = null
      const waiting = this.waiting
      this.waiting = []
      try {
        if (next !== null && waiting.length === 0 && this.follows(next)) await this.takeNext(next)
        else await this.look(waiting.length > 0)
        for (const resolve of waiting) resolve()
        if (this.failing) this.options.failed(null)
        this.failing = false
      } catch (error) {
        this.waiting.unshift(...waiting)
        this.wait = Math.min(1_000, Math.max(50, this.wait * 2))
        if (!this.failing && !this.closed) this.options.failed(error)
        this.failing = true
        // A wake-up must not turn trying again into a busy loop.
        this.asked = false
      }
      if ((!this.asked || this.heldUp) && !this.closed)
        await this.pause(this.wait === 0 ? this.options.pollEvery : this.wait)
    }
  }

  private follows({ after }: Next): boolean {
    return this.heldSince === null && comparePositions(after, this.cursor) === 0
  }

  private async takeNext({ row }: Next): Promise<void> {
    await this.options.take([row])
    this.cursor = row
    this.wait = 0
  }

  /** Reads to the end, page by page. Once something was held back, it is looked at more closely by what. */
  private async look(closely: boolean): Promise<void> {
    const { sql, pageSize, take, peek, peekBeyond } = this.options
    for (;;) {
      const again = this.heldSince !== null
      const { rows, held } = await readAfter(sql, this.cursor, pageSize, closely || again)
      if (rows.length > 0) await take(rows)
      this.cursor = rows.at(-1) ?? this.cursor
      this.heldSince = held.length === 0 || rows.length > 0 ? null : (this.heldSince ?? performance.now())
      if (held.length > 0) {
        this.wait =
          rows.length > 0 ? shortestWait : Math.min(longestWait, Math.max(shortestWait, this.wait * 2))
        if (!again) return
        peek(held)
        const last = held.at(-1)
        if (last !== undefined && rows.length + held.length === pageSize) await peekBeyond(last)
        return
      }
      this.wait = 0
      if (rows.length < pageSize || this.closed) return
    }
  }

  private async pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.goOn = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.goOn = undefined
  }
}
