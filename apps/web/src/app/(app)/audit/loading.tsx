import { ChangeSkeleton } from "../../../shell/change-skeleton"
import { Page } from "../../../shell/page"
import { List } from "../../../table/list"

export default function Loading() {
  return (
    <Page trail={[{ label: "Audit log" }]}>
      <List toolbar={<span />}>
        <ChangeSkeleton />
      </List>
    </Page>
  )
}
