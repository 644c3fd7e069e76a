"use client"

import { Skeleton } from "@mantine/core"
import { Money } from "../format/money-text"
import classes from "./sums-line.module.css"

/** A figure of a currency: which of its sums, in minor units, and what it is called. */
export interface Figure<Name extends string> {
  label: string
  of: Name
  /** Left out where there is nothing of it. */
  optional?: true
  /** Drawn in red. */
  alarming?: true
}

interface Props<Name extends string> {
  figures: readonly Figure<Name>[]
  /** A currency each; undefined while they are on their way. */
  sums: readonly ({ currency: string } & Record<Name, number>)[] | undefined
}

/** What the filters of a list let pass, summed up currency by currency. */
export function SumsLine<Name extends string>({ figures, sums }: Props<Name>) {
  if (sums === undefined)
    return (
      <div className={classes.sums} aria-busy>
        {figures.map(({ label }) => (
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
            ({ label, of, optional, alarming }) =>
              (!optional || sum[of] !== 0) && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd data-alarming={alarming}>
                    <Money minor={sum[of]} currency={sum.currency} />
                  </dd>
                </div>
              ),
          )}
        </dl>
      ))}
    </section>
  )
}
