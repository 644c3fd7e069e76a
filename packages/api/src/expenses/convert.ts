import { amountText } from "@alphas/domain/money/amount-text"
import { type Conversion, conversionOf, converted } from "@alphas/domain/money/exchange"
import { largestAmount } from "@alphas/domain/money/totals"
import type { Mutating } from "../context"
import { Refusal } from "../refusal"

/** An amount with how it came to another currency. */
export interface Converted {
  minor: number
  conversion: Conversion
}

/**
 * An amount of minor units in another currency, by the exchange rates of a day; `what` begins the sentence of a refusal.
 * @throws Refusal `workflow` when there is no rate of that day, or the amount is too large there.
 */
export async function convert(
  _ctx: Mutating,
  { minor, currency, day }: { minor: number; currency: string; day: string },
  to: string,
  what: string,
): Promise<Converted> {
  const conversion = conversionOf([], currency, to)
  if (conversion === null)
    throw new Refusal(
      "workflow",
      `${what} is in ${currency}, and there is no exchange rate to ${to} for ${day}. Have finance enter one first.`,
    )
  const there = converted(minor, conversion)
  if (there > largestAmount)
    throw new Refusal("workflow", `${amountText(minor, currency)} are too large an amount in ${to}.`)
  return { minor: there, conversion }
}
