import { randomInt } from "node:crypto"
import { parseArgs } from "node:util"

/** How much of a proof is tried: all of it, or a part that is drawn. */
export class Sample {
  private started: number | undefined
  private state: number

  private constructor(
    private readonly names: string[],
    /** Up to 1 a share of everything, above it seconds; null for all. */
    private readonly amount: number | null,
    readonly seed: number,
  ) {
    this.state = seed
  }

  /**
   * Reads `--sample SHARE|SECONDS` and `--seed NUMBER` from the command line; what else stands there are beginnings of
   * paths. Without a seed another part is drawn each time, and the seed is printed, so that it can be tried again.
   */
  static read(): Sample {
    const { values, positionals } = parseArgs({
      options: { sample: { type: "string" }, seed: { type: "string" } },
      allowPositionals: true,
    })
    const amount = values.sample === undefined ? null : Number(values.sample)
    if (amount !== null && !(amount > 0))
      throw new Error("--sample takes a share like 0.05, or seconds like 30.")
    const seed = values.seed === undefined ? randomInt(2 ** 31) : Number.parseInt(values.seed, 10)
    if (amount !== null)
      console.log(`A sample of ${amount > 1 ? `${amount} s` : amount}, drawn with --seed ${seed}.`)
    return new Sample(positionals, amount, seed)
  }

  /** Whether only what was named is tried. */
  get isNamed(): boolean {
    return this.names.length > 0
  }

  /** What was named; everything when nothing was. @throws Error when that is nothing: it would prove nothing. */
  named<T extends { path: string }>(all: Iterable<T>): T[] {
    const named = [...all].filter(
      ({ path }) => !this.isNamed || this.names.some((beginning) => path.startsWith(beginning)),
    )
    if (named.length === 0) throw new Error(`Nothing begins with ${this.names.join(" or ")}.`)
    return named
  }

  get isPart(): boolean {
    return this.amount !== null
  }

  /** Of what is tried for a time: the share of it that has passed since this was asked first. 0 otherwise. */
  get passed(): number {
    this.started ??= performance.now()
    return this.amount === null || this.amount <= 1
      ? 0
      : (performance.now() - this.started) / 1000 / this.amount
  }

  /** All as they stand, or those to try, by chance: of a share at least one, within a time the share `inTime`. */
  draw<T>(all: readonly T[], inTime = 1): T[] {
    const share = this.amount === null || this.amount > 1 ? inTime : this.amount
    return this.mix(all).slice(0, this.isPart ? Math.max(1, Math.round(all.length * share)) : all.length)
  }

  /** All of them, of a part in an order by chance. */
  mix<T>(all: readonly T[]): T[] {
    if (!this.isPart) return [...all]
    const mixed = all.map((each) => ({ each, at: this.next() }))
    return mixed.sort((one, other) => one.at - other.at).map(({ each }) => each)
  }

  /** A number from 0 to below 1 (mulberry32). */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
