import type { Metadata } from "next"
import { ImportsPage } from "../../../../features/clients/imports-page"
import { pageTrpc } from "../../../../server/caller"
import { Hydrated, signedIn } from "../../../../server/page"

export const metadata: Metadata = { title: "Import clients" }

export default async function Page() {
  await signedIn("clients.import")
  await pageTrpc().clients.imports.list.prefetch({ limit: 50 })
  return (
    <Hydrated>
      <ImportsPage />
    </Hydrated>
  )
}
