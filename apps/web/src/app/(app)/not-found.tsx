import { NotFoundState } from "../../feedback/not-found-state"
import { Page } from "../../shell/page"

export default function NotFound() {
  return (
    <Page trail={[{ label: "Not found" }]}>
      <NotFoundState />
    </Page>
  )
}
