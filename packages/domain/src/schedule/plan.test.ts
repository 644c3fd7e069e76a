import { describe, expect, it } from "vitest"
import { CycleError } from "./network"
import { endOf, type PlanDependency, type PlanInput, type PlanTask, preview, scheduleOf } from "./plan"
import { WorkingCalendar } from "./working-calendar"

/** Monday, 2 March 2026. */
const monday = "2026-03-02"
const task = (id: string, also: Partial<PlanTask> = {}): PlanTask => ({
  id,
  version: 1,
  mode: "automatic",
  status: "not_started",
  startDay: monday,
  endDay: monday,
  durationDays: 1,
  notBefore: null,
  responsibleId: null,
  ...also,
})
const dependency = (
  predecessorId: string,
  successorId: string,
  also: Partial<PlanDependency> = {},
): PlanDependency => ({
  predecessorId,
  successorId,
  type: "finish_start",
  lagDays: 0,
  ...also,
})
const plan = (
  tasks: PlanTask[],
  dependencies: PlanDependency[] = [],
  also: Partial<PlanInput> = {},
): PlanInput => ({
  startDay: monday,
  week: { weekdays: [true, true, true, true, true, false, false], off: [] },
  absences: [],
  tasks,
  dependencies,
  ...also,
})
const days = (input: PlanInput) =>
  Object.fromEntries(
    [...scheduleOf(input).tasks].map(([id, { startDay, endDay }]) => [
      id,
      `${startDay.slice(5)}..${endDay.slice(5)}`,
    ]),
  )

describe("the schedule of a campaign", () => {
  it("goes over weekends, days off and leave", () => {
    const tasks = [task("a", { durationDays: 4 }), task("b", { durationDays: 3, responsibleId: "p" })]
    const dependencies = [dependency("a", "b")]
    expect(days(plan(tasks, dependencies))).toEqual({ a: "03-02..03-05", b: "03-06..03-10" })
    const week = { weekdays: [true, true, true, true, true, false, false], off: ["2026-03-06"] }
    expect(days(plan(tasks, dependencies, { week }))).toEqual({ a: "03-02..03-05", b: "03-09..03-11" })
    const absences = [{ userId: "p", fromDay: "2026-03-07", toDay: "2026-03-09" }]
    expect(days(plan(tasks, dependencies, { week, absences }))).toEqual({
      a: "03-02..03-05",
      b: "03-10..03-12",
    })
  })

  it("puts a milestone on the morning after what it waits for, and shows room and what is critical", () => {
    const tasks = [
      task("long", { durationDays: 5 }),
      task("short", { durationDays: 2 }),
      task("done", { durationDays: 0 }),
    ]
    const { tasks: planned, endDay } = scheduleOf(
      plan(tasks, [dependency("long", "done"), dependency("short", "done")]),
    )
    expect(planned.get("done")).toMatchObject({
      startDay: "2026-03-09",
      endDay: "2026-03-09",
      critical: true,
    })
    expect(planned.get("long")).toMatchObject({ totalFloat: 0, critical: true })
    expect(planned.get("short")).toMatchObject({ totalFloat: 3, freeFloat: 3, critical: false })
    expect(planned.get("short")?.lateEndDay).toBe("2026-03-06")
    expect(endDay).toBe("2026-03-09")
  })

  it("keeps a manual task and one that has begun where they are, weekends too, and shows the conflict", () => {
    const tasks = [
      task("first", { durationDays: 5 }),
      task("fair", { mode: "manual", startDay: "2026-03-07", endDay: "2026-03-08", durationDays: 1 }),
      task("begun", { status: "in_progress", startDay: "2026-03-03", endDay: "2026-03-04", durationDays: 2 }),
      task("after", { durationDays: 1 }),
    ]
    const input = plan(tasks, [dependency("first", "begun"), dependency("fair", "after")])
    expect(days(input)).toEqual({
      first: "03-02..03-06",
      fair: "03-07..03-08",
      begun: "03-03..03-04",
      after: "03-09..03-09",
    })
    const { tasks: planned } = scheduleOf(input)
    expect([...planned].filter(([, { conflict }]) => conflict).map(([id]) => id)).toEqual(["begun"])
    expect(planned.get("first")?.totalFloat).toBeLessThan(0)
    expect(planned.get("fair")).toMatchObject({ lateStartDay: "2026-03-09", lateEndDay: "2026-03-09" })
  })

  it("lets a task by hand work on the day off that it is set on, and the bar keeps its days of work", () => {
    const week = { weekdays: [true, true, true, true, true, false, false], off: ["2026-03-09"] }
    const calendar = new WorkingCalendar(week, monday)
    const ends = (...durations: number[]) => durations.map((days) => endOf(calendar, "2026-03-07", days))
    expect(ends(0, 1, 2, 3)).toEqual(["2026-03-07", "2026-03-07", "2026-03-10", "2026-03-11"])
    expect(endOf(calendar, "2026-03-06", 2)).toBe("2026-03-10")
    const fair = task("fair", { mode: "manual", startDay: "2026-03-07", endDay: "2026-03-07" })
    const input = plan([fair, task("after")], [dependency("fair", "after")], { week })
    expect(days(input)).toEqual({ fair: "03-07..03-07", after: "03-10..03-10" })
    const after = (edit: Partial<PlanTask>) =>
      preview(input, [{ id: "fair", ...edit }]).moves.find(({ id }) => id === "fair")?.after
    expect(after({ durationDays: 2 })).toMatchObject({ startDay: "2026-03-07", endDay: "2026-03-10" })
    expect(after({ startDay: "2026-03-04" })).toMatchObject({ startDay: "2026-03-04", endDay: "2026-03-04" })
    expect(after({ startDay: "2026-03-08" })).toMatchObject({ startDay: "2026-03-08", endDay: "2026-03-08" })
  })

  it("keeps the length of what begins or stays across leave, so that it is planned as before when it is put back", () => {
    const absences = [{ userId: "p", fromDay: "2026-03-03", toDay: "2026-03-04" }]
    let work = task("work", { durationDays: 2, endDay: "2026-03-05", responsibleId: "p" })
    const next = task("next", { startDay: "2026-03-06", endDay: "2026-03-06" })
    const become = (also: Partial<PlanTask>) => {
      work = { ...work, ...also }
      return preview(plan([work, next], [dependency("work", "next")], { absences }), []).moves
    }
    expect(become({})).toEqual([])
    for (const also of [{ status: "in_progress" }, { status: "not_started" }, { mode: "manual" }] as const)
      expect(become(also)).toEqual([])
    expect(become({ mode: "automatic" })).toEqual([])
    const week = { weekdays: [true, true, true, true, true, false, false], off: ["2026-03-02"] }
    const begun = { ...work, status: "in_progress" } as const
    expect(preview(plan([begun], [], { absences, week }), []).moves).toEqual([])
  })

  it("leaves out dependencies of tasks that are not there, and names a cycle by its tasks", () => {
    expect(days(plan([task("a")], [dependency("a", "gone")]))).toEqual({ a: "03-02..03-02" })
    const circle = plan(
      [task("a"), task("b"), task("c")],
      [dependency("b", "c"), dependency("c", "a"), dependency("a", "b")],
    )
    expect(() => scheduleOf(circle)).toThrow(CycleError)
  })

  it("takes 100,000 tasks in one chain", () => {
    const tasks = Array.from({ length: 100_000 }, (_, index) => task(String(index)))
    const dependencies = tasks.slice(1).map((_, index) => dependency(String(index), String(index + 1)))
    const week = { weekdays: [true, true, true, true, true, true, true], off: [] }
    expect(scheduleOf(plan(tasks, dependencies, { week })).endDay).toBe("2299-12-15")
  })
})

describe("a preview", () => {
  const tasks = [
    task("a", { durationDays: 2, endDay: "2026-03-03" }),
    task("b", { durationDays: 2, startDay: "2026-03-04", endDay: "2026-03-05" }),
    task("c", { durationDays: 1, startDay: "2026-03-06", endDay: "2026-03-06" }),
    task("alone", { durationDays: 1 }),
  ]
  const chain = plan(tasks, [dependency("a", "b"), dependency("b", "c")])
  const moves = (edits: Parameters<typeof preview>[1]) =>
    preview(chain, edits).moves.map(({ id, days: by, after }) => `${id} ${by} ${after.startDay.slice(5)}`)

  it("of a plan that is as the schedule has it moves nothing", () => {
    expect(moves([])).toEqual([])
  })

  it("of a task that is dragged moves what follows, and says where the whole ends", () => {
    expect(moves([{ id: "a", startDay: "2026-03-04" }])).toEqual(["a 2 03-04", "b 2 03-06", "c 2 03-10"])
    const { endBefore, endAfter } = preview(chain, [{ id: "a", startDay: "2026-03-04" }])
    expect([endBefore, endAfter]).toEqual(["2026-03-06", "2026-03-10"])
  })

  it("of a task that is made longer moves what follows and not itself", () => {
    expect(moves([{ id: "a", durationDays: 4 }])).toEqual(["a 0 03-02", "b 2 03-06", "c 2 03-10"])
  })

  it("of a task that is dragged before its predecessors leaves it where they allow", () => {
    expect(moves([{ id: "b", startDay: "2026-03-02" }])).toEqual(["b 0 03-04"])
  })

  it("of a task that stays moves and draws the bar that it is, across leave too", () => {
    const absences = [{ userId: "p", fromDay: "2026-03-03", toDay: "2026-03-04" }]
    const begun = {
      status: "in_progress",
      durationDays: 2,
      endDay: "2026-03-05",
      responsibleId: "p",
    } as const
    const after = (edit: object) =>
      preview(plan([task("a", begun)], [], { absences }), [{ id: "a", ...edit }]).moves.map(
        ({ after: { startDay, endDay, durationDays } }) =>
          `${startDay.slice(5)}..${endDay.slice(5)} ${durationDays}`,
      )
    expect(after({ startDay: "2026-03-03" })).toEqual(["03-03..03-06 2"])
    expect(after({ durationDays: 3 })).toEqual(["03-02..03-06 3"])
    expect(after({ durationDays: 1 })).toEqual(["03-02..03-04 1"])
    expect(after({ durationDays: 0 })).toEqual(["03-02..03-02 0"])
    expect(after({ mode: "manual" })).toEqual(["03-02..03-05 2"])
  })

  it("of a task that becomes manual keeps it where it is put, and what follows goes by it", () => {
    expect(moves([{ id: "b", mode: "manual", startDay: "2026-03-02" }])).toEqual(["b -2 03-02", "c -2 03-04"])
    expect(moves([{ id: "c", mode: "manual", startDay: "2026-03-07" }])).toEqual(["c 1 03-07"])
  })
})
