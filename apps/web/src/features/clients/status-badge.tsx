import { type ClientStatus, clientStatusLabels } from "@alphas/domain/clients/words"
import classes from "./status-badge.module.css"

/** A client's status: a word, with a dot whose colour says it at a glance. */
export function StatusBadge({ status, archived = false }: { status: ClientStatus; archived?: boolean }) {
  return (
    <span className={classes.status} data-status={archived ? "archived" : status}>
      {archived ? "Archived" : clientStatusLabels[status]}
    </span>
  )
}
