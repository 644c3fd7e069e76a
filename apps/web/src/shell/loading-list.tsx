import type { Column } from "../table/column"
import { List } from "../table/list"
import { TableSkeleton } from "../table/skeleton"
import { Page } from "./page"

interface Props {
  title: string
  columns: Pick<Column<unknown>, "id" | "header" | "width" | "card">[]
}

/** A list's page while the server fetches its first screen; for a route's `loading.tsx`. */
export function LoadingList({ title, columns }: Props) {
  return (
    <Page trail={[{ label: title }]}>
      <List toolbar={<span />}>
        <TableSkeleton columns={columns} rows={14} />
      </List>
    </Page>
  )
}
