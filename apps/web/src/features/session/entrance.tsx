import type { ReactNode } from "react"
import { Mark } from "../../shell/mark"
import classes from "./entrance.module.css"

/** The frame of the pages before one is signed in: one quiet column. */
export function Entrance({ children }: { children: ReactNode }) {
  return (
    <div className={classes.entrance}>
      <main className={classes.column}>
        <div className={classes.mark}>
          <Mark size={36} />
        </div>
        {children}
      </main>
    </div>
  )
}

/** What one of these pages is about. */
export function EntranceHead({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      {children && <p className={classes.text}>{children}</p>}
    </div>
  )
}

/** A line below the form that leads elsewhere. */
export function EntranceFoot({ children }: { children: ReactNode }) {
  return <p className={classes.foot}>{children}</p>
}
