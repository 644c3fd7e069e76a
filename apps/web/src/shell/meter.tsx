import clsx from "clsx"
import classes from "./meter.module.css"

interface Props {
  /** 0 to 100; beyond, the bar is full. */
  percent: number
  tone?: "plain" | "warn" | "bad" | "good"
  className?: string | undefined
}

/** A bar beside a figure that says the same, which is why it is not read out. */
export function Meter({ percent, tone = "plain", className }: Props) {
  const width = `${Math.max(0, Math.min(100, percent))}%`
  return (
    <span className={clsx(classes.meter, className)} data-tone={tone} aria-hidden>
      <span style={{ width }} />
    </span>
  )
}
