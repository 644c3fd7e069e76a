import { Skeleton } from "@mantine/core"
import classes from "./schedule.module.css"

/** The shape of the chart while its plan is on its way. */
export function ScheduleSkeleton() {
  return (
    <div className={classes.board} aria-busy>
      <div className={classes.tools}>
        <Skeleton w={232} h={28} />
      </div>
      <div className={classes.blank}>
        {Array.from({ length: 14 }, (_, index) => (
          // Blank rows have nothing else to be told apart by.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said above
          <div key={index}>
            <Skeleton h={10} w={120 + ((index * 37) % 90)} />
            <Skeleton h={16} w={80 + ((index * 53) % 160)} ml={80 + ((index * 41) % 360)} />
          </div>
        ))}
      </div>
    </div>
  )
}
