import { Skeleton } from "@mantine/core"
import classes from "./time.module.css"

/** The shape of a week while it is on its way. */
export function WeekSkeleton() {
  return (
    <div className={classes.skeleton} aria-busy>
      {["first", "second", "third", "fourth", "fifth"].map((row) => (
        <div key={row} className={classes.skeletonRow}>
          <Skeleton h={10} w="45%" />
          <Skeleton h={28} />
        </div>
      ))}
    </div>
  )
}
