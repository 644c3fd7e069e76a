import { LinesSkeleton } from "../../../shell/lines-skeleton"
import { Page } from "../../../shell/page"

export default function Loading() {
  return (
    <Page trail={[{ label: "Time" }]}>
      <LinesSkeleton />
    </Page>
  )
}
