import { ReceivablesSkeleton } from "../../../features/payments/receivables-page"
import { Page } from "../../../shell/page"

export default function Loading() {
  return (
    <Page trail={[{ label: "Receivables" }]} width="text">
      <ReceivablesSkeleton />
    </Page>
  )
}
