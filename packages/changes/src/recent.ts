import { comparePositions, formatPosition, type Position } from "@alphas/domain/changes/position"
import type { LogRow } from "./log"
import { ChangeMessage } from "./message"

/**
 * The last rows of the log, in memory: what a subscriber who comes back, or whose line is slow, goes on from. A row's
 * number counts from when the process began to read; it is not its position.
 */
export class Recent {
  private readonly messages: ChangeMessage[] = []
  private dropped = 0
  private last: Position
  private before: string

  /** Begins empty: every row after `floor` is going to be appended. */
  constructor(
    private readonly capacity: number,
    private floorPosition: Position,
  ) {
    this.last = floorPosition
    this.before = formatPosition(floorPosition)
  }

  /** The number of the oldest row that is kept. */
  get first(): number {
    return this.dropped
  }

  /** The number that the next row gets. */
  get next(): number {
    return this.dropped + this.messages.length
  }

  /** The position of the newest row. */
  get head(): Position {
    return this.last
  }

  /** Everything after this position is kept. */
  get floor(): Position {
    return this.floorPosition
  }

  append(row: LogRow): ChangeMessage {
    const message = new ChangeMessage(row)
    this.messages.push(message)
    this.last = row
    // Dropped by the quarter, so that a row costs nothing to move.
    if (this.messages.length > this.capacity * 1.25) this.drop(this.messages.length - this.capacity)
    return message
  }

  at(number: number): ChangeMessage | undefined {
    return this.messages[number - this.dropped]
  }

  /** The position just before the row of this number. */
  positionBefore(number: number): string {
    return this.at(number - 1)?.position ?? this.before
  }

  /** The number of the first row after a position; null when rows after it may have been dropped. */
  numberAfter(position: Position): number | null {
    if (comparePositions(position, this.floorPosition) < 0) return null
    let [low, high] = [0, this.messages.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const message = this.messages[middle]
      if (message !== undefined && comparePositions(message.row, position) <= 0) low = middle + 1
      else high = middle
    }
    return this.dropped + low
  }

  private drop(count: number): void {
    const gone = this.messages.splice(0, count)
    this.dropped += gone.length
    const newest = gone.at(-1)
    if (newest === undefined) return
    this.floorPosition = newest.row
    this.before = newest.position
  }
}
