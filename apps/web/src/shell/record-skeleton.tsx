import { Skeleton } from "@mantine/core"
import type { ReactNode } from "react"
import classes from "./record.module.css"

/** The shape of a record's page while it is on its way; `children` that of its first tab. */
export function RecordSkeleton({ children }: { children: ReactNode }) {
  return (
    <div className={classes.record} aria-busy>
      <div className={classes.main}>
        <div className={classes.head}>
          <Skeleton h={20} w={220} my={4} />
          <Skeleton h={12} w={70} />
        </div>
        <div className={classes.tabs}>
          <Skeleton h={11} w={60} />
          <Skeleton h={11} w={68} />
          <Skeleton h={11} w={52} />
        </div>
        {children}
      </div>
      <div className={classes.side}>
        <Skeleton h={13} w={60} mb={14} />
        <Skeleton h={11} w={140} mb={26} />
        <Skeleton h={13} w={76} mb={14} />
        {[130, 120, 150, 110, 170, 96].map((width) => (
          <Skeleton key={width} h={11} w={width} mb={16} />
        ))}
      </div>
    </div>
  )
}
