"use client"

import type { WorkingWeek } from "@alphas/domain/schedule/working-calendar"
import { memo } from "react"
import { arrowHead, arrowPath } from "./arrows"
import { daysOff } from "./days-off"
import { boxOf, heldBox } from "./geometry"
import classes from "./layers.module.css"
import { barHeight, type GanttDependency, type GanttRow, type Gesture, type Ghost, rowHeight } from "./rows"
import { dayAt, type TimeScale, xOf, xOfDay } from "./time-scale"
import type { Stretch } from "./use-view"

interface Place {
  scale: TimeScale
  view: Stretch
}

/** Weekends and holidays, and the line of today. */
export const Shading = memo(function Shading({
  scale,
  fromX,
  toX,
  week,
  today,
}: {
  scale: TimeScale
  fromX: number
  toX: number
  week: WorkingWeek
  today: string
}) {
  const found = daysOff(week, dayAt(scale, fromX), dayAt(scale, toX) + 1)
  return (
    <>
      {found.map(([from, until]) => (
        <div
          key={from}
          className={classes.off}
          style={{ left: xOf(scale, from), width: (until - from) * scale.dayWidth }}
        />
      ))}
      <div className={classes.today} style={{ left: xOfDay(scale, today) + scale.dayWidth / 2 }} />
    </>
  )
})

const Svg = ({ view, over, children }: { view: Stretch; over?: boolean; children: React.ReactNode }) => {
  const [top, height] = [view.firstRow * rowHeight, (view.lastRow - view.firstRow) * rowHeight]
  const [left, width] = [view.fromX, view.toX - view.fromX]
  return (
    <svg
      className={classes.layer}
      data-over={over || undefined}
      style={{ top, left, width, height }}
      viewBox={`${left} ${top} ${width} ${height}`}
      aria-hidden
    >
      {children}
    </svg>
  )
}

interface Under extends Place {
  rows: readonly GanttRow[]
  dependencies: readonly GanttDependency[]
  /** The place of each row. */
  places: ReadonlyMap<string, number>
  /** The row whose links stand out. */
  active: string | null
}

/** Behind the bars: how much room they have, and the arrows between them. */
export const UnderLayer = memo(function UnderLayer({
  scale,
  view,
  rows,
  dependencies,
  places,
  active,
}: Under) {
  const shown = (index: number) => index >= view.firstRow && index < view.lastRow
  return (
    <Svg view={view}>
      {rows.slice(view.firstRow, view.lastRow).map((row, offset) => {
        if (row.floatUntil === null) return null
        const box = boxOf(row, view.firstRow + offset, scale)
        const until = xOfDay(scale, row.floatUntil) + (row.kind === "milestone" ? 0 : scale.dayWidth)
        // Only as far as it is in sight: many long lines are what costs most to draw.
        const [from, to] = [Math.max(box.right, view.fromX), Math.min(until, view.toX)]
        if (from >= to) return null
        const end = to === until ? `M${until} ${box.y - 4}v8` : ""
        return <path key={row.id} className={classes.float} d={`M${from} ${box.y}H${to}${end}`} />
      })}
      {dependencies.map((dependency) => {
        const [from, to] = [places.get(dependency.from), places.get(dependency.to)]
        if (from === undefined || to === undefined || !(shown(from) || shown(to))) return null
        const [predecessor, successor] = [rows[from], rows[to]]
        if (predecessor === undefined || successor === undefined) return null
        const [a, b] = [boxOf(predecessor, from, scale), boxOf(successor, to, scale)]
        return (
          <g
            key={dependency.id}
            className={classes.arrow}
            data-critical={dependency.critical || undefined}
            data-active={dependency.from === active || dependency.to === active || undefined}
          >
            <path d={arrowPath(dependency.type, a, b)} />
            <path d={arrowHead(dependency.type, a, b)} data-head />
          </g>
        )
      })}
    </Svg>
  )
})

interface Over extends Place {
  rows: readonly GanttRow[]
  places: ReadonlyMap<string, number>
  ghosts: ReadonlyMap<string, Ghost>
  gesture: Gesture | null
  /** The row under the pointer. */
  hovered: number | null
}

/** Before the bars: marks, what can be taken hold of, and where everything would go. */
export const OverLayer = memo(function OverLayer(props: Over) {
  const { scale, view, rows, ghosts, gesture, hovered, places } = props
  const half = barHeight / 2
  const held = gesture === null ? undefined : places.get(gesture.id)
  const row = hovered === null || gesture !== null ? undefined : rows[hovered]
  return (
    <Svg view={view} over>
      {rows.slice(view.firstRow, view.lastRow).map((each, offset) => (
        <Marks key={each.id} row={each} index={view.firstRow + offset} scale={scale} />
      ))}
      {row?.movable && row.kind === "task" && <Grips row={row} index={hovered ?? 0} scale={scale} />}
      {[...ghosts].map(([id, ghost]) => {
        const index = places.get(id)
        const moved = index === undefined ? undefined : rows[index]
        if (index === undefined || moved === undefined || index < view.firstRow || index >= view.lastRow)
          return null
        const box = boxOf({ ...ghost, kind: moved.kind }, index, scale)
        return (
          <g key={id} className={classes.ghost} data-ghost={id}>
            <rect x={box.left} y={box.y - half} width={box.right - box.left} height={barHeight} rx={4} />
            <text x={box.right + 6} y={box.y + 4}>
              {ghost.note}
            </text>
          </g>
        )
      })}
      {gesture !== null && held !== undefined && gesture.unit !== "workingDays" && (
        <Held gesture={gesture} index={held} scale={scale} />
      )}
    </Svg>
  )
})

interface Marked {
  row: GanttRow
  index: number
  scale: TimeScale
}

function Marks({ row, index, scale }: Marked) {
  if (!row.manual && !row.conflict) return null
  const { left, right, y } = boxOf(row, index, scale)
  const half = barHeight / 2 + 2
  return (
    <>
      {row.manual && row.kind === "task" && (
        <path
          className={classes.manual}
          d={`M${left + 4} ${y - half}h-5v${half * 2}h5M${right - 4} ${y - half}h5v${half * 2}h-5`}
        />
      )}
      {row.conflict && (
        <g className={classes.conflict} transform={`translate(${left - 13} ${y})`}>
          <path d="M0 -7L8 7H-8Z" />
          <path d="M0 -2.500V2.500M0 4.200V5.200" data-sign />
        </g>
      )}
    </>
  )
}

function Grips({ row, index, scale }: Marked) {
  const { left, right, y } = boxOf(row, index, scale)
  const x = left + ((right - left) * row.progress) / 100
  return (
    <g className={classes.grips}>
      <path d={`M${left + 3} ${y - 4}v8M${right - 3} ${y - 4}v8`} data-line />
      <path d={`M${x} ${y + barHeight / 2 - 2}l5 8h-10z`} />
    </g>
  )
}

function Held({ gesture, index, scale }: { gesture: Gesture; index: number; scale: TimeScale }) {
  const { left, right, y, progress } = heldBox(gesture, index, scale)
  const width = Math.max(2, right - left)
  return (
    <g className={classes.held}>
      <rect x={left} y={y - barHeight / 2 - 1} width={width} height={barHeight + 2} rx={4} />
      {gesture.kind === "progress" && (
        <>
          <rect
            x={left}
            y={y - barHeight / 2}
            width={(width * progress) / 100}
            height={barHeight}
            data-filled
          />
          <text x={right + 6} y={y + 4}>{`${progress} %`}</text>
        </>
      )}
    </g>
  )
}
