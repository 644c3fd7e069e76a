import { dayNumberOf, dayOf } from "@alphas/domain/days"
import type { WorkingWeek } from "@alphas/domain/schedule/working-calendar"
import { arrowHead, arrowPath, type Box } from "./arrows"
import { sayTick } from "./axis-words"
import { daysOff } from "./days-off"
import type { GanttDependency, GanttRow } from "./rows"
import { type TimeScale, ticksOf, tiers, timeScale, xOf, xOfDay, type Zoom, zooms } from "./time-scale"

/** What a picture of the chart shows. */
export interface PictureOf {
  title: string
  rows: readonly GanttRow[]
  dependencies: readonly GanttDependency[]
  week: WorkingWeek
  today: string
  zoom: Zoom
  locale: string
}

export interface Picture {
  svg: string
  /** Pixels. */
  width: number
  height: number
}

const names = 280
const head = 76
const line = 26
const bar = 14
/** The widest and highest that browsers draw without trouble, in pixels. */
const widest = 12_000
const highest = 12_000

/** How many rows one picture holds; a plan with more of them takes several. */
export const rowsOfPicture = Math.floor((highest - head) / line)

/** Paper is light in either theme. */
const colours = {
  normal: ["#a9aff4", "#5f69dd"],
  critical: ["url(#hatch)", "#c9352c"],
  late: ["#f5c98a", "#c77b12"],
  done: ["#c9c9d0", "#9b9ba5"],
  group: ["#d6d6dc", "#7a7a85"],
} as const

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const text = (value: string): string => value.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)

/**
 * The chart as an SVG of its own, in light colours: all its days, and its rows from `from` up to `until`. A plan that
 * would be too wide for a picture is drawn at the next coarser zoom. Pictures of consecutive rows go together: an
 * arrow that leaves one at its edge comes in at the edge of the next.
 */
export function pictureOf(of: PictureOf, from = 0, until: number = of.rows.length): Picture {
  const shown = of.rows.slice(from, until)
  const scale = fitting(of)
  const [width, height] = [names + scale.width, head + shown.length * line]
  // Those on other pages stand above and below this one.
  const boxes = new Map(of.rows.map((row, index) => [row.id, boxOf(row, index - from, scale)]))
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif" font-size="12">`,
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#f7b9b1"/><rect width="2.5" height="6" fill="#e2746a"/></pattern>',
    `<clipPath id="rows"><rect x="0" y="${head}" width="${scale.width}" height="${height - head}"/></clipPath></defs>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="16" y="30" font-size="16" font-weight="600">${text(of.title)}</text>`,
    `<g transform="translate(${names} 0)">`,
    ...daysOff(of.week, scale.first, scale.first + scale.days).map(
      ([a, b]) =>
        `<rect x="${xOf(scale, a)}" y="${head}" width="${(b - a) * scale.dayWidth}" height="${height - head}" fill="#f4f4f5"/>`,
    ),
    ...axis(scale, of.locale),
    ...shown.map(
      (_, index) => `<path d="M${-names} ${head + (index + 1) * line}H${scale.width}" stroke="#eeeef0"/>`,
    ),
    '<g clip-path="url(#rows)">',
    ...of.dependencies.flatMap(({ type, from: a, to: b, critical }) => {
      const [predecessor, successor] = [boxes.get(a), boxes.get(b)]
      if (predecessor === undefined || successor === undefined) return []
      const [upper, lower] = [predecessor.y, successor.y].sort((one, other) => one - other)
      if ((lower ?? 0) < head || (upper ?? 0) > height) return []
      const colour = critical ? "#c9352c" : "#a3a3ac"
      return [
        `<path d="${arrowPath(type, predecessor, successor)}" fill="none" stroke="${colour}"/>`,
        `<path d="${arrowHead(type, predecessor, successor)}" fill="${colour}"/>`,
      ]
    }),
    "</g>",
    ...shown.flatMap((row) => barOf(row, boxes.get(row.id), scale)),
    `<path d="M${xOfDay(scale, of.today) + scale.dayWidth / 2} ${head}V${height}" stroke="#4f59d4" stroke-width="1.5"/>`,
    "</g>",
    ...shown.map(
      (row, index) =>
        `<text x="${16 + row.depth * 14}" y="${head + index * line + 17}"${row.kind === "group" ? ' font-weight="600"' : ""}>${text(cut(row.title, 40 - row.depth * 2))}</text>`,
    ),
    "</svg>",
  ]
  return { svg: parts.join(""), width, height }
}

function fitting({ rows, today, zoom }: PictureOf): TimeScale {
  const days = rows.flatMap(({ startDay, endDay, floatUntil }) => [startDay, endDay, floatUntil ?? endDay])
  const [first = today, last = first] = firstAndLast([...days, today])
  for (const each of zooms.slice(zooms.indexOf(zoom))) {
    const scale = timeScale(each, dayNumberOf(first), dayNumberOf(last))
    if (scale.width <= widest) return scale
  }
  return timeScale("quarter", dayNumberOf(first), dayNumberOf(last))
}

/** Days as text are in order as such. */
function firstAndLast(days: string[]): string[] {
  const sorted = days.sort()
  return [...sorted.slice(0, 1), ...sorted.slice(-1)]
}

function axis(scale: TimeScale, locale: string): string[] {
  const until = scale.first + scale.days
  return tiers[scale.zoom].flatMap((unit, tier) =>
    ticksOf(unit, scale.first, until).map(({ day, until: next }) => {
      const x = Math.max(0, xOf(scale, day))
      const year = unit === "month" && tier === 0 ? ` ${dayOf(day).slice(0, 4)}` : ""
      const words = (next - day) * scale.dayWidth < 16 ? "" : sayTick(unit, dayOf(day), locale) + year
      return `<path d="M${x} ${28 + tier * 24}V${52 + tier * 24}" stroke="#e4e4e7"/><text x="${x + 5}" y="${44 + tier * 24}" font-size="11" fill="#52525a">${text(words)}</text>`
    }),
  )
}

function boxOf(row: GanttRow, index: number, scale: TimeScale): Box {
  const y = head + index * line + line / 2
  const left = xOfDay(scale, row.startDay)
  if (row.kind === "milestone") return { left: left - bar / 2, right: left + bar / 2, y }
  return { left, right: Math.max(left + 2, xOfDay(scale, row.endDay) + scale.dayWidth), y }
}

function barOf(row: GanttRow, box: Box | undefined, scale: TimeScale): string[] {
  if (box === undefined) return []
  const { left, right, y } = box
  const [ground, filled] = colours[row.kind === "group" && !row.late ? "group" : row.tone]
  const float =
    row.floatUntil === null
      ? []
      : [
          `<path d="M${right} ${y}H${xOfDay(scale, row.floatUntil) + scale.dayWidth}" stroke="#a3a3ac" stroke-width="1.5"/>`,
        ]
  if (row.kind === "milestone")
    return [
      ...float,
      `<path d="M${left} ${y}L${left + bar / 2} ${y - bar / 2}L${right} ${y}L${left + bar / 2} ${y + bar / 2}z" fill="${filled}"/>`,
    ]
  const [top, width] = [y - bar / 2, right - left]
  const manual = row.manual
    ? [
        `<path d="M${left + 3} ${top - 2}h-4v${bar + 4}h4M${right - 3} ${top - 2}h4v${bar + 4}h-4" fill="none" stroke="#1b1b1f"/>`,
      ]
    : []
  return [
    ...float,
    `<rect x="${left}" y="${top}" width="${width}" height="${bar}" rx="3" fill="${ground}"/>`,
    `<rect x="${left}" y="${top}" width="${(width * row.progress) / 100}" height="${bar}" rx="3" fill="${filled}"/>`,
    ...manual,
    ...(row.conflict
      ? [`<text x="${left - 10}" y="${y + 4}" font-weight="700" fill="#c92a2a">!</text>`]
      : []),
  ]
}

const cut = (value: string, length: number): string =>
  value.length > length ? `${value.slice(0, length - 1)}…` : value
