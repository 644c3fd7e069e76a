import { linkTypes } from "@alphas/domain/tasks/schedule/network"
import { Line, type OracleLink, type OracleTask } from "./oracle"

/** A project at random: its calendar, its tasks and links. */
export interface RandomProject {
  weekdays: boolean[]
  off: string[]
  today: string
  line: Line
  tasks: OracleTask[]
  links: OracleLink[]
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

const dayAfter = (day: string, by: number) => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + by)
  return date.toISOString().slice(0, 10)
}

export function randomProject(seed: number): RandomProject {
  const roll = dice(seed)
  const weekdays = Array.from({ length: 7 }, (_, day) => (day < 5 ? roll(12) > 0 : roll(12) === 0))
  if (!weekdays.includes(true)) weekdays[roll(7)] = true
  const begin = dayAfter("2026-01-01", roll(700))
  const days = Array.from({ length: 4_000 }, (_, number) => dayAfter(begin, number - 2_000))
  const off = days.filter(() => roll(25) === 0)
  const closed = new Set(off)
  const works = (day: string) =>
    weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] === true && !closed.has(day)
  const working = days.filter(works)
  const line = new Line(working)
  const today = working.find((day) => day >= begin) ?? begin
  const soon = (among: number) => line.later(today, roll(among))
  const count = 1 + roll(14)
  const tasks = Array.from({ length: count }, (): OracleTask => {
    const away = new Set<string>()
    if (roll(3) === 0) {
      const first = roll(25)
      for (let day = first; day < first + 1 + roll(8); day++) away.add(line.later(today, day))
    }
    return {
      work: roll(6) === 0 ? 0 : 1 + roll(9),
      notBefore: roll(4) === 0 ? soon(20) : null,
      fixed: roll(7) === 0 ? line.later(today, roll(25) - 3) : null,
      away,
    }
  })
  const links: OracleLink[] = []
  for (let number = roll(count * 2); number > 0 && count > 1; number--) {
    const to = 1 + roll(count - 1)
    const type = linkTypes[roll(4)] ?? "finish_start"
    links.push({ from: roll(to), to, type, lag: roll(3) === 0 ? roll(12) - 5 : 0 })
  }
  return { weekdays, off, today, line, tasks, links }
}
