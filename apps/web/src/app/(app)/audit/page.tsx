import type { Metadata } from "next"
import { auditQuery, standardAudit } from "../../../features/changes/audit-address"
import { AuditPage } from "../../../features/changes/audit-page"
import { pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Audit log" }

export default async function Page({ searchParams }: PageProps) {
  const { agency } = await signedIn("changes.audit")
  const address = readAddress(standardAudit, await searchOf(searchParams))
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  await Promise.all([
    queries.prefetchInfiniteQuery(
      trpc.changes.audit.infiniteQueryOptions(auditQuery(address, agency.timeZone), {
        getNextPageParam: (page) => page.nextCursor,
      }),
    ),
    queries.prefetchQuery(trpc.users.list.queryOptions({ state: "all", limit: 200 })),
    queries.prefetchQuery(trpc.users.directory.queryOptions({ limit: 500 })),
  ])
  return (
    <Hydrated>
      <AuditPage />
    </Hydrated>
  )
}
