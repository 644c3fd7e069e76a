"use client"

import { IconFileInvoice } from "@tabler/icons-react"
import { useInfiniteQuery } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { pages } from "../../data/pages"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { DataTable } from "../../table/data-table"
import { LoadMore } from "../../table/load-more"
import { columnsOfClient } from "./invoice-columns"
import { nameOfInvoice } from "./invoice-words"
import classes from "./invoices-list.module.css"

/** A client's invoices and credit notes, the latest first. */
export function ClientInvoices({ clientId }: { clientId: string }) {
  const { client: api } = trpc.useUtils()
  const input = { clientId: [clientId], limit: 25 }
  const list = useInfiniteQuery(
    pages(getQueryKey(trpc.invoices.list, input, "query"), (cursor, signal) =>
      api.invoices.list.query({ ...input, cursor }, { signal }),
    ),
  )
  return (
    <>
      <div className={classes.inTab}>
        <DataTable
          id="client-invoices"
          label="Invoices"
          columns={columnsOfClient}
          rows={list.data?.pages.flatMap((page) => page.items)}
          error={list.error}
          retry={() => void list.refetch()}
          name={nameOfInvoice}
          href={(invoice) => `/invoices/${invoice.id}`}
          empty={
            <EmptyState icon={IconFileInvoice} title="No invoices yet">
              Drafts and issued invoices for this client appear here.
            </EmptyState>
          }
        />
      </div>
      <LoadMore list={list} />
    </>
  )
}
