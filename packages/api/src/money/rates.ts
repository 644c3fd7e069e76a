import { byDay, byText } from "@alphas/db/keyset"
import { exchangeRates } from "@alphas/db/schema/money"
import type { RatesImported } from "@alphas/domain/money/billing"
import { EcbProblem, readEcb } from "@alphas/domain/money/ecb"
import type { ExchangeRate } from "@alphas/domain/money/exchange"
import type { ImportEcb, ListRates, RemoveRate, SetRate } from "@alphas/domain/money/rates-input"
import type { Page } from "@alphas/domain/paging"
import { and, eq, sql } from "drizzle-orm"
import { List } from "../list"
import { type FiltersOf, shown } from "../list-declaration"
import { anyOf, bounded } from "../list-filters"
import { invalidField, notFound } from "../refusal"
import type { MutationArgs, QueryArgs } from "../trpc"

type RateFilters = Omit<FiltersOf<ListRates>, "direction">

export const rateList = new List<ExchangeRate, ExchangeRate, RateFilters, "day">({
  table: exchangeRates,
  permission: "billing.manage",
  visible: "exchangeRates",
  unique: byText(sql`${exchangeRates.source}`),
  sorts: {
    day: [
      byDay(sql`${exchangeRates.day}`),
      byText(sql`${exchangeRates.base}`),
      byText(sql`${exchangeRates.quote}`),
    ],
  },
  filters: {
    currency: {
      form: () => "either",
      where: (code) => sql`${code}::text in (${exchangeRates.base}, ${exchangeRates.quote})`,
      bind: (code) => code,
    },
    source: anyOf(sql`${exchangeRates.source}`, "text"),
    from: bounded(exchangeRates.day, ">=", "date"),
    to: bounded(exchangeRates.day, "<=", "date"),
  },
  columns: () => shown(exchangeRates, "day", "base", "quote", "rate", "source"),
  toRow: (row) => row,
})

/** Exchange rates, latest day first unless asked otherwise. */
export const listRates = ({ ctx, input }: QueryArgs<typeof ListRates>): Promise<Page<ExchangeRate>> =>
  rateList.page(ctx.services, ctx.identity.viewer, { ...input, filters: input, sort: "day" })

/** Rates have no id of their own; this stands for them in the log. */
const ratesId = "00000000-0000-7000-8000-000000000003"

const entered = ({ day, base, quote }: { day: string; base: string; quote: string }) =>
  and(
    ...[eq(exchangeRates.base, base), eq(exchangeRates.quote, quote), eq(exchangeRates.day, day)],
    eq(exchangeRates.source, "entered"),
  )

/** Enters a rate, or another one in its place. What was converted before keeps the rate that it was converted by. */
export async function setRate({ ctx, input }: MutationArgs<typeof SetRate>): Promise<ExchangeRate> {
  const [before] = await ctx.tx
    .select({ rate: exchangeRates.rate })
    .from(exchangeRates)
    .where(and(entered(input), ctx.visible.exchangeRates()))
    .for("no key update")
  const row: ExchangeRate = { ...input, source: "entered" }
  if (before?.rate === input.rate) return row
  await ctx.tx
    .insert(exchangeRates)
    .values(row)
    .onConflictDoUpdate({
      target: [exchangeRates.base, exchangeRates.quote, exchangeRates.day, exchangeRates.source],
      set: { rate: input.rate },
    })
  ctx.record({
    entity: "exchange_rate",
    id: ratesId,
    fields: namedIn(input, { before: before?.rate, after: input.rate }),
  })
  return row
}

/** Removes a rate that was entered. @throws Refusal `not_found`. */
export async function removeRate({
  ctx,
  input,
}: MutationArgs<typeof RemoveRate>): Promise<{ removed: true }> {
  const [gone] = await ctx.tx
    .delete(exchangeRates)
    .where(and(entered(input), ctx.visible.exchangeRates()))
    .returning({ rate: exchangeRates.rate })
  if (gone === undefined) throw notFound("exchange rate")
  ctx.record({ entity: "exchange_rate", id: ratesId, fields: namedIn(input, { before: gone.rate }) })
  return { removed: true }
}

const namedIn = (
  { day, base, quote }: { day: string; base: string; quote: string },
  rate: { before?: string | undefined; after?: string },
) => ({ [`${base}/${quote} ${day}`]: rate })

/**
 * Takes in the rates that the European Central Bank publishes. Those that were entered stay beside them.
 * @throws Refusal `invalid` at `csv` with the line that cannot be read.
 */
export async function importEcb({ ctx, input }: MutationArgs<typeof ImportEcb>): Promise<RatesImported> {
  const rates = read(input.csv)
  const changed = await ctx.tx.execute(sql`
    insert into exchange_rates as kept (base, quote, day, source, rate)
    select base, quote, day, 'ecb', rate
    from jsonb_to_recordset(${JSON.stringify(rates)}::text::jsonb) as given (base text, quote text, day date, rate numeric)
    on conflict (base, quote, day, source) do update set rate = excluded.rate where kept.rate <> excluded.rate
    returning 1`)
  const days = rates.map(({ day }) => day).sort()
  const [from = "", to = ""] = [days[0], days.at(-1)]
  const done = { changed: changed.length, rates: rates.length, from, to }
  if (changed.length > 0)
    ctx.record({
      entity: "exchange_rate",
      id: ratesId,
      fields: { rates: { after: changed.length }, from: { after: from }, to: { after: to } },
    })
  return done
}

function read(csv: string): ExchangeRate[] {
  try {
    return readEcb(csv)
  } catch (error) {
    if (error instanceof EcbProblem) throw invalidField("csv", error.message)
    throw error
  }
}
