import { createAlphas } from "@alphas/client"
import type { Listening } from "./agency"

/** A change as a subscriber was told it. */
export interface Told {
  at: string
  verb: string
  entity: string
  id: string
  clientId: string | null
  actorId: string | null
}

/**
 * What subscribers were told, by position. The same row must be told to everybody in the same words; keeping it once
 * is what lets fifty of them remember 100,000 events each.
 */
export class Book {
  private readonly numbers = new Map<string, number>()
  readonly positions: string[] = []
  private readonly texts: string[] = []
  /** Times that a row was told in other words than before. */
  differing = 0

  note(position: string, told: Told): number {
    const text = JSON.stringify([told.at, told.verb, told.entity, told.id, told.clientId, told.actorId])
    const known = this.numbers.get(position)
    if (known !== undefined) {
      if (this.texts[known] !== text) this.differing++
      return known
    }
    const number = this.positions.push(position) - 1
    this.numbers.set(position, number)
    this.texts.push(text)
    return number
  }

  wordsOf(position: string): string | undefined {
    const number = this.numbers.get(position)
    return number === undefined ? undefined : this.texts[number]
  }
}

/** One who listens through the published client, which connects again and goes on by itself. */
export class Subscriber {
  /** Numbers in the book, in the order in which they came. */
  readonly got: number[] = []
  /** Where it began: everything after this is to come. */
  began: string | undefined
  resets = 0
  access = 0
  connections = 0
  errors: string[] = []
  /** The newest sequence number that was told, and the row that the last event was about. */
  newest = 0
  last = ""
  readonly ready: Promise<void>
  private settle: () => void = () => undefined
  private readonly subscription: { unsubscribe(): void }

  constructor(
    readonly person: Listening,
    url: string,
    private readonly book: Book,
  ) {
    this.ready = new Promise((resolve) => {
      this.settle = resolve
    })
    const alphas = createAlphas({
      url,
      wsUrl: url,
      token: person.token,
      onConnection: (state) => {
        if (state === "open") this.connections++
      },
    })
    this.subscription = alphas.changes.live.subscribe(undefined, {
      onData: ({ id, data }) => this.take(id, data),
      onError: (error) => this.errors.push(`${error.reason}: ${error.message}`),
      onComplete: () => this.errors.push("The subscription ended."),
    })
  }

  close(): void {
    this.subscription.unsubscribe()
  }

  private take(
    position: string,
    event: ({ kind: "change" } & Told) | { kind: "ready" | "access" | "reset" },
  ) {
    if (event.kind === "change") {
      this.got.push(this.book.note(position, event))
      this.last = event.id
      this.newest = Math.max(this.newest, Number(position.slice(position.lastIndexOf(".") + 1)))
    } else if (event.kind === "reset") this.resets++
    else if (event.kind === "access") this.access++
    else if (this.began === undefined) {
      this.began = position
      this.settle()
    }
  }
}
