import type { Metadata } from "next"
import { paymentsQuery, standardPayments } from "../../../features/payments/payments-address"
import { PaymentsPage } from "../../../features/payments/payments-page"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Payments" }

export default async function Page({ searchParams }: PageProps) {
  await signedIn("payments.record")
  const address = readAddress(standardPayments, await searchOf(searchParams))
  await pageTrpc().payments.list.prefetch(paymentsQuery(address))
  return (
    <Hydrated>
      <PaymentsPage />
    </Hydrated>
  )
}
