import { dayNumberOf } from "@alphas/domain/days"
import type { Box } from "./arrows"
import { barHeight, type GanttRow, type Gesture, rowHeight } from "./rows"
import { type TimeScale, xOf } from "./time-scale"

type Placed = Pick<GanttRow, "kind" | "startDay" | "endDay">

/** Where a row's bar stands, in pixels. */
export function boxOf(row: Placed, index: number, scale: TimeScale): Box {
  const y = index * rowHeight + rowHeight / 2
  const left = xOf(scale, dayNumberOf(row.startDay))
  if (row.kind === "milestone") return { left: left - barHeight / 2, right: left + barHeight / 2, y }
  return { left, right: Math.max(left + 2, xOf(scale, dayNumberOf(row.endDay) + 1)), y }
}

/** The bar under the hand while it is dragged, in pixels and percents. */
export function heldBox(gesture: Gesture, index: number, scale: TimeScale): Box & { progress: number } {
  const box = boxOf(gesture.row, index, scale)
  const by = gesture.unit === "days" ? gesture.amount * scale.dayWidth : 0
  const progress = gesture.unit === "percent" ? gesture.amount : gesture.row.progress
  const left = gesture.kind === "move" || gesture.kind === "start" ? box.left + by : box.left
  const right = gesture.kind === "move" || gesture.kind === "end" ? box.right + by : box.right
  return { left, right, y: box.y, progress }
}

/** How far beyond its end a bar can still be taken, in pixels. */
const reach = 6

/** What a pointer at a place would take hold of. */
export function gripAt(row: GanttRow, box: Box, place: { x: number; y: number }): Gesture["kind"] | null {
  if (!row.movable || row.kind === "group") return null
  const { x } = place
  const below = place.y - box.y
  if (Math.abs(below) > rowHeight / 2 - 2 || x < box.left - reach || x > box.right + reach) return null
  if (row.kind === "milestone") return "move"
  const width = box.right - box.left
  if (below > barHeight / 2 - 3 && Math.abs(x - (box.left + (width * row.progress) / 100)) <= reach + 1)
    return "progress"
  // A short bar is taken at its middle, and beyond its ends.
  const inside = Math.min(reach, width / 4)
  if (x >= box.right - inside) return "end"
  if (x <= box.left + inside) return "start"
  return "move"
}
