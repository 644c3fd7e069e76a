import classes from "./line-chart.module.css"

interface Props {
  /** By day (`YYYY-MM-DD`), oldest first. */
  points: readonly { day: string; value: number }[]
  /** A line across: what is to be reached. */
  target: number
  /** The same in words, for whoever does not see it. */
  label: string
}

const height = 48

/** How a value went from day to day, beside what it is to reach. Draws with one point as well; not without any. */
export function LineChart({ points, target, label }: Props) {
  const times = points.map(({ day }) => Date.parse(day))
  const [first = 0, last = 0] = [times.at(0), times.at(-1)]
  const values = [...points.map(({ value }) => value), target]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // In percent of the field, with room for the line's own width above and below.
  const x = (time: number) => (last === first ? 50 : ((time - first) / (last - first)) * 100)
  const y = (value: number) => (high === low ? 50 : 92 - ((value - low) / (high - low)) * 84)
  const at = points.map(({ value }, index) => [x(times[index] ?? 0), y(value)] as const)
  const [endX, endY] = at.at(-1) ?? [50, 50]
  return (
    <div className={classes.chart} role="img" aria-label={label} style={{ height }}>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
        <line className={classes.target} x1={0} x2={100} y1={y(target)} y2={y(target)} />
        {at.length > 1 && (
          <>
            <polygon
              className={classes.below}
              points={[...at, [endX, 100], [at[0]?.[0] ?? 0, 100]].map((each) => each.join(",")).join(" ")}
            />
            <polyline className={classes.line} points={at.map((each) => each.join(",")).join(" ")} />
          </>
        )}
      </svg>
      <span className={classes.end} style={{ left: `${endX}%`, top: `${endY}%` }} />
    </div>
  )
}
