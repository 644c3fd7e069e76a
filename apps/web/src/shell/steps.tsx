import { UnstyledButton } from "@mantine/core"
import { IconCheck } from "@tabler/icons-react"
import classes from "./steps.module.css"

interface Props {
  /** What the steps lead through, for screen readers. */
  label: string
  steps: readonly string[]
  /** How many of them are behind; the next one is open. */
  at: number
  /** Goes back to a step that is behind; without it the steps only show the way. */
  open?: (step: number) => void
}

/** The steps of something that is done one after the other, and how far it has come. */
export function Steps({ label, steps, at, open }: Props) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map((step, index) => {
        const behind = index < at
        const words = (
          <>
            <span className={classes.number} aria-hidden>
              {behind ? <IconCheck size={11} stroke={2.4} /> : index + 1}
            </span>
            {step}
          </>
        )
        return (
          <li
            key={step}
            data-state={behind ? "done" : index === at ? "now" : "ahead"}
            aria-current={index === at ? "step" : undefined}
          >
            {behind && open ? (
              <UnstyledButton className={classes.back ?? ""} onClick={() => open(index)}>
                {words}
              </UnstyledButton>
            ) : (
              words
            )}
          </li>
        )
      })}
    </ol>
  )
}
