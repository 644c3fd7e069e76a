"use client"

import type { InvoiceSums } from "@alphas/domain/invoices/dto"
import { Skeleton } from "@mantine/core"
import { Money } from "../../format/money-text"
import classes from "./invoices-list.module.css"

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
