import type { Reader } from "@alphas/db/connection"
import { exchangeRates } from "@alphas/db/schema/money"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { type Conversion, conversionOf, type ExchangeRate, rateLasts } from "@alphas/domain/money/exchange"
import { and, asc, gte, lte, sql } from "drizzle-orm"
import { invalidField } from "../refusal"

/**
 * How one currency becomes another on a day: by the latest rates of that day or the 7 before it. Of one day a rate that was
 * entered goes before the bank's.
 * @throws Refusal `invalid` at the field when there is none.
 */
export async function conversionOn(
  reader: Reader,
  day: string,
  { from, to }: { from: string; to: string },
  field: string,
): Promise<Conversion> {
  if (from === to) return { from, to, steps: [] }
  const rates: ExchangeRate[] = await reader
    .select({
      ...{ day: exchangeRates.day, base: exchangeRates.base, quote: exchangeRates.quote },
      ...{ rate: exchangeRates.rate, source: exchangeRates.source },
    })
    .from(exchangeRates)
    .where(
      and(
        sql`/* visible exchange_rates: to convert by, not to be shown */ ${gte(exchangeRates.day, dayOf(dayNumberOf(day) - rateLasts))}`,
        lte(exchangeRates.day, day),
      ),
    )
    // Of two that are equally late the first is taken.
    .orderBy(sql`${exchangeRates.source} = 'entered' desc`, asc(exchangeRates.base), asc(exchangeRates.quote))
  const conversion = conversionOf(rates, from, to)
  if (conversion === null)
    throw invalidField(
      field,
      `There is no exchange rate from ${from} to ${to} on ${day} or the ${rateLasts} days before. Enter one in the billing settings.`,
    )
  return conversion
}
