import type { Metadata } from "next"
import { SettingsForm } from "../../../features/settings/settings-form"
import { pageQueries, pageTrpc } from "../../../server/caller"
import { Hydrated, signedIn } from "../../../server/page"
import { Page as Frame } from "../../../shell/page"

export const metadata: Metadata = { title: "Settings" }

export default async function Page() {
  await signedIn("settings.manage")
  await pageQueries().prefetchQuery(pageTrpc().settings.get.queryOptions())
  return (
    <Hydrated>
      <Frame trail={[{ label: "Settings" }]} width="text">
        <SettingsForm />
      </Frame>
    </Hydrated>
  )
}
