import { digitsOf } from "./currency"
import { type Decimal, decimalOf, divided, tenTo } from "./decimal"

/** What one unit of `base` was worth in `quote` on a day. */
export interface ExchangeRate {
  day: string
  /** ISO 4217. */
  base: string
  quote: string
  /** A decimal above zero, in major units. */
  rate: string
  source: "entered" | "ecb"
}

/** How an amount was converted: the rates that were multiplied, in order, each as it was read or turned round. */
export interface Conversion {
  from: string
  to: string
  steps: readonly { rate: ExchangeRate; inverse: boolean }[]
}

/** Days after which a rate is too old to be used: the European Central Bank publishes none on weekends and holidays. */
export const rateLasts = 7

/**
 * An amount of minor units in another currency, exact but for one rounding at the end, halves away from zero.
 */
export function converted(minor: number, { from, to, steps }: Conversion): number {
  let numerator = BigInt(minor) * tenTo(digitsOf(to))
  let denominator = tenTo(digitsOf(from))
  for (const { rate, inverse } of steps) {
    const { units, scale }: Decimal = decimalOf(rate.rate)
    numerator *= inverse ? tenTo(scale) : units
    denominator *= inverse ? units : tenTo(scale)
  }
  return Number(divided(numerator, denominator))
}

/**
 * How to convert from one currency to another, of rates that hold on the day: directly, the other way round, or through
 * one currency between them; null when there is no way. Of several rates of a pair the latest is used.
 */
export function conversionOf(rates: readonly ExchangeRate[], from: string, to: string): Conversion | null {
  if (from === to) return { from, to, steps: [] }
  const one = stepOf(rates, from, to)
  if (one !== null) return { from, to, steps: [one] }
  const between = [...new Set(rates.flatMap(({ base, quote }) => [base, quote]))].sort()
  for (const through of between) {
    if (through === from || through === to) continue
    const [first, second] = [stepOf(rates, from, through), stepOf(rates, through, to)]
    if (first !== null && second !== null) return { from, to, steps: [first, second] }
  }
  return null
}

function stepOf(
  rates: readonly ExchangeRate[],
  from: string,
  to: string,
): Conversion["steps"][number] | null {
  let best: Conversion["steps"][number] | null = null
  for (const rate of rates) {
    const [direct, inverse] = [
      rate.base === from && rate.quote === to,
      rate.base === to && rate.quote === from,
    ]
    if ((direct || inverse) && (best === null || rate.day > best.rate.day)) best = { rate, inverse }
  }
  return best
}
