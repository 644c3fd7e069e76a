import type { Metadata } from "next"
import { BillingPage } from "../../../../features/money/billing-page"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, signedIn } from "../../../../server/page"

export const metadata: Metadata = { title: "Billing" }

export default async function Page() {
  await signedIn("billing.manage")
  await pageTrpc().money.billing.get.prefetch()
  return (
    <Hydrated>
      <BillingPage />
    </Hydrated>
  )
}
