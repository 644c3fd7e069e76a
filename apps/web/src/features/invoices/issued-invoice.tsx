"use client"

import type { Invoice } from "@alphas/domain/invoices/dto"
import { Button } from "@mantine/core"
import { IconDownload } from "@tabler/icons-react"
import { type ReactNode, useEffect } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { RecordFrame } from "../../shell/record"
import { RecordHistory } from "../../shell/record-history"
import { RecordTabs, tabsOf, useTab } from "../../shell/record-tabs"
import { InvoiceStateBadge, OverdueBadge } from "./badges"
import { InvoiceActions } from "./invoice-actions"
import { fileOf } from "./invoice-files"
import { InvoiceSide } from "./invoice-side"
import { nameOfInvoice } from "./invoice-words"
import { Paper } from "./paper"
import { SendInvoice } from "./send-invoice"

/** An issued document as the paper that it is, with what was paid of it. */
export function IssuedInvoice({ invoice, pay }: { invoice: Invoice; pay: ReactNode }) {
  const [tab, open] = useTab()
  useViewed(invoice)
  const paper = { value: "overview", label: invoice.kind === "invoice" ? "Invoice" : "Credit note" }
  const history = invoice.mayReadHistory && {
    value: "history",
    label: "History",
    content: <RecordHistory entity="invoice" id={invoice.id} currency={invoice.currency} />,
  }
  return (
    <RecordFrame
      id={invoice.id}
      name={nameOfInvoice(invoice)}
      status={
        <>
          <InvoiceStateBadge invoice={invoice} />
          <OverdueBadge invoice={invoice} />
        </>
      }
      actions={
        <>
          <Button
            component="a"
            href={fileOf(invoice.id, "pdf")}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} stroke={1.6} />}
          >
            PDF
          </Button>
          <SendInvoice invoice={invoice} />
          {pay}
          <InvoiceActions invoice={invoice} />
        </>
      }
      side={<InvoiceSide invoice={invoice} />}
    >
      <RecordTabs
        tabs={tabsOf({ ...paper, content: <Paper invoice={invoice} /> }, history)}
        tab={tab}
        open={open}
      />
    </RecordFrame>
  )
}

/** Notes, once, that the client has opened what was issued to it. */
function useViewed({ id, viewedAt }: Invoice): void {
  const agency = usePermission("invoices.prepare")
  const { mutate } = trpc.invoices.markViewed.useMutation()
  const unseen = !agency && viewedAt === null
  useEffect(() => {
    if (unseen) mutate({ id })
  }, [unseen, id, mutate])
}
