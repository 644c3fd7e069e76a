import { Skeleton } from "@mantine/core"
import classes from "./lines.module.css"

/** The shape of lines that are on their way. */
export function LinesSkeleton() {
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
