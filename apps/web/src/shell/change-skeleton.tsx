import { Skeleton } from "@mantine/core"
import classes from "./change-list.module.css"

/** The shape of a list of changes that is on its way. */
export function ChangeSkeleton({ rows = 12, flush = false }: { rows?: number; flush?: boolean }) {
  return (
    <div className={classes.changes} data-flush={flush || undefined} aria-busy>
      <div className={classes.day}>
        <Skeleton h={10} w={60} my={4} />
      </div>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows without data have no other name
        <div key={row} className={classes.change}>
          <Skeleton circle h={22} w={22} />
          <Skeleton h={10} my={6} w={`${[46, 32, 58, 38][row % 4]}%`} />
          <Skeleton h={10} my={6} w={34} />
        </div>
      ))}
    </div>
  )
}
