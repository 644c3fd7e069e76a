"use client"

import type { PaymentRow } from "@alphas/domain/payments/dto"
import { useInfiniteQuery } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { useState } from "react"
import { pages } from "../../data/pages"
import { trpc } from "../../data/trpc"
import { DataTable } from "../../table/data-table"
import { LoadMore } from "../../table/load-more"
import classes from "./client-money.module.css"
import { columnsOfClient } from "./payment-columns"
import { PaymentDrawer } from "./payment-drawer"
import { nameOfPayment } from "./payment-words"

/** What a client has paid, the latest first. */
export function ClientPayments({ clientId }: { clientId: string }) {
  const { client: api } = trpc.useUtils()
  const [opened, setOpened] = useState<PaymentRow["id"] | null>(null)
  const input = { clientId: [clientId], limit: 10 }
  const list = useInfiniteQuery(
    pages(getQueryKey(trpc.payments.list, input, "query"), (cursor, signal) =>
      api.payments.list.query({ ...input, cursor }, { signal }),
    ),
  )
  const rows = list.data?.pages.flatMap((page) => page.items)
  const payment = rows?.find(({ id }) => id === opened)
  return (
    <>
      <div className={classes.inTab}>
        <DataTable
          id="client-payments"
          label="Payments"
          columns={columnsOfClient}
          rows={rows}
          error={list.error}
          retry={() => void list.refetch()}
          name={nameOfPayment}
          href={({ id }) => `/payments?client=${clientId}&open=${id}`}
          open={({ id }) => setOpened(id)}
          empty={<p className={classes.none}>No payments yet.</p>}
        />
      </div>
      <LoadMore list={list} />
      {payment && <PaymentDrawer payment={payment} close={() => setOpened(null)} />}
    </>
  )
}
