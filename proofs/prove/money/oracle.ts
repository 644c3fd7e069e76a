/**
 * The totals of a document a second time, by exact fractions: written from the text of EN 16931 and of the product's
 * decisions, and never from its module.
 */

/** A fraction; the denominator is above zero. */
interface Fraction {
  n: bigint
  d: bigint
}

const whole = (n: bigint): Fraction => ({ n, d: 1n })
const mul = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d })
const over = (a: Fraction, b: Fraction): Fraction =>
  b.n < 0n ? { n: -a.n * b.d, d: -a.d * b.n } : { n: a.n * b.d, d: a.d * b.n }
const add = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d })

/** The nearest whole number; of two the one that is further from zero. */
function nearest({ n, d }: Fraction): bigint {
  const size = n < 0n ? -n : n
  const down = size / d
  const up = 2n * (size - down * d) >= d ? down + 1n : down
  return n < 0n ? -up : up
}

function read(text: string): Fraction {
  const [, minus = "", before = "", after = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  const size = { n: BigInt(before + after), d: 10n ** BigInt(after.length) }
  return minus === "" ? size : { n: -size.n, d: size.d }
}

export interface OracleAdjustment {
  kind: "discount" | "charge"
  percent: string | null
  minor: number | null
}
export interface OracleLine {
  quantity: string
  unitPrice: string
  adjustments: readonly OracleAdjustment[]
  taxCategory: string
  taxPercent: string
}
export interface OracleDocument {
  /** Digits of the currency's minor unit. */
  digits: number
  prices: "net" | "gross"
  lines: readonly OracleLine[]
  adjustments: readonly OracleAdjustment[]
}

/** Minor units, as text. */
export interface Expected {
  netMinor: string
  taxMinor: string
  roundingMinor: string
  payableMinor: string
  /** By category and rate: base and tax. */
  taxes: Record<string, [base: string, tax: string]>
}

const hundred = whole(100n)
const part = (amount: bigint, { kind, percent, minor }: OracleAdjustment): bigint => {
  const size =
    percent === null ? BigInt(minor ?? 0) : nearest(over(mul(whole(amount), read(percent)), hundred))
  return kind === "discount" ? -size : size
}

/** What a document comes to. */
export function expectedTotals({ digits, prices, lines, adjustments }: OracleDocument): Expected {
  const minor = whole(10n ** BigInt(digits))
  const groups: { key: string; rate: Fraction; lines: bigint; more: bigint }[] = []
  for (const line of lines) {
    const amount = nearest(mul(mul(read(line.quantity), read(line.unitPrice)), minor))
    const value = line.adjustments.reduce((sum, each) => sum + part(amount, each), amount)
    const key = `${line.taxCategory} ${line.taxPercent}`
    const group = groups.find((each) => each.key === key)
    if (group === undefined)
      groups.push({ key, rate: over(read(line.taxPercent), hundred), lines: value, more: 0n })
    else group.lines += value
  }
  for (const adjustment of adjustments) {
    const parts =
      adjustment.percent === null
        ? dealt(
            part(0n, adjustment),
            groups.map(({ lines }) => (lines < 0n ? -lines : lines)),
          )
        : groups.map(({ lines }) => part(lines, adjustment))
    groups.forEach((group, index) => {
      group.more += parts[index] ?? 0n
    })
  }
  let [net, tax, rounding] = [0n, 0n, 0n]
  const taxes: Expected["taxes"] = {}
  for (const { key, rate, lines: ofLines, more } of groups) {
    const value = ofLines + more
    const base = prices === "net" ? value : nearest(over(whole(value), add(whole(1n), rate)))
    const ofBase = nearest(mul(whole(base), rate))
    taxes[key] = [String(base), String(ofBase)]
    net += base
    tax += ofBase
    if (prices === "gross") rounding += value - base - ofBase
  }
  return {
    ...{ netMinor: String(net), taxMinor: String(tax), roundingMinor: String(rounding), taxes },
    payableMinor: String(net + tax + rounding),
  }
}

/** An amount in proportion to weights, evenly where there are none: rounded down, the rest to the largest remainders. */
function dealt(amount: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) return []
  const sum = weights.reduce((all, weight) => all + weight, 0n)
  const exact = weights.map(
    (weight): Fraction =>
      sum === 0n ? { n: amount, d: BigInt(weights.length) } : { n: amount * weight, d: sum },
  )
  const floor = ({ n, d }: Fraction) => (n < 0n && n % d !== 0n ? n / d - 1n : n / d)
  const parts = exact.map(floor)
  const rest = exact.map((fraction, index) => ({ index, lost: add(fraction, whole(-(parts[index] ?? 0n))) }))
  rest.sort((a, b) => {
    const difference = b.lost.n * a.lost.d - a.lost.n * b.lost.d
    return difference > 0n ? 1 : difference < 0n ? -1 : a.index - b.index
  })
  let missing = amount - parts.reduce((all, each) => all + each, 0n)
  for (const { index } of rest) {
    if (missing-- <= 0n) break
    parts[index] = (parts[index] ?? 0n) + 1n
  }
  return parts
}
