import { SettingsSkeleton } from "../../../features/settings/settings-skeleton"
import { Page } from "../../../shell/page"

export default function Loading() {
  return (
    <Page trail={[{ label: "Profile and security" }]} width="text">
      <SettingsSkeleton title="Profile" text="Your colleagues see your name and job title." />
    </Page>
  )
}
