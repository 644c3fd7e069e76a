import { SettingsSkeleton } from "../../../features/settings/settings-skeleton"
import { Page } from "../../../shell/page"

export default function Loading() {
  return (
    <Page trail={[{ label: "Settings" }]} width="text">
      <SettingsSkeleton title="Agency" text="The name appears in the app and in every email." />
    </Page>
  )
}
