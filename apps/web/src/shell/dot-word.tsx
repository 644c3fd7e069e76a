import classes from "./dot-word.module.css"

export type Tone = "good" | "waiting" | "working" | "bad" | "over" | "idle"

/** A state as a word, with a dot whose colour and filling say it at a glance. */
export function DotWord({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className={classes.status} data-tone={tone}>
      {children}
    </span>
  )
}
