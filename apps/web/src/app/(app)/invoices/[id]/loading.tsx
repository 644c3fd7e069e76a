import { InvoiceSkeleton } from "../../../../features/invoices/invoice-skeleton"
import { Page } from "../../../../shell/page"

export default function Loading() {
  return (
    <Page trail={[{ label: "Invoices", href: "/invoices" }, { label: "Invoice" }]}>
      <InvoiceSkeleton />
    </Page>
  )
}
