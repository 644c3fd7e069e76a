/** Scheduling 10,000 tasks with 15,000 links: against a bare topological pass over the same arrays. */
import { criticalPath, none } from "@alphas/domain/schedule/critical-path"
import { type Dependencies, networkOf } from "@alphas/domain/schedule/network"
import { SortedGaps } from "@alphas/domain/schedule/sorted-gaps"
import { bareOrder } from "../baselines/bare-order"
import { inRounds, milliseconds, Report } from "../measure"
import { dice } from "../prove/schedule/random-project"

const rounds = Number(process.argv[2] ?? 41)
const [tasks, size] = [10_000, 15_000]
const turns = 20

const report = new Report("The dates and floats of 10,000 tasks with 15,000 links")
const roll = dice(2026)
const dependencies: Dependencies = {
  from: new Int32Array(size),
  to: new Int32Array(size),
  type: Uint8Array.from({ length: size }, () => (roll(10) < 7 ? 0 : roll(4))),
  lag: Int32Array.from({ length: size }, () => (roll(4) === 0 ? roll(8) - 2 : 0)),
}
// Names are in no order: a task's number says nothing about when it comes.
const shuffled = Int32Array.from({ length: tasks }, (_, task) => task)
for (let left = tasks - 1; left > 0; left--) {
  const other = roll(left + 1)
  ;[shuffled[left], shuffled[other]] = [shuffled[other] ?? 0, shuffled[left] ?? 0]
}
for (let dependency = 0; dependency < size; dependency++) {
  const to = 1 + roll(tasks - 1)
  dependencies.from[dependency] = shuffled[Math.max(0, to - 1 - roll(50))] ?? 0
  dependencies.to[dependency] = shuffled[to] ?? 0
}
const away = new SortedGaps(Int32Array.from({ length: 30 }, (_, day) => 20 + day * 9))
const plan = {
  duration: Int32Array.from({ length: tasks }, () => roll(15)),
  notBefore: Int32Array.from({ length: tasks }, () => (roll(20) === 0 ? roll(200) : none)),
  fixedStart: Int32Array.from({ length: tasks }, () => (roll(30) === 0 ? roll(400) : none)),
  available: Array.from({ length: tasks }, () => (roll(10) === 0 ? away : undefined)),
}

const timed = (work: () => void) => async () => {
  const began = performance.now()
  for (let turn = 0; turn < turns; turn++) work()
  return (performance.now() - began) / turns
}
const subjects = [
  { name: "bare", turn: timed(() => void bareOrder(tasks, dependencies.from, dependencies.to)) },
  { name: "alphas", turn: timed(() => void criticalPath(networkOf(tasks, dependencies), plan)) },
]
await inRounds(subjects, 10)
const measured = await inRounds(subjects, rounds)
for (const { name } of subjects) report.line(name, milliseconds(measured.figure(name)))
report.bar("alphas over bare", measured.ratio("alphas", "bare"), "at most", 4)
report.end()
