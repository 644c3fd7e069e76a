"use client"

import type { InvoiceSums } from "@alphas/domain/invoices/dto"
import { Skeleton } from "@mantine/core"
import { Money } from "../../format/money-text"
import classes from "./invoices-list.module.css"

/** What the filters of a list let pass, summed up currency by currency. */
export function SumsLine({ sums }: { sums: readonly InvoiceSums[] | undefined }) {
  if (sums === undefined)
    return (
      <div className={classes.sums} aria-busy>
        {[90, 90, 90].map((width, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what has no data has no other name
          <div key={index}>
            <Skeleton h={9} w={44} my={4} />
            <Skeleton h={11} w={width} mt={8} />
          </div>
        ))}
      </div>
    )
  if (sums.length === 0) return null
  return (
    // What can be scrolled can be focused.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as said above
    <section className={classes.sums} aria-label="Sums of the list" tabIndex={0}>
      {sums.map(({ currency, netMinor, payableMinor, openMinor, overdueMinor }) => (
        <dl key={currency} className={classes.currency} aria-label={currency}>
          <div>
            <dt>Payable</dt>
            <dd>
              <Money minor={payableMinor} currency={currency} />
            </dd>
          </div>
          <div>
            <dt>Net</dt>
            <dd>
              <Money minor={netMinor} currency={currency} />
            </dd>
          </div>
          <div>
            <dt>Open</dt>
            <dd>
              <Money minor={openMinor} currency={currency} />
            </dd>
          </div>
          {overdueMinor !== 0 && (
            <div>
              <dt>Overdue</dt>
              <dd className={classes.late}>
                <Money minor={overdueMinor} currency={currency} />
              </dd>
            </div>
          )}
        </dl>
      ))}
    </section>
  )
}

/** What a client owes, in large: the first thing that it wants to know. */
export function Owed({ sums }: { sums: readonly InvoiceSums[] | undefined }) {
  const open = sums?.filter(({ openMinor }) => openMinor > 0)
  return (
    <section className={classes.owed} aria-labelledby="owed" aria-busy={open === undefined}>
      <h2 id="owed">Owed</h2>
      {open === undefined && <Skeleton h={26} w={160} my={8} />}
      {open?.length === 0 && <p>Everything is paid.</p>}
      <ul className={classes.owedAmounts}>
        {open?.map(({ currency, openMinor, overdueMinor }) => (
          <li key={currency}>
            <strong>
              <Money minor={openMinor} currency={currency} />
            </strong>{" "}
            {overdueMinor > 0 && (
              <span className={classes.late}>
                <Money minor={overdueMinor} currency={currency} /> overdue
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
