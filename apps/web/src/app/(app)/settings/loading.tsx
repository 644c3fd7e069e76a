import { SettingsSkeleton } from "../../../features/settings/settings-skeleton"
import { Page } from "../../../shell/page"

export default function Loading() {
  return (
    <Page trail={[{ label: "Settings" }]} width="text">
      <SettingsSkeleton title="Agency" text="Its name stands in the frame and in every email." />
    </Page>
  )
}
