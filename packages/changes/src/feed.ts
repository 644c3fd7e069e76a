import { setImmediate as letOthersRun, setTimeout as sleep } from "node:timers/promises"
import { type Connection, connect } from "@alphas/db/connection"
import { beginningOf, comparePositions, parsePosition } from "@alphas/domain/changes/position"
import { AccessBook } from "./access"
import { candidates } from "./audience"
import { type Hearing, hearWakeUps } from "./hear"
import { type LogRow, readConcerned, readEpoch, readLast } from "./log"
import type { ChangeMessage } from "./message"
import { Recent } from "./recent"
import { Standing } from "./standing"
import { type People, Person, type Sink, Subscriber } from "./subscriber"
import { Tail } from "./tail"
import type { Wake } from "./wake"

export interface FeedOptions {
  databaseUrl: string
  /** Null without Redis. */
  redisUrl: string | null
  /** That of the writers in this process, which then need not be heard from elsewhere. */
  wake?: Wake
  /** Told when the log cannot be read, and (with null) when it can again. */
  failed?: (error: unknown) => void
  /** Milliseconds between looks at the log when no wake-up comes. */
  pollEvery?: number
  /** Rows in memory: who is further behind than this gets one `reset`. */
  remember?: number
  /** Rows in one read at the most. */
  pageSize?: number
  /** `false` goes by the poll alone. */
  wakeUps?: boolean
}

/** One reader's place in the feed. */
export interface Subscription {
  /** Call when the sink takes more after it did not. */
  pump(): void
  close(): void
}

/** How the feed is doing. */
export interface FeedState {
  /** Whether the log can be read just now. */
  following: boolean
  /** The newest row that was told; null before the log was read for the first time. */
  position: string | null
  /** Rows that were read and are not told yet. */
  lag: number
  people: number
  subscriptions: number
}

/** Milliseconds of telling after which sockets, calls and timers get their turn. */
const slice = 8
/**
 * The live feed of a process: reads each new row of the log once, whatever the number of sockets, and hands it to those
 * who may see it. Its connections are its own, so that busy calls do not hold it up.
 */
export class Feed {
  private readonly connection: Connection
  private readonly people: People
  private readonly subscribers = new Set<Subscriber>()
  private readonly standing: Standing
  private readonly stops: (() => unknown)[] = []
  private readonly started: Promise<{ recent: Recent; tail: Tail } | null>
  private readonly progress = { next: 0 }
  private recent: Recent | undefined
  private following = false
  private closed = false

  constructor(private readonly options: FeedOptions) {
    this.connection = connect(options.databaseUrl, { name: "alphas feed", pool: 3 })
    this.people = new AccessBook(this.connection.sql, (id) => new Person(id))
    this.standing = new Standing(this.people, (person) => {
      for (const subscriber of person.subscribers) subscriber.accessChanged()
    })
    this.started = this.start()
  }

  /**
   * Begins to send a person the changes that they may see, from the position that they name (the id of the last event
   * they got), or from now on. Until the database can be reached nothing is sent.
   */
  subscribe(personId: string, after: string | null, sink: Sink): Subscription {
    let subscriber: Subscriber | undefined
    let closed = false
    const begin = async () => {
      const begun = await this.started
      if (begun === null) return
      const person = await this.hold(personId, () => closed)
      if (person === null) return
      const from =
        after === null ? this.progress.next : await this.numberAfter(begun.recent, begun.tail, after)
      if (closed || this.closed) return this.people.release(personId)
      subscriber = new Subscriber(person, sink, begun.recent, this.progress, from ?? this.progress.next)
      if (after === null) subscriber.tell("ready")
      else if (from === null) subscriber.tell("reset")
      person.subscribers.add(subscriber)
      this.subscribers.add(subscriber)
      subscriber.pump()
    }
    void begin()
    return {
      pump: () => subscriber?.pump(),
      close: () => {
        if (closed) return
        closed = true
        if (subscriber === undefined) return
        subscriber.person.subscribers.delete(subscriber)
        this.subscribers.delete(subscriber)
        this.people.release(personId)
      },
    }
  }

  /** Calls `listener` with the people whose role, sessions or tokens new rows may have changed. */
  onPeople(listener: (people: string[]) => void): () => void {
    return this.standing.onPeople(listener)
  }

  /** What a person may see, kept current until `release`; null when the feed is closing. */
  async watch(personId: string): Promise<{ person: Pick<Person, "access">; release(): void } | null> {
    const person = await this.hold(personId, () => false)
    return person === null ? null : { person, release: () => this.people.release(personId) }
  }

  state(): FeedState {
    const { recent, progress } = this
    return {
      following: this.following,
      position: recent === undefined ? null : recent.positionBefore(progress.next),
      lag: recent === undefined ? 0 : recent.next - progress.next,
      people: this.people.size,
      subscriptions: this.subscribers.size,
    }
  }

  async close(): Promise<void> {
    this.closed = true
    const begun = await this.started
    for (const stop of this.stops.splice(0).reverse()) await stop()
    await begun?.tail.close()
    await this.connection.close()
  }

  private async start(): Promise<{ recent: Recent; tail: Tail } | null> {
    const remember = this.options.remember ?? 20_000
    const pageSize = Math.min(this.options.pageSize ?? 1_000, remember)
    const { sql } = this.connection
    const found = await this.insist(async () => ({
      epoch: await readEpoch(sql),
      rows: await readLast(sql, remember + 1),
    }))
    if (found === null) return null
    const [oldest, ...rest] = found.rows
    const whole = oldest !== undefined && found.rows.length <= remember
    const recent = new Recent(
      remember,
      oldest === undefined ? beginningOf(found.epoch) : whole ? beginningOf(oldest.epoch) : oldest,
    )
    for (const row of whole ? found.rows : rest) recent.append(row)
    this.recent = recent
    this.progress.next = recent.next
    const tail = new Tail(recent.head, {
      sql,
      pageSize,
      pollEvery: this.options.pollEvery ?? 500,
      take: (rows) => this.take(recent, rows),
      peek: (rows) => void this.standing.followAhead(rows),
      peekBeyond: async (after) => this.standing.followBeyond(await readConcerned(sql, after)),
      failed: (error) => this.report(error),
    })
    if (this.options.wakeUps ?? true) this.stops.push(this.hear(tail))
    const keeping = setInterval(() => this.keep(remember), 1_000)
    this.stops.push(() => clearInterval(keeping))
    return { recent, tail }
  }

  private hear(tail: Tail): () => Promise<void> {
    const { databaseUrl, redisUrl, wake } = this.options
    const onWake = () => tail.wake()
    const hearing: Hearing = hearWakeUps({ databaseUrl, redisUrl, own: wake?.word ?? null, onWake })
    const deaf = wake?.onCommit((next) => (next === null ? tail.wake() : tail.offer(next)))
    return () => {
      deaf?.()
      return hearing.close()
    }
  }

  private report(error: unknown): void {
    this.following = error === null
    this.options.failed?.(error)
  }

  /** Tries until it works; null when the feed is closed first. */
  private async insist<T>(work: () => Promise<T>, given: () => boolean = () => false): Promise<T | null> {
    for (let wait = 50; ; wait = Math.min(1_000, wait * 2)) {
      if (this.closed || given()) return null
      try {
        const result = await work()
        if (!this.following) this.report(null)
        return result
      } catch (error) {
        if (this.closed) return null
        if (wait === 50) this.report(error)
        await sleep(wait)
      }
    }
  }

  private hold(personId: string, given: () => boolean): Promise<Person | null> {
    return this.insist(() => this.people.hold(personId), given)
  }

  /** The number of the row to go on with; null when what came after the position cannot be told exactly. */
  private async numberAfter(recent: Recent, tail: Tail, after: string): Promise<number | null> {
    const position = parsePosition(after)
    if (position === null) return null
    const ahead = () => comparePositions(position, recent.head) > 0
    // Another process may have told a row that this one has not read yet; if a whole look does not find it, nobody did.
    if (ahead()) await tail.lookNow()
    if (ahead() || position.epoch !== recent.head.epoch) return null
    for (let number = recent.numberAfter(position); ; number = recent.numberAfter(position)) {
      if (number === null || number <= this.progress.next) return number
      if (!(await tail.lookNow())) return null
    }
  }

  /** New rows: first what they change about who sees what, then the rows. */
  private async take(recent: Recent, rows: LogRow[]): Promise<void> {
    await this.standing.follow(rows)
    for (const row of rows) recent.append(row)
    let since = performance.now()
    while (this.progress.next < recent.next) {
      const message = recent.at(this.progress.next)
      if (message !== undefined) this.offer(this.progress.next, message)
      this.progress.next++
      if ((this.progress.next & 15) === 0 && performance.now() - since > slice) {
        await letOthersRun()
        since = performance.now()
      }
    }
  }

  private offer(number: number, message: ChangeMessage): void {
    const { roles, clientId, campaignId, people } = candidates(message.row)
    for (const role of roles) for (const person of this.people.withRole(role)) give(person, number, message)
    if (clientId !== null) {
      for (const person of this.people.assignedTo(clientId)) give(person, number, message)
    }
    if (campaignId !== null) {
      for (const person of this.people.workingOn(campaignId)) give(person, number, message)
    }
    for (const id of people) {
      const person = this.people.get(id)
      if (person !== undefined) give(person, number, message)
    }
  }

  /** Once a second: what must not depend on a wake-up, a row or a drain that never comes. */
  private keep(remember: number): void {
    for (const subscriber of this.subscribers) {
      subscriber.pump()
      subscriber.remind(remember / 4)
    }
    this.standing.keep()
  }
}

function give(person: Person, number: number, message: ChangeMessage): void {
  if (person.seen === number) return
  person.seen = number
  for (const subscriber of person.subscribers) subscriber.offer(number, message)
}
