import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { invoicesFilter, invoicesQuery, standardInvoices } from "../../../features/invoices/invoices-address"
import { InvoicesPage } from "../../../features/invoices/invoices-page"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Invoices" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("invoices.read")
  const address = readAddress(standardInvoices, await searchOf(searchParams))
  const trpc = pageTrpc()
  await Promise.all([
    trpc.invoices.list.prefetch(invoicesQuery(address)),
    trpc.invoices.sums.prefetch(may(me.role, "invoices.prepare") ? invoicesFilter(address) : {}),
  ])
  return (
    <Hydrated>
      <InvoicesPage />
    </Hydrated>
  )
}
