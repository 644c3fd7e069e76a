import { InvoicesLoading } from "../../../features/invoices/invoices-page"

export default function Loading() {
  return <InvoicesLoading />
}
