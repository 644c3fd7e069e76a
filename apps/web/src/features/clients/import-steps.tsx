import type { ImportState } from "@alphas/domain/clients/import"
import { IconCheck } from "@tabler/icons-react"
import classes from "./import-steps.module.css"

const steps = ["Upload", "Columns", "Check", "Import"] as const

/** How many of the steps are behind, and whether one is open. */
const stands: Record<ImportState, number> = {
  uploading: 0,
  reading: 0,
  mapping: 1,
  checking: 2,
  ready: 2,
  importing: 3,
  done: 4,
  undoing: 4,
  undone: 4,
  failed: -1,
  cancelled: -1,
}

/** The way of a file, and how far this one has come; nothing for one that goes no further. */
export function ImportSteps({ state }: { state: ImportState }) {
  const at = stands[state]
  if (at === -1) return null
  return (
    <ol className={classes.steps} aria-label="Steps of the import">
      {steps.map((step, index) => (
        <li
          key={step}
          data-state={index < at ? "done" : index === at ? "now" : "ahead"}
          aria-current={index === at ? "step" : undefined}
        >
          <span className={classes.number} aria-hidden>
            {index < at ? <IconCheck size={11} stroke={2.4} /> : index + 1}
          </span>
          {step}
        </li>
      ))}
    </ol>
  )
}
