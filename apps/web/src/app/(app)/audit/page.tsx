import type { Metadata } from "next"
import { pages } from "../../../data/pages"
import { auditQuery, standardAudit } from "../../../features/changes/audit-address"
import { AuditPage } from "../../../features/changes/audit-page"
import { pageCaller, pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Audit log" }

export default async function Page({ searchParams }: PageProps) {
  const { agency } = await signedIn("changes.audit")
  const address = readAddress(standardAudit, await searchOf(searchParams))
  const input = auditQuery(address, agency.timeZone)
  const [queries, trpc, caller] = [pageQueries(), pageTrpc(), await pageCaller()]
  await Promise.all([
    queries.prefetchInfiniteQuery(
      pages(trpc.changes.audit.queryOptions(input).queryKey, (cursor) =>
        caller.changes.audit({ ...input, cursor }),
      ),
    ),
    trpc.users.list.prefetch({ state: "all", limit: 200 }),
    trpc.users.directory.prefetch({ limit: 500 }),
  ])
  return (
    <Hydrated>
      <AuditPage />
    </Hydrated>
  )
}
