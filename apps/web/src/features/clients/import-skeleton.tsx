import { Skeleton } from "@mantine/core"
import { ChangeSkeleton } from "../../shell/change-skeleton"
import classes from "./import.module.css"

/** The shape of an import's page while it is on its way. */
export function ImportSkeleton() {
  return (
    <div aria-busy>
      <Skeleton h={12} w={280} mb={24} />
      <Skeleton h={16} w={320} mb={10} />
      <Skeleton h={11} w={240} mb={24} />
      <div className={classes.changes}>
        <ChangeSkeleton />
      </div>
    </div>
  )
}
