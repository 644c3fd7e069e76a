import type { Metadata } from "next"
import { settingsViewOf, standardSettings } from "../../../features/settings/settings-address"
import { SettingsPage } from "../../../features/settings/settings-page"
import { pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"

export const metadata: Metadata = { title: "Settings" }

export default async function Page({ searchParams }: PageProps) {
  await signedIn("settings.manage")
  const view = settingsViewOf(readAddress(standardSettings, await searchOf(searchParams)).view)
  const [queries, trpc] = [pageQueries(), pageTrpc()]
  await Promise.all([
    view === "agency" && queries.prefetchQuery(trpc.settings.get.queryOptions()),
    view === "calendar" && queries.prefetchQuery(trpc.calendar.get.queryOptions()),
    view === "calendar" && queries.prefetchQuery(trpc.calendar.places.queryOptions()),
    view === "time" && queries.prefetchQuery(trpc.time.rules.get.queryOptions()),
  ])
  return (
    <Hydrated>
      <SettingsPage />
    </Hydrated>
  )
}
