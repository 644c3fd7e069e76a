/** The scheduler against the critical paths of the PSPLIB, and against an oracle that counts days one by one. */
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { criticalPath, none } from "@alphas/domain/tasks/schedule/critical-path"
import { linkTypes, networkOf } from "@alphas/domain/tasks/schedule/network"
import { SortedGaps } from "@alphas/domain/tasks/schedule/sorted-gaps"
import { WorkingCalendar } from "@alphas/domain/tasks/schedule/working-calendar"
import { oracle } from "./schedule/oracle"
import { readProject } from "./schedule/psplib"
import { type RandomProject, randomProject } from "./schedule/random-project"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { calendar: { type: "boolean" }, projects: { type: "string", default: "10000" } },
})
const good = values.calendar
  ? againstOracle(Number.parseInt(values.projects, 10))
  : await againstLibrary(
      positionals[0] ?? process.env.ALPHAS_CASES ?? fileURLToPath(new URL("schedule/cases", import.meta.url)),
    )
process.exitCode = good ? 0 : 1

async function againstLibrary(folder: string): Promise<boolean> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sm")).sort()
  const wrong: string[] = []
  for (const file of files) {
    try {
      const { duration, links, mpmTime } = readProject(await readFile(join(folder, file), "utf8"))
      const count = duration.length
      const { end } = criticalPath(networkOf(count, links), {
        duration: Int32Array.from(duration),
        notBefore: new Int32Array(count).fill(none),
        fixedStart: new Int32Array(count).fill(none),
        available: [],
      })
      if (end !== mpmTime) wrong.push(`${file}: ${end} days, and by its header ${mpmTime}`)
    } catch (error) {
      wrong.push(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  for (const line of wrong.slice(0, 20)) console.log(line)
  console.log(`${files.length - wrong.length}/${files.length} exact`)
  return files.length > 0 && wrong.length === 0
}

function againstOracle(projects: number): boolean {
  let [tasks, links, differences] = [0, 0, 0]
  const types = new Map<string, number>()
  for (let seed = 1; seed <= projects; seed++) {
    const project = randomProject(seed)
    const wrong = differencesOf(project)
    for (const line of wrong.slice(0, 5)) console.log(`project ${seed}: ${line}`)
    differences += wrong.length
    tasks += project.tasks.length
    links += project.links.length
    for (const { type } of project.links) types.set(type, (types.get(type) ?? 0) + 1)
  }
  console.log(
    `${projects} projects, ${tasks} tasks, ${links} links (${[...types].map(([type, count]) => `${count} ${type}`).join(", ")})`,
  )
  console.log(`${differences} differences in any early or late date, float or conflict`)
  return differences === 0 && tasks > 0
}

function differencesOf({ weekdays, off, today, line, tasks, links }: RandomProject): string[] {
  const calendar = new WorkingCalendar({ weekdays, off }, today)
  const index = (day: string | null) => (day === null ? none : calendar.indexOf(day))
  const network = networkOf(tasks.length, {
    from: Int32Array.from(links, ({ from }) => from),
    to: Int32Array.from(links, ({ to }) => to),
    type: Uint8Array.from(links, ({ type }) => linkTypes.indexOf(type)),
    lag: Int32Array.from(links, ({ lag }) => lag),
  })
  const ours = criticalPath(network, {
    duration: Int32Array.from(tasks, ({ work }) => work),
    notBefore: Int32Array.from(tasks, ({ notBefore }) => index(notBefore)),
    fixedStart: Int32Array.from(tasks, ({ fixed }) => index(fixed)),
    available: tasks.map(({ away }) =>
      away.size === 0 ? undefined : new SortedGaps(Int32Array.from(away, index).sort()),
    ),
  })
  const conflicts = new Set(ours.conflicts)
  const day = (array: Int32Array, task: number) => calendar.dayAt(array[task] ?? none)
  return oracle(line, today, tasks, links).flatMap((theirs, task) => {
    const said = {
      start: day(ours.earlyStart, task),
      end: day(ours.earlyEnd, task),
      lateStart: day(ours.lateStart, task),
      lateEnd: day(ours.lateEnd, task),
      totalFloat: ours.totalFloat[task],
      freeFloat: ours.freeFloat[task],
      conflict: conflicts.has(task),
    }
    return Object.entries(said).flatMap(([name, value]) => {
      const right = theirs[name as keyof typeof theirs] // the same names, by the type of what `said` is made like
      return value === right ? [] : [`task ${task}, ${name}: ${value}, by the oracle ${right}`]
    })
  })
}
