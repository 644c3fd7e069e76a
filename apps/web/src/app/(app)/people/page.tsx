import { may } from "@alphas/domain/permissions"
import type { Metadata } from "next"
import { peopleQuery, standardPeople } from "../../../features/users/people-address"
import { PeoplePage } from "../../../features/users/people-page"
import { pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "People" }

export default async function Page({ searchParams }: PageProps) {
  const me = await signedIn("users.read")
  const address = readAddress(standardPeople, await searchOf(searchParams))
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  await Promise.all([
    queries.prefetchQuery(trpc.users.list.queryOptions(peopleQuery(address))),
    may(me.role, "users.manage") && queries.prefetchQuery(trpc.users.invitations.queryOptions()),
  ])
  return (
    <Hydrated>
      <PeoplePage />
    </Hydrated>
  )
}
