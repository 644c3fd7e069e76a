import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { healthOf } from "@alphas/domain/campaigns/health"
import type { Preview } from "@alphas/domain/schedule/plan"
import { expect, test } from "vitest"
import type { Reader } from "../../format/dates"
import type { Plan } from "../tasks/plan"
import { calculate, campaignRow, sayPreview, taskRows } from "./plan-rows"

const reader: Reader = {
  locale: "en-GB",
  timeZone: "Europe/Berlin",
  agencyZone: "Europe/Berlin",
  now: Date.parse("2026-06-10T10:00:00Z"),
}
const today = "2026-06-10"
const campaign: CampaignRow = {
  ...{ id: "c", name: "Launch", client: null, status: "active", health: "on_track", currency: "EUR" },
  ...{ startDay: "2026-05-01", endDay: "2026-06-30", budgetMinor: null, actualMinor: 0, manager: null },
  ...{
    progress: 50,
    tasksTotal: 2,
    tasksDone: 1,
    forecastDay: "2026-07-31",
    nextDueDay: null,
    lastDueDay: null,
  },
  ...{ archivedAt: null, createdAt: "", updatedAt: "", mayEdit: true, version: 1 },
}
const task = (
  id: string,
  status: Plan["tasks"][number]["status"],
  endDay: string,
): Plan["tasks"][number] => ({
  ...{
    id,
    title: id,
    status,
    endDay,
    startDay: "2026-06-01",
    durationDays: 5,
    campaign: null,
    campaignId: "c",
  },
  ...{
    parentId: null,
    priority: "normal",
    mode: "automatic",
    notBefore: null,
    estimateMinutes: null,
    minutes: 0,
  },
  ...{ progress: 0, labels: [], recurrence: null, responsible: null, submittedBy: null, assignees: [] },
  ...{ checklistTotal: 0, checklistDone: 0, rank: 0, createdAt: "", updatedAt: "", version: 1 },
})
const plan = (...tasks: Plan["tasks"]): Plan => ({
  ...{
    startDay: "2026-05-01",
    endDay: "2026-06-30",
    archived: false,
    today,
    absences: [],
    dependencies: [],
    tasks,
  },
  week: { weekdays: [true, true, true, true, true, false, false], off: [] },
})
const row = (change: Partial<CampaignRow>, its?: Plan) =>
  campaignRow({ ...campaign, ...change }, false, false, its, today, reader)

test("a campaign is late on the schedule when its health says late, unfolded or not", () => {
  const cases: [Partial<CampaignRow>, Plan | undefined][] = [
    [{}, undefined],
    [{ lastDueDay: "2026-07-31" }, undefined],
    [{ lastDueDay: "2026-07-31" }, plan(task("a", "in_progress", "2026-07-31"))],
    [{}, plan(task("done beyond the end", "completed", "2026-07-31"))],
    [{ endDay: "2026-06-09", forecastDay: "2026-06-09" }, undefined],
    [{ endDay: "2026-06-09", status: "completed" }, undefined],
  ]
  for (const [change, its] of cases) {
    const health = healthOf({ ...campaign, ...change }, today)
    expect(row(change, its).late, JSON.stringify(change)).toBe(health === "late")
  }
  expect(cases.map(([change, its]) => row(change, its).late)).toEqual([false, true, true, false, true, false])
})

test("what is tried out beyond the end makes it late at once, and the words say which it is", () => {
  expect(row({}, plan(task("a", "in_progress", "2026-07-31")))).toMatchObject({
    ...{ late: true, tone: "late" },
    words: expect.stringContaining("late, planned beyond its end"),
  })
  expect(row({ endDay: "2026-06-09" }).words).toContain("late, its end was")
})

test("the bars of an archived campaign cannot be moved, whoever looks at them", () => {
  const movable = (archived: boolean, editable: boolean) => {
    const its = { ...plan(task("a", "in_progress", "2026-06-05")), archived }
    const seen = { order: ["a"], folded: new Set<string>(), reader, editable, depth: 0 }
    return taskRows(its, calculate(its), seen).map((each) => each.movable)
  }
  expect([movable(false, true), movable(true, true), movable(false, false)]).toEqual([
    [true],
    [false],
    [false],
  ])
})

test("a preview speaks of the last task's end, which is not the campaign's", () => {
  const bar = (startDay: string, endDay: string) => ({ startDay, endDay, durationDays: 1 })
  const [was, goes] = [bar("2026-06-18", "2026-06-19"), bar("2026-06-25", "2026-06-26")]
  const move = { id: "a", version: 1, days: 5, before: was, after: goes }
  const said = (endBefore: string | null, endAfter: string | null) =>
    sayPreview({ moves: [move], endBefore, endAfter } as unknown as Preview, reader) // it says no more of it
  expect(said("2026-06-19", "2026-06-26")).toBe(
    "1 task moves; the last task ends Fri 26 Jun instead of Fri 19 Jun.",
  )
  expect(said("2026-06-30", "2026-06-30")).toBe("1 task moves; the last task still ends Tue 30 Jun.")
})
