import type { Metadata } from "next"
import { settingsViewOf, standardSettings } from "../../../features/settings/settings-address"
import { pageTrpc } from "../../../server/caller"
import { Hydrated, type PageProps, searchOf, signedIn } from "../../../server/page"
import { readAddress } from "../../../table/address"
import { Settings } from "./settings"

export const metadata: Metadata = { title: "Settings" }

export default async function Page({ searchParams }: PageProps) {
  await signedIn("settings.manage")
  const view = settingsViewOf(readAddress(standardSettings, await searchOf(searchParams)).view)
  const trpc = pageTrpc()
  await Promise.all([
    view === "agency" && trpc.settings.get.prefetch(),
    view === "calendar" && trpc.calendar.get.prefetch(),
    view === "calendar" && trpc.calendar.places.prefetch(),
    view === "time" && trpc.time.rules.get.prefetch(),
  ])
  return (
    <Hydrated>
      <Settings />
    </Hydrated>
  )
}
