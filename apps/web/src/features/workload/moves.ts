import type { Preview } from "@alphas/domain/schedule/plan"
import type { PersonRef } from "@alphas/domain/users/dto"
import type { LoadedTask, PersonLoad, PersonTasks } from "@alphas/domain/workload/dto"
import { mondayOf, weekFrom } from "../../format/weeks"
import { goesElsewhere } from "../schedule/plan-data"

type Doers = Pick<LoadedTask, "responsible" | "assignees">

/** Who does a task, as `tasks.assign` is told. */
export const doersOf = ({ responsible, assignees }: Doers) => ({
  responsibleId: responsible?.id ?? null,
  assigneeIds: assignees.map(({ id }) => id),
})

/** The same once one person has given it to another: the other stands where the one stood, also as the responsible. */
export function givenTo({ responsible, assignees }: Doers, from: string, to: PersonRef): Doers {
  const others = assignees.filter(({ id }) => id !== from && id !== to.id)
  return { responsible: responsible?.id === from ? to : responsible, assignees: [to, ...others] }
}

/** A task with its days and its load some weeks later, or before. */
export const shifted = (task: LoadedTask, weeks: number): LoadedTask => ({
  ...task,
  startDay: weekFrom(task.startDay, weeks),
  endDay: weekFrom(task.endDay, weeks),
  load: task.load.map((_, index) => task.load[index - weeks] ?? 0),
})

/**
 * Whether a change of the plan is more than what somebody did with their hand: other tasks move as well, or this one does
 * not come into the week where it was put.
 */
export function movesMore({ moves }: Preview, id: string, wantedDay: string): boolean {
  const elsewhere = moves.filter(goesElsewhere)
  const own = elsewhere.find((move) => move.id === id)
  return elsewhere.length > 1 || own === undefined || mondayOf(own.after.startDay) !== mondayOf(wantedDay)
}

/** Somebody's tasks with one of them changed, taken away or added. */
export function withTask(answer: PersonTasks, id: string, now: LoadedTask | null): PersonTasks {
  const known = answer.tasks.some((task) => task.id === id)
  if (now === null) return { ...answer, tasks: answer.tasks.filter((task) => task.id !== id) }
  const tasks = known ? answer.tasks.map((task) => (task.id === id ? now : task)) : [...answer.tasks, now]
  return { ...answer, tasks }
}

/** Everybody's weeks with other minutes assigned to one person. */
export const withLoad = (
  loads: readonly PersonLoad[],
  userId: string,
  before: readonly number[],
  after: readonly number[],
): PersonLoad[] =>
  loads.map((each) => {
    if (each.person.id !== userId) return each
    const weeks = each.weeks.map((week, index) => ({
      ...week,
      assigned: Math.max(0, week.assigned - (before[index] ?? 0) + (after[index] ?? 0)),
    }))
    return { ...each, weeks }
  })
