"use client"

import type { Invoice } from "@alphas/domain/invoices/dto"
import { IconFileInvoice } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import type { ReactNode } from "react"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { type Kind, RecordPage } from "../../shell/record-page"
import { InvoiceSkeleton } from "./invoice-skeleton"
import { nameOfInvoice } from "./invoice-words"
import { IssuedInvoice } from "./issued-invoice"

const DraftInvoice = dynamic(() => import("./draft-invoice").then((module) => module.DraftInvoice), {
  loading: () => <InvoiceSkeleton />,
})

const kind: Kind = { one: "invoice", many: "invoices", list: "/invoices", icon: IconFileInvoice }

/** What later domains do with an invoice on its page. */
export interface OnInvoicePage {
  /** The buttons that record a payment of it, or use it as a credit. */
  pay: (invoice: Invoice) => ReactNode
}

/** One invoice or credit note: a draft to be written, or what was issued as the paper that it is. */
export function InvoicePage({ id, also }: { id: string; also: OnInvoicePage }) {
  return (
    <RecordPage
      kind={kind}
      query={trpc.invoices.get.useQuery({ id }, { refetchInterval: refreshed })}
      nameOf={nameOfInvoice}
      skeleton={<InvoiceSkeleton />}
    >
      {(invoice) =>
        invoice.state === "draft" ? (
          <DraftInvoice key={invoice.id} invoice={invoice} />
        ) : (
          <IssuedInvoice key={invoice.id} invoice={invoice} pay={also.pay(invoice)} />
        )
      }
    </RecordPage>
  )
}
