import { amountText } from "@alphas/domain/money/amount-text"
import { type Conversion, converted } from "@alphas/domain/money/exchange"
import { largestAmount } from "@alphas/domain/money/totals"
import type { Mutating } from "../context"
import { conversionOn } from "../money/conversion"
import { Refusal } from "../refusal"

/** An amount with how it came to another currency. */
export interface Converted {
  minor: number
  conversion: Conversion
}

/**
 * An amount of minor units in another currency, by the exchange rates of a day.
 * @throws Refusal `invalid` when there is no rate of that day or shortly before, `workflow` when the amount is too large.
 */
export async function convert(
  ctx: Mutating,
  { minor, currency, day }: { minor: number; currency: string; day: string },
  to: string,
): Promise<Converted> {
  const conversion = await conversionOn(ctx.tx, day, { from: currency, to }, "id")
  const there = converted(minor, conversion)
  if (there > largestAmount)
    throw new Refusal("workflow", `${amountText(minor, currency)} are too large an amount in ${to}.`)
  return { minor: there, conversion }
}
