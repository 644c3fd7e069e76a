import { Id } from "@alphas/domain/ids"
import type { Metadata } from "next"
import { notFound } from "next/navigation"
import { ImportPage } from "../../../../../features/clients/import-page"
import { pageTrpc } from "../../../../../server/caller"
import { Hydrated, signedIn } from "../../../../../server/page"

export const metadata: Metadata = { title: "Import clients" }

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await signedIn("clients.import")
  const id = Id.safeParse((await params).id)
  if (!id.success) notFound()
  await pageTrpc().clients.imports.get.prefetch({ id: id.data })
  return (
    <Hydrated>
      <ImportPage id={id.data} />
    </Hydrated>
  )
}
