import { expect, test } from "vitest"
import { type LoadInput, loadOf, type OpenTask, partsOf, sharesOf, sumOf } from "./load"

const task = (also: Partial<OpenTask>): OpenTask => ({
  startDay: "2026-03-02",
  endDay: "2026-03-06",
  durationDays: 5,
  estimateMinutes: 600,
  progress: 0,
  assigneeIds: ["a"],
  ...also,
})
const load = (also: Partial<LoadInput>) =>
  loadOf({
    monday: "2026-03-02",
    weeks: 2,
    week: { weekdays: [true, true, true, true, true, false, false], off: ["2026-03-09"] },
    people: [
      { id: "a", dailyMinutes: 480 },
      { id: "b", dailyMinutes: 240 },
    ],
    absences: [{ userId: "b", fromDay: "2026-03-05", toDay: "2026-03-08" }],
    tasks: [],
    booked: [],
    // Behind both weeks.
    today: "2026-03-31",
    ...also,
  })
const assigned = (tasks: OpenTask[], id = "a") =>
  load({ tasks })
    .get(id)
    ?.map((week) => week.assigned)

test("capacity is working days less days off and leave", () => {
  const loads = load({})
  expect(loads.get("a")?.map(({ capacity }) => capacity)).toEqual([2_400, 1_920])
  expect(loads.get("b")?.map(({ capacity }) => capacity)).toEqual([720, 960])
  expect(loads.get("b")).toMatchObject([
    { daysOff: 0, daysAway: 2 },
    { daysOff: 1, daysAway: 0 },
  ])
})

test("the parts of somebody's tasks make up what is assigned to them", () => {
  const tasks = [
    task({ assigneeIds: ["a", "b"], startDay: "2026-03-04", endDay: "2026-03-11" }),
    task({ estimateMinutes: null, assigneeIds: ["b"] }),
  ]
  const span = {
    monday: "2026-03-02",
    weeks: 2,
    week: { weekdays: [true, true, true, true, true, false, false], off: ["2026-03-09"] },
    absences: [{ userId: "b", fromDay: "2026-03-05", toDay: "2026-03-08" }],
  }
  const parts = partsOf(span, { id: "b", dailyMinutes: 240 }, tasks)
  expect(parts).toEqual([
    [100, 200],
    [1_200, 0],
  ])
  expect(assigned(tasks, "b")).toEqual([1_300, 200])
})

test("what is left of a task is spread over its working days, in equal parts among its people", () => {
  expect(assigned([task({})])).toEqual([600, 0])
  expect(assigned([task({ progress: 50 })])).toEqual([300, 0])
  expect(assigned([task({ startDay: "2026-03-05", endDay: "2026-03-11" })])).toEqual([300, 300])
  expect(assigned([task({ assigneeIds: ["a", "b"] })])).toEqual([300, 0])
  expect(
    assigned([task({ assigneeIds: ["a", "b"], startDay: "2026-03-04", endDay: "2026-03-10" })], "b"),
  ).toEqual([150, 150])
  expect(assigned([task({ estimateMinutes: null })])).toEqual([2_400, 0])
  expect(assigned([task({ estimateMinutes: null, durationDays: 0 })])).toEqual([0, 0])
  expect(assigned([task({ startDay: "2026-03-07", endDay: "2026-03-08" })])).toEqual([600, 0])
  expect(assigned([task({ assigneeIds: ["nobody"] })])).toEqual([0, 0])
})

test("utilisation is billable time over capacity, and what is more than the capacity is overbooked", () => {
  const booked = [
    { userId: "a", day: "2026-03-03", minutes: 600, billable: true },
    { userId: "a", day: "2026-03-04", minutes: 100, billable: false },
    { userId: "a", day: "2026-02-27", minutes: 999, billable: true },
  ]
  const [week] = load({ booked, tasks: [task({ estimateMinutes: 2_401 })] }).get("a") ?? []
  expect(week).toMatchObject({ booked: 700, billable: 600 })
  expect(week && sharesOf(week)).toEqual({ load: 100, utilisation: 25, overbooked: true })
  expect(sharesOf({ capacity: 0, assigned: 0, worked: { capacity: 0, billable: 0 } })).toEqual({
    load: null,
    utilisation: null,
    overbooked: false,
  })
  const weeks = load({ booked }).get("a") ?? []
  const worked = { capacity: 4_320, billable: 600 }
  expect(sumOf(weeks)).toEqual({ capacity: 4_320, assigned: 0, booked: 700, billable: 600, worked })
})

test("weeks that nobody has worked yet do not lower utilisation; of the one that runs, the days until today count", () => {
  const booked = [
    { userId: "a", day: "2026-03-03", minutes: 480, billable: true },
    { userId: "a", day: "2026-03-12", minutes: 240, billable: true },
  ]
  const shares = (today: string) => {
    const weeks = load({ booked, today }).get("a") ?? []
    return [...weeks, sumOf(weeks)].map((each) => sharesOf(each).utilisation)
  }
  expect(shares("2026-03-01"), "before both").toEqual([null, null, null])
  expect(shares("2026-03-03"), "two of the first week's days").toEqual([50, null, 50])
  expect(shares("2026-03-08"), "the first one is over").toEqual([20, null, 20])
  expect(shares("2026-03-31"), "both are").toEqual([20, 13, 17])
})
