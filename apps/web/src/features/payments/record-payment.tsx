"use client"

import type { Invoice } from "@alphas/domain/invoices/dto"
import { Button } from "@mantine/core"
import dynamic from "next/dynamic"
import { useMemo, useState } from "react"
import { usePermission } from "../../data/me"

const PaymentDialog = dynamic(() => import("./payment-dialog").then((module) => module.PaymentDialog), {
  ssr: false,
})
const CreditDialog = dynamic(() => import("./credit-dialog").then((module) => module.CreditDialog), {
  ssr: false,
})
const RefundDialog = dynamic(() => import("./refund-dialog").then((module) => module.RefundDialog), {
  ssr: false,
})

/** On the page of an issued document: records a payment of an invoice, and uses or pays out a credit note. */
export function RecordPayment({ invoice }: { invoice: Invoice }) {
  const records = usePermission("payments.record")
  if (!records || invoice.openMinor <= 0) return null
  return invoice.kind === "invoice" ? <PayInvoice invoice={invoice} /> : <UseCreditNote invoice={invoice} />
}

function PayInvoice({ invoice }: { invoice: Invoice }) {
  const [recording, setRecording] = useState(false)
  const about = useMemo(() => ({ clientId: invoice.client.id, invoice }), [invoice])
  return (
    <>
      <Button size="xs" onClick={() => setRecording(true)}>
        Record payment
      </Button>
      {recording && <PaymentDialog about={about} close={() => setRecording(false)} />}
    </>
  )
}

function UseCreditNote({ invoice }: { invoice: Invoice }) {
  const [doing, setDoing] = useState<"apply" | "refund" | null>(null)
  const { id, number, client, currency, openMinor } = invoice
  const dialog = {
    ...{ clientId: client.id, currency, creditMinor: openMinor },
    ...{ creditNote: { id, number: number ?? "" }, close: () => setDoing(null) },
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setDoing("refund")}>
        Record refund
      </Button>
      <Button size="xs" onClick={() => setDoing("apply")}>
        Use credit note
      </Button>
      {doing === "apply" && <CreditDialog {...dialog} />}
      {doing === "refund" && <RefundDialog {...dialog} />}
    </>
  )
}
