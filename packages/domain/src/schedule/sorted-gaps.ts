/**
 * The whole numbers without some of them, in closed form: both directions cost a binary search, however far apart the
 * numbers are. Working days are the weekdays without holidays; a person's days are the working days without leave.
 */
export class SortedGaps {
  /** `missing[i] - i`: how many numbers remain below the i-th missing one. */
  private readonly below: Int32Array

  /** @param missing ascending, each once. */
  constructor(private readonly missing: Int32Array) {
    this.below = missing.map((number, index) => number - index)
  }

  /** How many remain from 0 up to `number`, which is not counted; negative below 0 when none below 0 is missing. */
  rankOf(number: number): number {
    return number - firstAtLeast(this.missing, number)
  }

  /** The number that remains at a rank: `rankOf(at(rank)) === rank`. */
  at(rank: number): number {
    return rank + firstAtLeast(this.below, rank + 1)
  }

  has(number: number): boolean {
    return this.missing[firstAtLeast(this.missing, number)] !== number
  }
}

/** The index of the first element that is at least `value`. */
function firstAtLeast(ascending: Int32Array, value: number): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    // Within bounds by the loop's own condition.
    if ((ascending[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
