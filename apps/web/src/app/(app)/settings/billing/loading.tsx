import { BillingSkeleton } from "../../../../features/money/billing-skeleton"
import { Page } from "../../../../shell/page"

export default function Loading() {
  return (
    <Page trail={[{ label: "Settings" }, { label: "Billing" }]} width="text">
      <BillingSkeleton />
    </Page>
  )
}
