import type { DependencyType } from "@alphas/domain/tasks/words"

/** A bar's place, in pixels. */
export interface Box {
  left: number
  right: number
  /** Its middle. */
  y: number
}

/** How far an arrow leaves a bar before it turns. */
const stub = 8
const halfRow = 18

const halfBar = 9
/** How far behind a bar's start an arrow comes down on it, in pixels; on a short one, at its middle. */
const behind = (box: Box): number => box.left + Math.min(9, (box.right - box.left) / 2)

/** Whether a successor begins so close behind its predecessor that the arrow comes down on it instead of from the side. */
const fallsDown = (type: DependencyType, from: Box, to: Box): boolean =>
  type === "finish_start" && from.y !== to.y && behind(to) >= from.right && to.left - from.right < 2 * stub

/**
 * The way of an arrow between two bars, at right angles: it leaves the end of the predecessor that counts and arrives
 * at that of the successor, for all four types of links.
 */
export function arrowPath(type: DependencyType, from: Box, to: Box): string {
  if (fallsDown(type, from, to)) {
    const top = to.y + (to.y > from.y ? -halfBar : halfBar)
    return `M${from.right} ${from.y}H${behind(to)}V${top}`
  }
  const leavesRight = type === "finish_start" || type === "finish_finish"
  const arrivesLeft = type === "finish_start" || type === "start_start"
  const [x1, x2] = [leavesRight ? from.right : from.left, arrivesLeft ? to.left : to.right]
  const out = x1 + (leavesRight ? stub : -stub)
  const into = x2 + (arrivesLeft ? -stub : stub)
  const oneSide = leavesRight !== arrivesLeft
  if (oneSide || (leavesRight ? out <= into : out >= into)) {
    // Both ends on one side: the turn stands clear of both bars; else it stands close to the successor.
    const clear = leavesRight ? Math.max(out, into) : Math.min(out, into)
    return `M${x1} ${from.y}H${oneSide ? clear : into}V${to.y}H${x2}`
  }
  // The successor begins too early for a straight way: around, between the rows.
  const between = from.y + (to.y >= from.y ? halfRow : -halfRow)
  return `M${x1} ${from.y}H${out}V${between}H${into}V${to.y}H${x2}`
}

/** The head of an arrow that arrives at a bar. */
export function arrowHead(type: DependencyType, from: Box, to: Box): string {
  if (fallsDown(type, from, to)) {
    const [y, back] = to.y > from.y ? [to.y - halfBar, -5] : [to.y + halfBar, 5]
    return `M${behind(to)} ${y}l-3.5 ${back}h7z`
  }
  const arrivesLeft = type === "finish_start" || type === "start_start"
  const [x, back] = arrivesLeft ? [to.left, -5] : [to.right, 5]
  return `M${x} ${to.y}l${back} -3.5v7z`
}
