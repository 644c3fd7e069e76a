import type { ReactNode } from "react"
import classes from "./section.module.css"

interface Props {
  title: string
  /** By which an address leads here. */
  id?: string
  /** What it is for, in a line. */
  text?: ReactNode
  children: ReactNode
}

/** A part of a page of settings: its name at the side, and what can be done beside it. */
export function Section({ title, id, text, children }: Props) {
  return (
    <section id={id} className={classes.section} aria-label={title}>
      <div>
        <h2 className={classes.title}>{title}</h2>
        {text && <p className={classes.text}>{text}</p>}
      </div>
      <div className={classes.body}>{children}</div>
    </section>
  )
}
