/** The preview of one drag in a campaign of 2,000 tasks: within a frame, whatever the browser does besides. */
import type { PlanDependency, PlanInput, PlanTask } from "@alphas/domain/schedule/plan"
import { preview } from "@alphas/domain/schedule/plan"
import { milliseconds, Report } from "../measure"
import { dice } from "../prove/schedule/random-project"

const drags = Number(process.argv[2] ?? 200)
const count = 2_000

const roll = dice(2026)
const tasks: PlanTask[] = Array.from({ length: count }, (_, number) => ({
  id: `task-${number}`,
  version: 1,
  mode: roll(20) === 0 ? "manual" : "automatic",
  status: "not_started",
  startDay: "2026-03-02",
  endDay: "2026-03-06",
  durationDays: roll(12) === 0 ? 0 : 1 + roll(6),
  notBefore: null,
  responsibleId: `person-${roll(40)}`,
}))
const dependencies: PlanDependency[] = Array.from({ length: 3_000 }, () => {
  const successor = 1 + roll(count - 1)
  return {
    predecessorId: `task-${Math.max(0, successor - 1 - roll(30))}`,
    successorId: `task-${successor}`,
    type: roll(8) === 0 ? "start_start" : "finish_start",
    lagDays: roll(6) === 0 ? roll(5) - 2 : 0,
  }
})
const absences = Array.from({ length: 120 }, (_, number) => {
  const month = String(1 + roll(12)).padStart(2, "0")
  return { userId: `person-${number % 40}`, fromDay: `2026-${month}-05`, toDay: `2026-${month}-16` }
})
const week = {
  weekdays: [true, true, true, true, true, false, false],
  off: Array.from(
    { length: 60 },
    (_, number) => `${2025 + (number % 5)}-${String(1 + (number % 12)).padStart(2, "0")}-15`,
  ),
}
const unplanned: PlanInput = { startDay: "2026-03-02", week, absences, tasks, dependencies }
const first = new Map(preview(unplanned, []).moves.map(({ id, after }) => [id, after]))
const plan: PlanInput = { ...unplanned, tasks: tasks.map((task) => ({ ...task, ...first.get(task.id) })) }

const report = new Report(
  "The preview of one drag among 2,000 tasks with 3,000 links, 120 absences, 60 days off",
)
report.must("a plan that is as the schedule has it", preview(plan, []).moves.length === 0)
const times: number[] = []
let moved = 0
for (let drag = 0; drag < drags + 20; drag++) {
  const task = plan.tasks[roll(200)]
  if (task === undefined) continue
  const began = performance.now()
  const { moves } = preview(plan, [{ id: task.id, startDay: `2026-0${4 + roll(5)}-1${roll(10)}` }])
  // The first ones are compiled as they run.
  if (drag >= 20) times.push(performance.now() - began)
  moved = Math.max(moved, moves.length)
}
times.sort((a, b) => a - b)
const at = (share: number) =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
report.line("median", milliseconds(at(0.5)))
report.line("most that moved", String(moved))
report.bar("95th percentile, in ms", at(0.95), "at most", 16)
report.end()
