import { setTimeout as sleep } from "node:timers/promises"
import type { Pair } from "../../pair"
import type { Subscriber } from "./subscriber"
import type { Written } from "./writers"

/** What happens to the servers and lines while events are written, spread by chance over the whole run. */
export class Storm {
  private killed = 0
  private readonly killAt: number[]

  constructor(
    private readonly pair: Pair,
    private readonly options: { events: number; kills: number },
    private readonly written: Written,
  ) {
    // One in each part of the run; the last before the end, so that something comes after it.
    this.killAt = Array.from(
      { length: options.kills },
      (_, number) => ((number + Math.random() * 0.9) / options.kills) * options.events,
    )
  }

  /** Whether a kill is due that has not come yet: writers wait for it, so that it comes where it belongs. */
  get isDue(): boolean {
    return (this.killAt[this.killed] ?? Number.POSITIVE_INFINITY) <= this.written.events
  }

  async killThem(): Promise<void> {
    while (this.killed < this.options.kills) {
      if (this.isDue) {
        await this.pair.kill(Math.random() < 0.5 ? 0 : 1)
        this.killed++
      } else await sleep(5)
    }
  }

  /** Does something once this share of the events is written. */
  async at(share: number, work: () => void): Promise<void> {
    while (this.written.events < share * this.options.events) await sleep(5)
    work()
  }

  /** Does something so many times, evenly over the run and several at once; settles when all are done. */
  async spread(times: number, work: () => Promise<void>): Promise<void> {
    const going: Promise<void>[] = []
    while (going.length < times) {
      const due = Math.min(times, Math.floor((this.written.events / this.options.events) * (times + 1)))
      while (going.length < due) going.push(work())
      await sleep(10)
    }
    await Promise.all(going)
  }
}

/** Holds writers back when the slowest reader is far behind, for the machine has to do the reading too. */
export class Pace {
  private behind = 0
  private closed = false

  constructor(
    private readonly storm: Storm,
    private readonly subscribers: Subscriber[],
    private readonly newest: () => Promise<number>,
    private readonly furthestBehind: number,
  ) {
    void this.watch()
  }

  async mayWrite(): Promise<void> {
    while (!this.closed && (this.storm.isDue || this.behind > this.furthestBehind)) await sleep(5)
  }

  close(): void {
    this.closed = true
  }

  private async watch(): Promise<void> {
    // Those who hear of nearly everything; how far the others are cannot be told from what they hear.
    const readers = this.subscribers.filter(({ person }) => ["admin", "finance"].includes(person.role))
    while (!this.closed) {
      const newest = await this.newest()
      this.behind = newest - Math.min(newest, ...readers.map((reader) => reader.newest))
      await sleep(50)
    }
  }
}
