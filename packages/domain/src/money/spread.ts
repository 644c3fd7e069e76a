/** A fraction with a positive denominator. */
export interface Fraction {
  numerator: bigint
  denominator: bigint
}

const floor = ({ numerator, denominator }: Fraction): bigint => {
  const quotient = numerator / denominator
  return numerator % denominator < 0n ? quotient - 1n : quotient
}

/**
 * Whole numbers as near to `parts` as their sum, which is to be `total`, lets them be: each is rounded down, and what is
 * missing goes to those that lost the most, the earlier ones first (the method of largest remainders).
 *
 * @throws RangeError when the total is not within one unit a part of the sum of the parts.
 */
export function spread(total: bigint, parts: readonly Fraction[]): bigint[] {
  const floors = parts.map(floor)
  let missing = total - floors.reduce((sum, each) => sum + each, 0n)
  if (missing < 0n || missing > BigInt(parts.length))
    throw new RangeError("The parts do not add up to the total.")
  const lost = parts.map(({ numerator, denominator }, index) => ({
    index,
    rest: numerator - (floors[index] ?? 0n) * denominator,
    denominator,
  }))
  lost.sort((a, b) => {
    const difference = b.rest * a.denominator - a.rest * b.denominator
    return difference > 0n ? 1 : difference < 0n ? -1 : a.index - b.index
  })
  const whole = [...floors]
  for (const { index } of lost) {
    if (missing === 0n) break
    whole[index] = (whole[index] ?? 0n) + 1n
    missing--
  }
  return whole
}

/** `total` divided in proportion to `weights`, none of which is negative; evenly when all of them are zero. */
export function share(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((one, other) => one + other, 0n)
  const even = sum === 0n
  return spread(
    total,
    weights.map((weight) => ({
      numerator: total * (even ? 1n : weight),
      denominator: even ? BigInt(weights.length) : sum,
    })),
  )
}
