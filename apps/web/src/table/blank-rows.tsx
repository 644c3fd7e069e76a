import type { ReactNode } from "react"
import { FailedState } from "../feedback/states"
import classes from "./data-table.module.css"

/** The place of a table that has no rows. */
export function EmptyRows({ children }: { children: ReactNode }) {
  return <div className={classes.area}>{children}</div>
}

/** The place of a table whose rows could not be loaded. */
export function FailedRows({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div className={classes.area}>
      <FailedState error={error} {...(retry ? { retry } : {})} />
    </div>
  )
}
