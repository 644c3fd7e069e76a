import type { Metadata } from "next"
import { ReceivablesPage } from "../../../features/payments/receivables-page"
import { Hydrated, signedIn } from "../../../server/page"

export const metadata: Metadata = { title: "Receivables" }

export default async function Page() {
  await signedIn("payments.record")
  return (
    <Hydrated>
      <ReceivablesPage />
    </Hydrated>
  )
}
