"use client"

import { type TaxCategory, taxCategoryLabels } from "@alphas/domain/money/tax"
import type { Totals } from "@alphas/domain/money/totals"
import { Money } from "../../format/money-text"
import { sayDecimal } from "../../format/numbers"
import { useReader } from "../../format/reader"
import classes from "./totals-list.module.css"

interface AdjustmentWords {
  kind: "discount" | "charge"
  /** A plain decimal; null where it is an amount. */
  percent: string | null
  reason: string | null
}

interface Props {
  totals: Totals
  currency: string
  prices: "net" | "gross"
  /** On the whole, in the order by which the totals name them. */
  adjustments: readonly AdjustmentWords[]
  /** What the last line is called. */
  sum?: string
  /** What is settled of it, where that is to be seen. */
  settled?: { settledMinor: number; openMinor: number } | undefined
}

/** A tax as people name it: Standard 19 %, Reverse charge. */
export const sayTax = (category: TaxCategory, percent: string, locale: string): string =>
  category === "standard" ? `${sayDecimal(percent, locale)} %` : taxCategoryLabels[category]

/** How a document's amounts add up to what is to be paid, tax by tax. */
export function TotalsList({ totals, currency, prices, adjustments, sum = "Total", settled }: Props) {
  const { locale } = useReader()
  const money = (minor: number) => <Money minor={minor} currency={currency} />
  const value = (index: number, part: "netMinor" | "valueMinor") =>
    totals.adjustments.reduce((all, each) => all + (each.index === index ? each[part] : 0), 0)
  return (
    <dl className={classes.totals}>
      {(adjustments.length > 0 || totals.taxes.length !== 1) && (
        <Line name={prices === "gross" ? "Lines without tax" : "Lines"}>{money(totals.linesMinor)}</Line>
      )}
      {adjustments.map(({ kind, percent, reason }, index) => (
        // They have no name but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: as said above
        <Line key={index} name={sayAdjustment({ kind, percent, reason }, locale)}>
          {money(kind === "discount" ? -value(index, "netMinor") : value(index, "netMinor"))}
        </Line>
      ))}
      <Line name="Net">{money(totals.netMinor)}</Line>
      {totals.taxes.map(({ category, percent, baseMinor, taxMinor }) => (
        <Line
          key={`${category} ${percent}`}
          name={`Tax ${sayTax(category, percent, locale)}`}
          note={totals.taxes.length > 1 && <>of {money(baseMinor)}</>}
        >
          {money(taxMinor)}
        </Line>
      ))}
      {totals.roundingMinor !== 0 && <Line name="Rounding">{money(totals.roundingMinor)}</Line>}
      <Line name={sum} strong>
        {money(totals.payableMinor)}
      </Line>
      {settled && settled.settledMinor !== 0 && (
        <>
          <Line name="Settled">{money(-settled.settledMinor)}</Line>
          <Line name="Open" strong>
            {money(settled.openMinor)}
          </Line>
        </>
      )}
    </dl>
  )
}

function sayAdjustment({ kind, percent, reason }: AdjustmentWords, locale: string): string {
  const name = kind === "discount" ? "Discount" : "Charge"
  const size = percent === null ? name : `${name} ${sayDecimal(percent, locale)} %`
  return reason ? `${size}, ${reason}` : size
}

interface LineProps {
  name: string
  note?: React.ReactNode
  strong?: boolean
  children: React.ReactNode
}

function Line({ name, note, strong = false, children }: LineProps) {
  return (
    <div className={classes.line} data-strong={strong || undefined}>
      <dt>
        {name}
        {note && <span className={classes.note}> {note}</span>}
      </dt>
      <dd>{children}</dd>
    </div>
  )
}
