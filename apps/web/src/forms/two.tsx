import type { ReactNode } from "react"
import classes from "./two.module.css"

/** Fields that belong together, two in a line where there is room. */
export function Two({ children }: { children: ReactNode }) {
  return <div className={classes.two}>{children}</div>
}
