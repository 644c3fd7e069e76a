import { expect, test } from "vitest"
import { type PictureOf, pictureOf, rowsOfPicture } from "./picture"
import type { GanttRow } from "./rows"

const row = (id: string, startDay: string): GanttRow => ({
  ...{ id, title: id, depth: 0, kind: "task", startDay, endDay: startDay, progress: 0, expanded: null },
  ...{ tone: "normal", floatUntil: null, late: false, manual: false, conflict: false },
  ...{ note: "", words: "", movable: true },
})

const of = (from: number, to: number): PictureOf => ({
  title: "Plan",
  rows: Array.from({ length: 60 }, (_, index) => row(`task ${index}`, "2026-03-02")),
  dependencies: [{ id: "l", from: `task ${from}`, to: `task ${to}`, type: "finish_start", critical: false }],
  week: { weekdays: [true, true, true, true, true, false, false], off: [] },
  today: "2026-03-02",
  zoom: "week",
  locale: "en-GB",
})

const arrows = (picture: PictureOf, from: number) =>
  /<g clip-path="url\(#rows\)">(.*?)<\/g>/.exec(pictureOf(picture, from, from + 20).svg)?.[1] ??
  "no arrows at all"

test("an arrow goes on from page to page, through those between its tasks, and is on no other", () => {
  const across = of(5, 45)
  for (const from of [0, 20, 40]) expect(arrows(across, from), `from row ${from}`).toContain("<path")
  const within = of(22, 38)
  expect([0, 20, 40].map((from) => arrows(within, from).includes("<path"))).toEqual([false, true, false])
})

test("an arrow stands at one place of the chart, whichever page shows it", () => {
  const column = (from: number) => /M[\d.]+ -?[\d.]+H([\d.]+)V/.exec(arrows(of(5, 45), from))?.[1]
  expect(column(20)).toBe(column(0))
  expect(column(0)).toBeDefined()
})

test("a picture is as high as its rows, and not higher than browsers draw", () => {
  const many = { ...of(0, 1), rows: Array.from({ length: 1000 }, (_, at) => row(`task ${at}`, "2026-03-02")) }
  expect(pictureOf(many, 0, rowsOfPicture).height).toBeLessThanOrEqual(12_000)
  expect(pictureOf(many, 2 * rowsOfPicture, 3 * rowsOfPicture).svg).toContain("task 999")
})
