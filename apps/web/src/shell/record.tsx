import type { ReactNode } from "react"
import { RowGlow } from "../table/row-link"
import classes from "./record.module.css"

interface Props {
  id: string
  name: string
  /** What it is just now, beside its name. */
  status: ReactNode
  /** The main actions; they stand at the right. */
  actions: ReactNode
  /** Who looks after it, and the facts. */
  side: ReactNode
  /** For what is worked on across the whole width, such as a board: the facts stand aside. */
  wide?: boolean
  /** Its tabs. */
  children: ReactNode
}

/** A record's place on its page: its name, status and actions on top, its tabs below, its facts at the side. */
export function RecordFrame({ id, name, status, actions, side, wide = false, children }: Props) {
  return (
    <div className={classes.record} data-wide={wide || undefined}>
      <div className={classes.main}>
        <div className={classes.head}>
          <RowGlow id={id} />
          <div className={classes.name}>{name}</div>
          {status}
          <div className={classes.actions}>{actions}</div>
        </div>
        {children}
      </div>
      {!wide && (
        <aside className={classes.side} aria-label="Properties">
          {side}
        </aside>
      )}
    </div>
  )
}
