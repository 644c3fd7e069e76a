/** The middle of the values; of an even number the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
  return (lower + upper) / 2
}

/** The value that `share` (0 to 1) of the values do not exceed: nearest rank. Sorts a typed array in place. */
export function percentile(values: number[] | Float64Array, share: number): number {
  const sorted = values instanceof Float64Array ? values.sort() : [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** Something to measure: one turn gives one figure. */
export interface Subject {
  name: string
  turn: () => Promise<number>
}

export interface Measured {
  /** The median of a subject's figures. */
  figure(name: string): number
  /** The median of one subject's figure over another's, round by round: what slows a whole round cancels out. */
  ratio(name: string, over: string): number
  figures: ReadonlyMap<string, number[]>
}

/**
 * Measures in rounds in which each subject has one turn, beginning with another one each time, so that whatever else
 * the machine does meets all of them alike.
 */
export async function inRounds(subjects: Subject[], rounds: number): Promise<Measured> {
  const figures = new Map(subjects.map(({ name }) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round++) {
    const first = round % subjects.length
    for (const { name, turn } of [...subjects.slice(first), ...subjects.slice(0, first)]) {
      figures.get(name)?.push(await turn())
    }
  }
  const of = (name: string): number[] => {
    const values = figures.get(name)
    if (values === undefined) throw new Error(`Nothing named ${name} was measured.`)
    return values
  }
  return {
    figures,
    figure: (name) => median(of(name)),
    ratio: (name, over) => median(of(name).map((value, round) => value / (of(over)[round] ?? Number.NaN))),
  }
}

/** What a benchmark says: lines of figures, and bars that must be held. */
export class Report {
  private missed = 0

  constructor(title: string) {
    console.log(`${title}\n`)
  }

  /** A figure, and what is to be said beside it. */
  line(name: string, figure: string, also = ""): void {
    console.log(`  ${name.padEnd(44)}${figure.padStart(14)}${also === "" ? "" : `   ${also}`}`)
  }

  /** A figure that must be `at least` or `at most` the limit. One that nothing was measured for (NaN, infinite) is missed. */
  bar(name: string, figure: number, rule: "at least" | "at most", limit: number, digits = 2): void {
    const held = Number.isFinite(figure) && (rule === "at least" ? figure >= limit : figure <= limit)
    if (!held) this.missed++
    this.line(name, figure.toFixed(digits), `${rule} ${limit}: ${held ? "held" : "MISSED"}`)
  }

  /** Something that must be true. */
  must(name: string, held: boolean, found = ""): void {
    if (!held) this.missed++
    this.line(name, held ? "yes" : "NO", found)
  }

  /** The Redis to measure with; without one a line says that it is not measured. */
  redis(name: string): string | undefined {
    const url = process.env.ALPHAS_TEST_REDIS || undefined
    if (url === undefined) this.line(name, "not measured", "this machine has no redis-server")
    return url
  }

  /** Sets how the process ends: not with 0 when anything was missed. */
  end(): void {
    console.log("")
    if (this.missed > 0) process.exitCode = 1
  }
}

export const perSecond = (figure: number): string => `${Math.round(figure).toLocaleString("en")}/s`
export const milliseconds = (figure: number): string => `${figure.toFixed(2)} ms`
export const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
