import type { TaskRow } from "@alphas/domain/tasks/dto"
import { expect, test } from "vitest"
import { busyOf, countsOf, loadQuery } from "./workload"

const [anna, ben] = [
  { id: "a", name: "Anna" },
  { id: "b", name: "Ben" },
]

test("open tasks count for everybody who does them", () => {
  const task = (status: TaskRow["status"], assignees: TaskRow["assignees"]) =>
    // Of a row only these count.
    ({ status, assignees }) as TaskRow
  const tasks = [task("in_progress", [anna, ben]), task("not_started", [anna]), task("completed", [ben])]
  expect([...countsOf(tasks)]).toEqual([
    ["a", 2],
    ["b", 1],
  ])
})

test("the weeks that say how busy somebody is begin with this one and are added up", () => {
  expect(loadQuery("2026-11-25").monday).toBe("2026-11-23")
  const week = { monday: "2026-11-23", capacity: 2400, assigned: 600, booked: 0, billable: 0 }
  expect(busyOf([{ person: anna, weeks: [week, { ...week, assigned: 3000 }] }]).get("a")).toEqual({
    assigned: 3600,
    capacity: 4800,
  })
})
