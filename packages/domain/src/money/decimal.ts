import * as z from "zod"

/** An exact decimal number: `units / 10^scale`. Money is never calculated in floats. */
export interface Decimal {
  readonly units: bigint
  /** Digits after the point, 0 or more. */
  readonly scale: number
}

const written = /^(-?)(\d+)(?:\.(\d+))?$/

/** Reads a plain decimal such as `-12.50`. @throws RangeError for anything else: inputs are checked by `decimal`. */
export function decimalOf(text: string): Decimal {
  const [, sign, whole = "", parts = ""] = written.exec(text) ?? []
  if (sign === undefined) throw new RangeError(`"${text}" is not a decimal number.`)
  return { units: BigInt(`${sign}${whole}${parts}`), scale: parts.length }
}

/** Writes a decimal without digits that say nothing: `12.5`, not `12.50`. */
export function textOf({ units, scale }: Decimal): string {
  const sign = units < 0n ? "-" : ""
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0")
  const [whole, parts] = [digits.slice(0, digits.length - scale), digits.slice(digits.length - scale)]
  const decimals = parts.replace(/0+$/, "")
  return decimals === "" ? (whole === "0" ? "0" : `${sign}${whole}`) : `${sign}${whole}.${decimals}`
}

/** The exact product. */
export const times = (one: Decimal, other: Decimal): Decimal => ({
  units: one.units * other.units,
  scale: one.scale + other.scale,
})

/** `numerator / denominator` as a whole number, halves away from zero. @throws RangeError when divided by zero. */
export function divided(numerator: bigint, denominator: bigint): bigint {
  if (denominator === 0n) throw new RangeError("Divided by zero.")
  if (denominator < 0n) return divided(-numerator, -denominator)
  const size = numerator < 0n ? -numerator : numerator
  const rounded = (2n * size + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

/** 10 to the power of `digits`. */
export const tenTo = (digits: number): bigint => 10n ** BigInt(digits)

/** A decimal in units of `10^-digits`, halves away from zero. */
export const rounded = ({ units, scale }: Decimal, digits: number): bigint =>
  scale <= digits ? units * tenTo(digits - scale) : divided(units, tenTo(scale - digits))

/**
 * An input of a decimal, as text so that no float comes between: `"12.5"`. It is handed on without leading zeros, and
 * without zeros at the end.
 */
export const decimal = (digits: number, { min, max }: { min: number; max: number }) =>
  z
    .string('Write a number as text, like "12.5".')
    .trim()
    .max(40, "This number is too long.")
    .regex(written, "Write a number like 12.5.")
    .transform((text, issues) => {
      const value = decimalOf(text)
      const say = (message: string) => issues.addIssue({ code: "custom", message })
      const least = textOf(value).split(".")[1]?.length ?? 0
      if (least > digits) say(`At most ${digits} digits may follow the point.`)
      else if (value.units < BigInt(min) * tenTo(value.scale))
        say(min === 0 ? "This number must not be negative." : `This number is smaller than ${min}.`)
      else if (value.units > BigInt(max) * tenTo(value.scale)) say(`This number is larger than ${max}.`)
      return textOf(value)
    })
