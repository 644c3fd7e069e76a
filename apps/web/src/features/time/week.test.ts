import type { TimeEntry, Timesheet } from "@alphas/domain/time/dto"
import { expect, test } from "vitest"
import { minutesOf, rowsOf, withCell } from "./week"

const campaign = { id: "c", name: "Spring" }
const task = { id: "t", title: "Landing page" }
const entry = (id: string, also: Partial<TimeEntry> = {}): TimeEntry => ({
  ...{ id, person: { id: "p", name: "Ada" }, campaign, task: null, day: "2026-11-16", minutes: 60 },
  ...{ startedAt: null, endedAt: null, billable: true, note: null, costMinor: null, billMinor: null },
  ...{ unseenTask: false, overlaps: false, currency: "EUR", version: 1, ...also },
})
const timesheet = (entries: TimeEntry[]): Timesheet => ({
  ...{ monday: "2026-11-16", person: { id: "p", name: "Ada" }, state: "open", reason: null },
  ...{ lockedDays: [], version: 0, entries },
})

test("entries of the same thing are one line; one that was added stands among them, empty", () => {
  const rows = rowsOf(
    [entry("1"), entry("2", { minutes: 15 }), entry("3", { day: "2026-11-17" })],
    [
      { campaign, task },
      { campaign, task: null },
    ],
  )
  expect(rows.map((row) => [row.task?.title ?? null, row.minutes, row.total])).toEqual([
    [null, { "2026-11-16": 75, "2026-11-17": 60 }, 135],
    ["Landing page", {}, 0],
  ])
})

test("setting a cell keeps what a clock measured and writes the rest", () => {
  const measured = entry("1", { startedAt: "2026-11-16T08:00:00Z", endedAt: "2026-11-16T09:00:00Z" })
  const before = timesheet([measured, entry("2", { minutes: 30, note: "Call" }), entry("3", { task })])
  const after = withCell(before, { campaign, task: null }, "2026-11-16", 100)
  expect(minutesOf(after.entries)).toBe(160)
  expect(after.entries.find(({ note }) => note === "Call")?.minutes).toBe(40)
  expect(withCell(before, { campaign, task: null }, "2026-11-16", 60).entries.map(({ id }) => id)).toEqual([
    "1",
    "3",
  ])
})

test("a cell of several entries is marked, and not set as a whole", () => {
  const entries = [entry("1"), entry("2", { billable: false }), entry("3", { day: "2026-11-17" })]
  expect([...(rowsOf(entries, [])[0]?.several ?? [])]).toEqual(["2026-11-16"])
  const before = timesheet(entries)
  expect(withCell(before, { campaign, task: null }, "2026-11-16", 200)).toBe(before)
})

test("time on tasks that the reader cannot see is a line of its own, which the campaign's own cell leaves alone", () => {
  const hidden = entry("1", { unseenTask: true })
  const rows = rowsOf([hidden, entry("2", { minutes: 15 })], [])
  expect(rows.map(({ unseenTask, total }) => [unseenTask, total])).toEqual([
    [true, 60],
    [false, 15],
  ])
  const after = withCell(timesheet([hidden]), { campaign, task: null }, "2026-11-16", 30)
  expect(after.entries.map(({ id, minutes }) => [id === "1", minutes])).toEqual([
    [true, 60],
    [false, 30],
  ])
})
