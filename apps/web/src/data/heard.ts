import { comparePositions, type Position, parsePosition } from "@alphas/domain/changes/position"

/** The last change that this page was told of. */
let last: Position | null = null

/** Takes the id of an event of the feed. */
export function noteHeard(id: string): void {
  last = parsePosition(id) ?? last
}

/** Whether the page was told of a change after this position. */
export function hasHeardAfter(position: string): boolean {
  const asked = parsePosition(position)
  return asked !== null && last !== null && comparePositions(last, asked) > 0
}
