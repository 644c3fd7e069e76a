import { createHash, randomInt } from "node:crypto"
import { parseArgs } from "node:util"

/**
 * The part of a proof's cases that its arguments ask for: those whose path begins with one of the arguments, in their
 * order; with `--seconds N` as many as fit into N seconds, with `--count N` so many, in an order that `--seed N` gives
 * or that is drawn anew. At least one is tried, so that nothing is proved by trying nothing.
 */
export class Sample<T extends { path: string }> implements Iterable<T> {
  /** Whether something was left out on purpose. */
  readonly isPart: boolean
  /** How many have been tried. */
  tried = 0
  readonly wanted: T[]
  private readonly seconds: number
  private readonly seed: number | undefined

  /** @throws when an argument is unknown or none of the cases is meant. */
  constructor(cases: readonly T[], args: string[]) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { seconds: { type: "string" }, count: { type: "string" }, seed: { type: "string" } },
    })
    const meant = cases.filter(
      ({ path }) => positionals.length === 0 || positionals.some((beginning) => path.startsWith(beginning)),
    )
    if (meant.length === 0) throw new Error(`Nothing begins with ${positionals.join(" or ")}.`)
    const drawn = Object.values(values).some((value) => value !== undefined)
    this.seconds = whole("seconds", values.seconds) ?? Number.POSITIVE_INFINITY
    this.seed = drawn ? (whole("seed", values.seed) ?? randomInt(1, 1_000_000)) : undefined
    this.wanted = drawn ? inOrderOf(meant, this.seed ?? 0).slice(0, whole("count", values.count)) : meant
    this.isPart = drawn || positionals.length > 0
  }

  *[Symbol.iterator](): Iterator<T> {
    const until = performance.now() + this.seconds * 1000
    for (const each of this.wanted) {
      if (this.tried > 0 && performance.now() > until) return
      this.tried++
      yield each
    }
  }

  /** How the same sample is drawn again, on a machine of any speed. Empty when nothing was drawn. */
  get again(): string {
    return this.seed === undefined ? "" : `Drawn: --seed ${this.seed} --count ${this.tried} tries the same.`
  }
}

function whole(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new Error(`--${name} ${text}: name a whole number from 1 on.`)
  return number
}

/** By the digests of their paths and the seed, so that a case that is added leaves the others' order alone. */
function inOrderOf<T extends { path: string }>(cases: T[], seed: number): T[] {
  const digest = ({ path }: T) => createHash("sha256").update(`${seed} ${path}`).digest("hex")
  return cases
    .map((each) => ({ each, by: digest(each) }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ each }) => each)
}
