import { WeekSkeleton } from "../../../features/time/week-skeleton"
import { Page } from "../../../shell/page"

export default function Loading() {
  return (
    <Page trail={[{ label: "Time" }]}>
      <WeekSkeleton />
    </Page>
  )
}
