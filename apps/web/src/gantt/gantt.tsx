"use client"

import type { WorkingWeek } from "@alphas/domain/schedule/working-calendar"
import { type CSSProperties, type ReactNode, useCallback, useMemo, useRef, useState } from "react"
import { Axis } from "./axis"
import classes from "./gantt.module.css"
import { OverLayer, Shading, UnderLayer } from "./layers"
import { LibraryBars } from "./library-bars"
import { RowList, rowElementId } from "./row-list"
import { type GanttDependency, type GanttRow, type Gesture, type Ghost, rowHeight } from "./rows"
import type { Zoom } from "./time-scale"
import { useDrag } from "./use-drag"
import { bringIntoSight, headHeight, useScale, useSteadyPlace } from "./use-place"
import { useGanttKeys } from "./use-row-keys"
import { blockRows, useView } from "./use-view"

export interface GanttProps {
  label: string
  rows: readonly GanttRow[]
  dependencies: readonly GanttDependency[]
  zoom: Zoom
  week: WorkingWeek
  today: string
  /** Where rows would stand if the gesture were kept. */
  ghosts: ReadonlyMap<string, Ghost>
  gesture: Gesture | null
  onGesture: (gesture: Gesture | null) => void
  onDrop: (gesture: Gesture) => void
  onToggle: (row: GanttRow) => void
  onOpen: (row: GanttRow) => void
  /** Null for whoever may not dependency tasks. */
  onDependency: ((row: GanttRow) => void) | null
  /** Raised whenever today is to be brought into sight. */
  goToday: number
  /** The row that is in sight when the chart opens. */
  first?: string | undefined
  /** Pixels. */
  listWidth: number
  /** Below the rows, such as what loads more. */
  foot?: ReactNode
}

/** Rows at the left, their bars on days at the right, both scrolled together; only what is in sight is drawn. */
export function GanttChart(props: GanttProps) {
  const { label, rows, dependencies, zoom, week, today, ghosts, gesture, onGesture, onDrop, listWidth } =
    props
  const [scroller, chart, list] = [
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
    useRef<HTMLDivElement>(null),
  ]
  const [active, setActive] = useState<string | null>(props.first ?? null)
  const places = useMemo(() => new Map(rows.map((row, index) => [row.id, index])), [rows])
  const scale = useScale(zoom, rows, today)
  const view = useView(scroller, listWidth, headHeight)
  const { firstRow, fromX, toX } = view
  const lastRow = Math.min(view.lastRow, rows.length)
  const known = useMemo(() => ({ firstRow, lastRow, fromX, toX }), [firstRow, lastRow, fromX, toX])
  useSteadyPlace({ scroller, scale, today, rows, listWidth, goToday: props.goToday, first: props.first })

  const onPick = useCallback(
    (id: string) => {
      setActive(id)
      list.current?.focus({ preventScroll: true })
      const index = places.get(id)
      if (scroller.current && index !== undefined) bringIntoSight(scroller.current, index)
    },
    [places, list, scroller],
  )
  const current = active !== null && places.has(active) ? active : (rows[0]?.id ?? null)
  const drag = useDrag({ chart, scroller, rows, scale, listWidth, onPick, onGesture, onDrop })
  const keys = useGanttKeys({
    ...{ rows, gesture, onPick, onGesture, onDrop },
    ...{ onToggle: props.onToggle, onOpen: props.onOpen, onDependency: props.onDependency },
    active: current === null ? 0 : (places.get(current) ?? 0),
    page: Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 600) - headHeight) / rowHeight) - 1),
  })

  const height = rows.length * rowHeight
  const blocks: number[] = []
  for (let row = view.firstBar; row < Math.min(view.lastBar, rows.length); row += blockRows) blocks.push(row)
  const activeTop = (places.get(current ?? "") ?? 0) * rowHeight
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      // React's type knows no custom properties.
      style={{ "--gantt-list": `${listWidth}px` } as CSSProperties}
      data-gantt-scroller
      data-narrow={listWidth < 300 || undefined}
    >
      <div className={classes.head} style={{ width: listWidth + scale.width, height: headHeight }}>
        <div className={classes.corner} style={{ width: listWidth }} aria-hidden>
          <span>Task</span>
          <span className={classes.noteHead}>Client or assignee</span>
        </div>
        <Axis scale={scale} fromX={fromX} toX={toX} today={today} />
      </div>
      <div
        className={classes.body}
        style={{ width: listWidth + scale.width, minHeight: `max(${height}px, 100% - ${headHeight + 1}px)` }}
      >
        <div
          ref={list}
          className={classes.list}
          style={{ width: listWidth }}
          role="treegrid"
          aria-label={label}
          aria-rowcount={rows.length}
          aria-activedescendant={current === null ? undefined : rowElementId(current)}
          tabIndex={0}
          {...keys}
        >
          <div className={classes.activeRow} style={{ top: activeTop }} role="presentation" />
          <RowList
            rows={rows}
            firstRow={firstRow}
            lastRow={lastRow}
            active={current}
            onPick={onPick}
            onToggle={props.onToggle}
            onOpen={props.onOpen}
          />
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the list has the keys for all that the pointer does here */}
        <div
          ref={chart}
          className={classes.chart}
          style={{ width: scale.width, minHeight: height, cursor: gesture ? "grabbing" : drag.cursor }}
          aria-hidden
          data-gantt-chart
          onDoubleClick={() => {
            const row = drag.hovered === null ? undefined : rows[drag.hovered]
            if (row) props.onOpen(row)
          }}
          {...drag.handlers}
        >
          <Patterns />
          <Shading scale={scale} fromX={fromX} toX={toX} week={week} today={today} />
          <div className={classes.activeBand} style={{ top: activeTop }} />
          <UnderLayer {...{ scale, rows, dependencies, places }} view={known} active={current} />
          {blocks.map((row) => (
            <div key={row} data-block={row} className={classes.block} style={{ top: row * rowHeight }}>
              <LibraryBars rows={rows.slice(row, row + blockRows)} scale={scale} />
            </div>
          ))}
          <OverLayer {...{ scale, rows, places, ghosts, gesture }} view={known} hovered={drag.hovered} />
        </div>
      </div>
      {props.foot}
    </div>
  )
}

/** The hatch of critical bars, which the bars name by its id. */
function Patterns() {
  return (
    <svg width={0} height={0} className={classes.patterns} aria-hidden>
      <defs>
        <pattern
          id="gantt-hatch"
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={6} height={6} className={classes.hatchGround} />
          <rect width={2.5} height={6} className={classes.hatchLine} />
        </pattern>
      </defs>
    </svg>
  )
}
