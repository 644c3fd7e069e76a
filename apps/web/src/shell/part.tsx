import { Anchor, Title } from "@mantine/core"
import type { ReactNode } from "react"
import classes from "./record.module.css"

interface Props {
  title: string
  /** What can be done with it, at the right of its title. */
  actions?: ReactNode
  children: ReactNode
}

/** A part of a record's tab under its title. */
export function Part({ title, actions, children }: Props) {
  return (
    <section aria-label={title}>
      <div className={classes.partHead}>
        <Title order={2}>{title}</Title>
        {actions}
      </div>
      {children}
    </section>
  )
}

/** A quiet act in the head of a part. */
export function PartAction({ run, children }: { run: () => void; children: ReactNode }) {
  return (
    <Anchor component="button" type="button" size="sm" onClick={run}>
      {children}
    </Anchor>
  )
}
