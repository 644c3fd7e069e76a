import type { AccessBook, Listener } from "./access"
import { type Access, changesAccessOf, hears, readableTo } from "./audience"
import { type ChangeMessage, type Message, signal } from "./message"
import type { Recent } from "./recent"

/** Where a subscriber's messages go. */
export interface Sink {
  /** Whether it takes more just now. One that does not is left alone until `Subscriber.pump`. */
  readonly ready: boolean
  /** `more`: another row is told in this very turn, so what goes out may wait for the turn's end. */
  write(message: Message, more: boolean): void
}

/** A person with everything that listens for them in this process. */
export class Person implements Listener {
  access: Access | null = null
  readonly subscribers = new Set<Subscriber>()
  /** The row that this person was last considered for: candidates may be named twice. */
  seen = -1

  constructor(readonly id: string) {}
}

export type People = AccessBook<Person>

/** How far everybody who keeps up has been served. */
export interface Progress {
  /** The number of the next row. */
  next: number
}

/**
 * One subscription. While its sink keeps up it is handed each row as it comes; else it goes on by itself along the recent
 * rows, and when those it needs are gone it is told so once.
 */
export class Subscriber {
  /** The next row to consider; null while it keeps up. */
  private behind: number | null
  /** Rows below this number need no further `access`: the person looked at everything after they were committed. */
  private accessTold = 0
  private accessDue = false
  /** The next row when something was written last. */
  private toldAt = 0

  constructor(
    readonly person: Person,
    private readonly sink: Sink,
    private readonly recent: Recent,
    private readonly progress: Progress,
    from: number,
  ) {
    this.behind = from
    this.toldAt = from
  }

  /** The row of this number, from the feed. */
  offer(number: number, message: ChangeMessage): void {
    if (this.behind !== null) return
    if (!this.sink.ready) this.behind = number
    else this.consider(number, message)
  }

  /** Call when the sink takes more: goes on to where everybody else is, or until it is full again. */
  pump(): void {
    if (this.accessDue && this.sink.ready) {
      this.accessDue = false
      this.tellAccess(this.recent.positionBefore(this.behind ?? this.progress.next))
    }
    while (this.behind !== null && this.sink.ready) {
      if (this.behind >= this.progress.next) {
        this.behind = null
        return
      }
      const message = this.recent.at(this.behind)
      if (message === undefined) {
        this.reset()
        return
      }
      this.consider(this.behind, message)
      this.behind++
    }
  }

  /** What the person may see has changed, and no row that is still to come says so. */
  accessChanged(): void {
    this.accessDue = true
    this.pump()
  }

  /** Says where the reader is when nothing else does. */
  tell(kind: "ready" | "reset"): void {
    this.toldAt = this.progress.next
    this.sink.write(signal(kind, this.recent.positionBefore(this.progress.next)), false)
  }

  /**
   * Gives a reader for whom nothing came for more than `rows` rows a newer position, so that it can still go on from
   * there when these rows are no longer kept.
   */
  remind(rows: number): void {
    if (this.behind !== null || !this.sink.ready || this.progress.next - this.toldAt <= rows) return
    this.tell("ready")
  }

  private reset(): void {
    this.behind = null
    this.accessDue = false
    this.tell("reset")
  }

  private consider(number: number, message: ChangeMessage): void {
    const { id, access } = this.person
    const heard = hears(id, access, message.row)
    if (number >= this.accessTold && changesAccessOf(id, message.row, heard)) {
      // Two events never share the position of a row: whoever got only the first would miss the second.
      this.tellAccess(heard ? this.recent.positionBefore(number) : message.position)
    }
    if (!heard || access === null) return
    this.toldAt = number
    this.sink.write(message.for(readableTo(id, access, message.row)), number + 1 < this.recent.next)
  }

  private tellAccess(position: string): void {
    this.accessTold = this.recent.next
    this.sink.write(signal("access", position), true)
  }
}
