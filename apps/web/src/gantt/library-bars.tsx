"use client"

import { dayNumberOf } from "@alphas/domain/days"
import { Gantt, type Task, ViewMode } from "gantt-task-react"
import { memo } from "react"
import classes from "./gantt.module.css"
import { barHeight, type GanttRow, rowHeight } from "./rows"
import { type TimeScale, xOf } from "./time-scale"

/** Days; the axis of a block begins and ends at multiples, so that a bar that is moved a little moves nothing else. */
const step = 8 * 7

/**
 * What gantt-task-react draws: the bars, milestones and progress of a block of rows. This is the only file that knows
 * the library.
 *
 * It is given whole blocks that are mounted and taken away as they come into sight (all of 2,000 rows would be 40,000
 * elements), between two empty milestones that hold the axis, in weeks: only those are all of one width. The rest is
 * ours, for what the library does not have:
 * - Dragging. It tells of a drag only when the hand lets go (`onDateChange`), so successors cannot be shown on the way,
 *   and new tasks throw a drag away. Hence the layer takes no pointer, and `use-drag.ts` does.
 * - Links other than finish-to-start, and links to rows that are not mounted: `layers.tsx` draws them.
 * - Its header and grid, which would be there once a block, and its wheel and keys, which stop those of the page.
 */
export const LibraryBars = memo(
  function LibraryBars({ rows, scale }: { rows: readonly GanttRow[]; scale: TimeScale }) {
    const starts = rows.map(({ startDay }) => dayNumberOf(startDay))
    const ends = rows.map(({ endDay }) => dayNumberOf(endDay))
    // The library leaves a week before the first milestone, and must have one after the last.
    const first = scale.first + Math.floor((Math.min(...starts) - 7 - scale.first) / step) * step
    const last = scale.first + Math.ceil((Math.max(...ends) + 2 - scale.first) / step) * step
    const edges = [first + 7, last].map(
      (day, index): Task => ({
        ...{ id: `edge ${index}`, type: "milestone", name: "", progress: 0, styles: invisible },
        ...{ start: localDay(day), end: localDay(day), displayOrder: rows.length + index + 1 },
      }),
    )
    return (
      <div
        className={classes.library}
        style={{ left: xOf(scale, first), height: rows.length * rowHeight }}
        aria-hidden
        inert
      >
        <Gantt
          tasks={[...rows.map(taskOf), ...edges]}
          viewMode={ViewMode.Week}
          columnWidth={scale.dayWidth * 7}
          rowHeight={rowHeight}
          barFill={(barHeight / rowHeight) * 100}
          barCornerRadius={4}
          handleWidth={1}
          headerHeight={0}
          listCellWidth=""
          todayColor="none"
          fontFamily="inherit"
        />
      </div>
    )
  },
  (before, after) =>
    before.scale === after.scale &&
    before.rows.length === after.rows.length &&
    before.rows.every((row, index) => row === after.rows[index]),
)

const invisible = { backgroundColor: "none", progressColor: "none" }

const colour = (name: string) => ({
  backgroundColor: `var(--gantt-${name})`,
  progressColor: `var(--gantt-${name}-done)`,
})

const styles = {
  group: colour("group"),
  normal: colour("bar"),
  // Hatched, for whoever does not tell the colours apart.
  critical: { backgroundColor: "url(#gantt-hatch)", progressColor: "var(--gantt-critical-done)" },
  late: colour("late"),
  done: colour("finished"),
}

function taskOf(row: GanttRow, index: number): Task {
  const milestone = row.kind === "milestone"
  const style = styles[row.kind === "group" && !row.late ? "group" : row.tone]
  return {
    id: row.id,
    type: milestone ? "milestone" : "task",
    name: "",
    start: localDay(dayNumberOf(row.startDay)),
    end: localDay(dayNumberOf(row.endDay) + (milestone ? 0 : 1)),
    progress: row.progress,
    // From 1: it takes 0 for none.
    displayOrder: index + 1,
    styles: milestone ? { backgroundColor: style.progressColor } : style,
  }
}

/** The library counts in the browser's own zone. */
function localDay(day: number): Date {
  const date = new Date(day * 86_400_000)
  return new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate())
}
