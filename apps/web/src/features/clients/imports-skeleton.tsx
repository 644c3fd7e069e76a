import { Skeleton } from "@mantine/core"
import { Page } from "../../shell/page"
import { TableSkeleton } from "../../table/skeleton"
import classes from "./import.module.css"
import { ImportSkeleton } from "./import-skeleton"

const clients = { label: "Clients", href: "/clients" }
const columns = [
  { id: "file", header: "File", width: 280 },
  { id: "state", header: "Status", width: 190, card: "aside" as const },
  { id: "at", header: "When", width: 130 },
  { id: "rows", header: "Rows", width: 90, card: "none" as const },
  { id: "created", header: "Created", width: 90, card: "none" as const },
]

/** The shape of the place where an import begins. */
export function ImportsLoading() {
  return (
    <Page trail={[clients, { label: "Import" }]}>
      <div className={classes.page}>
        <div className={classes.drop} style={{ height: 190 }} />
        <TableSkeleton columns={columns} rows={6} />
      </div>
    </Page>
  )
}

/** The shape of one import, before its name is known. */
export function ImportLoading() {
  const name = <Skeleton h={12} w={140} />
  return (
    <Page trail={[clients, { label: "Import", href: "/clients/import" }, { label: name }]}>
      <div className={classes.step}>
        <ImportSkeleton />
      </div>
    </Page>
  )
}
