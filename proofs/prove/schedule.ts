/** The scheduler against the critical paths of the PSPLIB, and against an oracle that counts days one by one. */
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { criticalPath, none } from "@alphas/domain/schedule/critical-path"
import { networkOf } from "@alphas/domain/schedule/network"
import { type PlanInput, type Preview, preview, scheduleOf } from "@alphas/domain/schedule/plan"
import { asked, type OracleDates, type OracleTask, oracle } from "./schedule/oracle"
import { readProject } from "./schedule/psplib"
import { type RandomProject, randomProject } from "./schedule/random-project"

async function againstLibrary(folder: string): Promise<boolean> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sm")).sort()
  const wrong: string[] = []
  for (const file of files) {
    try {
      const { duration, dependencies, mpmTime } = readProject(await readFile(join(folder, file), "utf8"))
      const count = duration.length
      const { end } = criticalPath(networkOf(count, dependencies), {
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
  let [tasks, dependencies, moves, differences] = [0, 0, 0, 0]
  const kinds = new Map<string, number>()
  const count = (kind: string) => kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  for (let seed = 1; seed <= projects; seed++) {
    const project = randomProject(seed)
    const found = preview(planOf(project), project.edits)
    const wrong = [...scheduleDifferences(project), ...previewDifferences(project, found)]
    for (const line of wrong.slice(0, 5)) console.log(`project ${seed}: ${line}`)
    differences += wrong.length
    tasks += project.tasks.length
    dependencies += project.dependencies.length
    moves += found.moves.length
    for (const { type } of project.dependencies) count(type)
    for (const { mode, status, durationDays } of project.tasks) {
      if (mode === "manual") count("manual")
      if (status !== "not_started") count("begun")
      if (durationDays === 0) count("milestones")
    }
  }
  const named = [...kinds].map(([kind, number]) => `${number} ${kind}`).join(", ")
  console.log(
    `${projects} projects, ${tasks} tasks, ${dependencies} links, ${moves} moves in previews (${named})`,
  )
  console.log(`${differences} differences in any early or late date, float, conflict or move`)
  return differences === 0 && tasks > 0 && moves > 0
}

const planOf = ({ startDay, week, absences, tasks, dependencies }: RandomProject): PlanInput => ({
  ...{ startDay, week, absences, dependencies },
  tasks: tasks.map((task) => ({ ...task, version: 1 })),
})

function scheduleDifferences(project: RandomProject): string[] {
  const ours = scheduleOf(planOf(project))
  const theirs = oracle(project.line, project)
  const last =
    [...theirs.values()]
      .map(({ endDay }) => endDay)
      .sort()
      .at(-1) ?? null
  return [
    ...[...theirs].flatMap(([id, right]) => unequal(id, { ...ours.tasks.get(id) }, { ...right })),
    ...unequal("the whole", { endDay: ours.endDay }, { endDay: last }),
  ]
}

/** What a preview says that moves, and that nothing moves once it is so. */
function previewDifferences(project: RandomProject, { moves }: Preview): string[] {
  const { line, edits } = project
  const edit = new Map(edits.map((each) => [each.id, each]))
  const tasks = project.tasks.map((task) => asked(line, task, edit.get(task.id) ?? { id: task.id }))
  const dates = oracle(line, { ...project, tasks })
  const said = new Map(moves.map((move) => [move.id, move]))
  const after = tasks.map((task) => ({ ...task, ...daysOf(dates.get(task.id)) }))
  const settled = preview(planOf({ ...project, tasks: after }), [])
  return [
    ...project.tasks.flatMap((was, index) => {
      const is = after[index] ?? was
      const [before, right] = [placeOf(was), placeOf(is)]
      const move = said.get(was.id)
      const days = line.between(line.from(was.startDay), line.from(is.startDay))
      return [
        ...unequal(`${was.id} after the edits`, { ...(move?.after ?? before) }, right),
        ...(move === undefined ? [] : unequal(`${was.id}'s move`, { days: move.days }, { days })),
      ]
    }),
    ...settled.moves.map(({ id }) => `${id} moves again though nothing was asked`),
  ]
}

const daysOf = (dates: OracleDates | undefined) =>
  dates === undefined ? {} : { startDay: dates.startDay, endDay: dates.endDay }

const placeOf = ({
  mode,
  startDay,
  endDay,
  durationDays,
  notBefore,
}: OracleTask): Record<string, unknown> => ({
  mode,
  startDay,
  endDay,
  durationDays,
  notBefore,
})

const unequal = (what: string, ours: Record<string, unknown>, right: Record<string, unknown>): string[] =>
  Object.entries(right).flatMap(([name, value]) =>
    ours[name] === value ? [] : [`${what}, ${name}: ${ours[name]}, by the oracle ${value}`],
  )

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
