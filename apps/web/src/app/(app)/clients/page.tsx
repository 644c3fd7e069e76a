import type { Metadata } from "next"
import { clientsQuery, standardClients } from "../../../features/clients/clients-address"
import { ClientsPage } from "../../../features/clients/clients-page"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Clients" }

export default async function Page({ searchParams }: PageProps) {
  await signedIn("clients.read")
  const address = readAddress(standardClients, await searchOf(searchParams))
  const trpc = pageTrpc()
  await Promise.all([trpc.clients.list.prefetch(clientsQuery(address)), trpc.clients.facets.prefetch()])
  return (
    <Hydrated>
      <ClientsPage />
    </Hydrated>
  )
}
