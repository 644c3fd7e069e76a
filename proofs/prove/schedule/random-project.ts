import {
  dayAfter,
  Line,
  type OracleDependency,
  type OracleEdit,
  type OraclePlan,
  type OracleTask,
} from "./oracle"

/** A project at random: its calendar, its people's leave, its tasks and links, and what somebody drags. */
export interface RandomProject extends OraclePlan {
  week: { weekdays: boolean[]; off: string[] }
  line: Line
  edits: OracleEdit[]
}

/** Numbers from a seed (xorshift32), so that a project that is wrong can be made again. */
export function dice(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1
  return (below) => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % below
  }
}

/** Every day that any project can come to, with its weekday from Monday on. */
const calendar = Array.from({ length: 5_000 }, (_, number) => {
  const day = dayAfter("2021-01-01", number)
  return { day, weekday: (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7 }
})
const types = ["finish_start", "start_start", "finish_finish", "start_finish"] as const
const begun = ["in_progress", "under_review", "completed"] as const
const people = ["ann", "bob", "cy"]

type Roll = ReturnType<typeof dice>

export function randomProject(seed: number): RandomProject {
  const roll = dice(seed)
  const weekdays = Array.from({ length: 7 }, (_, day) => (day < 5 ? roll(12) > 0 : roll(12) === 0))
  if (!weekdays.includes(true)) weekdays[roll(7)] = true
  const startDay = dayAfter("2026-01-01", roll(700))
  const closed = new Set<string>()
  const line = new Line(
    calendar.flatMap(({ day, weekday }) => {
      if (roll(25) === 0) closed.add(day)
      return weekdays[weekday] && !closed.has(day) ? [day] : []
    }),
  )
  const absences = Array.from({ length: roll(7) }, () => {
    const fromDay = dayAfter(startDay, roll(45) - 5)
    return { userId: people[roll(people.length)] ?? "ann", fromDay, toDay: dayAfter(fromDay, roll(11)) }
  })
  const tasks = shuffled(
    roll,
    Array.from({ length: 1 + roll(14) }, (_, number) => randomTask(roll, `task-${number}`, startDay)),
  )
  // Along an order of its own, in which no task's place or name says anything about what it waits for.
  const order = shuffled(
    roll,
    tasks.map(({ id }) => id),
  )
  const dependencies: OracleDependency[] = []
  for (let number = roll(order.length * 2); number > 0 && order.length > 1; number--) {
    const after = 1 + roll(order.length - 1)
    const [predecessorId, successorId] = [order[roll(after)], order[after]]
    if (predecessorId === undefined || successorId === undefined) continue
    const type = types[roll(4)] ?? "finish_start"
    dependencies.push({ predecessorId, successorId, type, lagDays: roll(3) === 0 ? roll(12) - 5 : 0 })
  }
  const [first] = order
  if (first !== undefined && roll(4) === 0)
    dependencies.push({ predecessorId: first, successorId: "gone", type: "finish_start", lagDays: 3 })
  const edits = tasks.flatMap(({ id }) => (roll(5) === 0 ? [randomEdit(roll, id, startDay)] : []))
  return { startDay, week: { weekdays, off: [...closed] }, line, absences, tasks, dependencies, edits }
}

/** What moves has days too, of an earlier plan; they must not count. */
function randomTask(roll: Roll, id: string, begin: string): OracleTask {
  const durationDays = roll(6) === 0 ? 0 : 1 + roll(9)
  const startDay = dayAfter(begin, roll(35) - 6)
  const mode = roll(6) === 0 ? "manual" : "automatic"
  return {
    id,
    mode,
    status: roll(6) === 0 ? (begun[roll(3)] ?? "completed") : "not_started",
    startDay,
    endDay: durationDays === 0 ? startDay : dayAfter(startDay, roll(14)),
    durationDays,
    notBefore: mode === "automatic" && roll(4) === 0 ? dayAfter(begin, roll(30) - 5) : null,
    responsibleId: roll(2) === 0 ? (people[roll(people.length)] ?? null) : null,
  }
}

function randomEdit(roll: Roll, id: string, begin: string): OracleEdit {
  return {
    id,
    ...(roll(2) === 0 ? { startDay: dayAfter(begin, roll(35) - 5) } : {}),
    ...(roll(3) === 0 ? { durationDays: roll(8) } : {}),
    ...(roll(3) === 0 ? { mode: roll(2) === 0 ? "manual" : "automatic" } : {}),
  }
}

/** In another order (Fisher and Yates). */
function shuffled<T>(roll: Roll, items: readonly T[]): T[] {
  const left = [...items]
  const mixed: T[] = []
  while (left.length > 0) mixed.push(...left.splice(roll(left.length), 1))
  return mixed
}
