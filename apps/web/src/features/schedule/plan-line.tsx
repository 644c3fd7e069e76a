import { Kbd } from "@mantine/core"
import { Isolated } from "../../feedback/isolated"
import classes from "./schedule.module.css"

interface Props {
  says: string | null
  editable: boolean
  /** Why nothing can be dragged that looks as if it could. */
  archived: boolean
}

/** Below the chart: what the change in hand would do, else what the signs mean. */
export function PlanLine({ says, editable, archived }: Props) {
  return (
    <div className={classes.line}>
      <div role="status" className={classes.says} data-plan-line>
        {says !== null && <Isolated text={says} />}
      </div>
      {says === null && (
        <>
          <ul className={classes.legend} aria-label="What the signs mean">
            <li>
              <span className={classes.sign} data-sign="critical" /> Critical
            </li>
            <li>
              <span className={classes.sign} data-sign="float" /> Float
            </li>
            <li>
              <span className={classes.sign} data-sign="milestone" /> Milestone
            </li>
            <li>
              <span className={classes.sign} data-sign="manual" /> Manual
            </li>
            <li>
              <span className={classes.sign} data-sign="late" /> Late
            </li>
          </ul>
          {archived && <span>This campaign is archived. Restore it to move its tasks.</span>}
          {editable && (
            <span className={classes.keys}>
              <Kbd size="xs">Shift</Kbd> <Kbd size="xs">→</Kbd> moves, <Kbd size="xs">Shift</Kbd>{" "}
              <Kbd size="xs">↑</Kbd> progress, <Kbd size="xs">L</Kbd> dependencies
            </span>
          )}
        </>
      )}
    </div>
  )
}
