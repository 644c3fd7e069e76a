"use client"

import { openStates } from "@alphas/domain/invoices/words"
import { Skeleton } from "@mantine/core"
import { IconReportMoney } from "@tabler/icons-react"
import Link from "next/link"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { EmptyState, FailedState } from "../../feedback/states"
import { sayMoney } from "../../format/money"
import { Money } from "../../format/money-text"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { Page } from "../../shell/page"
import { writeAddress } from "../../table/address"
import { standardInvoices } from "../invoices/invoices-address"
import { type Age, ages, dueDaysOf } from "./ages"
import classes from "./receivables.module.css"

/** What of an age is open: the filter of the list that it opens. */
const receivablesOf = (age: Age, today: string) => ({
  ...{ kind: ["invoice" as const], state: [...openStates] },
  ...dueDaysOf(age, today),
})

const addressOf = (age: Age, today: string, currency: string): string =>
  `/invoices${writeAddress(standardInvoices, {
    ...standardInvoices,
    ...receivablesOf(age, today),
    ...{ currency, sort: "dueDay", direction: "asc" },
  })}`

/** What clients owe, by how long it is due, a currency each; every amount opens the invoices that it is made of. */
export function ReceivablesPage() {
  const today = useToday()
  const { locale } = useReader()
  const answers = trpc.useQueries((t) =>
    ages.map((age) => t.invoices.sums(receivablesOf(age, today), { refetchInterval: refreshed })),
  )
  const failedOne = answers.find(({ error, data }) => error && data === undefined)
  const loading = answers.some(({ data }) => data === undefined)
  const sums = answers.map(({ data }) => data ?? [])
  const currencies = [...new Set(sums.flat().map(({ currency }) => currency))].sort()
  const open = (at: number, currency: string) =>
    sums[at]?.find((each) => each.currency === currency) ?? { openMinor: 0, count: 0 }
  return (
    <Page trail={[{ label: "Receivables" }]} width="text">
      {failedOne ? (
        <FailedState error={failedOne.error} retry={() => void failedOne.refetch()} />
      ) : loading ? (
        <ReceivablesSkeleton />
      ) : currencies.length === 0 ? (
        <EmptyState icon={IconReportMoney} title="Nothing is owed">
          What clients owe appears here by how long it is due.
        </EmptyState>
      ) : (
        currencies.map((currency) => {
          const amounts = ages.map((age, at) => ({ age, ...open(at, currency) }))
          const total = amounts.reduce((sum, { openMinor }) => sum + openMinor, 0)
          return (
            <section key={currency} className={classes.currency} aria-label={currency}>
              <header className={classes.head}>
                <h2>
                  <Money minor={total} currency={currency} />
                </h2>
                <span>owed in {currency}</span>
              </header>
              <div className={classes.bar} aria-hidden>
                {amounts.map(({ age, openMinor }) => (
                  <span
                    key={age.label}
                    data-age={age.from ?? 0}
                    style={{ flexGrow: total > 0 ? openMinor / total : 0 }}
                  />
                ))}
              </div>
              <ul className={classes.ages}>
                {amounts.map(({ age, openMinor, count }) => (
                  <li key={age.label}>
                    <Link
                      href={addressOf(age, today, currency)}
                      aria-label={`${age.label}: ${sayMoney(openMinor, currency, locale)}, ${count} invoices`}
                    >
                      <span className={classes.label} data-age={age.from ?? 0}>
                        {age.label}
                      </span>
                      <strong>
                        <Money minor={openMinor} currency={currency} />
                      </strong>
                      <span className={classes.count}>
                        {count} {count === 1 ? "invoice" : "invoices"}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )
        })
      )}
    </Page>
  )
}

/** The shape of the receivables while they are on their way. */
export function ReceivablesSkeleton() {
  return (
    <div aria-busy>
      {["first", "second"].map((currency) => (
        <div key={currency} className={classes.currency}>
          <Skeleton h={24} w={180} mb={16} />
          <Skeleton h={8} mb={12} />
          <Skeleton h={72} />
        </div>
      ))}
    </div>
  )
}
