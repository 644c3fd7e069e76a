/** Milliseconds for which a person's gate is taken to be of the size that it had. */
const remembered = 60_000
const atMost = 10_000

/**
 * Whether a gate leads one person to few rows or to many, as it was a moment ago. It decides only by which of two equal ways
 * the rows are found, so it may be wrong.
 */
export class GateSizes {
  private readonly known = new Map<string, { few: boolean; until: number }>()

  /** Null when nobody has looked lately. */
  few(whose: string): boolean | null {
    const known = this.known.get(whose)
    return known === undefined || known.until < Date.now() ? null : known.few
  }

  learn(whose: string, few: boolean): void {
    this.known.delete(whose)
    for (const oldest of this.known.keys()) {
      if (this.known.size < atMost) break
      this.known.delete(oldest)
    }
    this.known.set(whose, { few, until: Date.now() + remembered })
  }
}
