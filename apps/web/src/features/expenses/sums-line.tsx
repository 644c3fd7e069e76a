"use client"

import type { ExpenseSums } from "@alphas/domain/expenses/dto"
import { Skeleton } from "@mantine/core"
import { Money } from "../../format/money-text"
import classes from "./expenses.module.css"

const figures = [
  ["Total", "amountMinor"],
  ["Net", "netMinor"],
  ["To approve", "submittedMinor"],
  ["To reimburse", "approvedMinor"],
] as const

/** What the filters of a list let pass, summed up currency by currency. */
export function SumsLine({ sums }: { sums: readonly ExpenseSums[] | undefined }) {
  if (sums === undefined)
    return (
      <div className={classes.sums} aria-busy>
        {figures.map(([label]) => (
          <div key={label}>
            <Skeleton h={9} w={44} my={4} />
            <Skeleton h={11} w={90} mt={8} />
          </div>
        ))}
      </div>
    )
  if (sums.length === 0) return null
  return (
    // What can be scrolled can be focused.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as said above
    <section className={classes.sums} aria-label="Sums of the list" tabIndex={0}>
      {sums.map((sum) => (
        <dl key={sum.currency} className={classes.currency} aria-label={sum.currency}>
          {figures.map(
            ([label, name], at) =>
              (at < 2 || sum[name] > 0) && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    <Money minor={sum[name]} currency={sum.currency} />
                  </dd>
                </div>
              ),
          )}
        </dl>
      ))}
    </section>
  )
}
