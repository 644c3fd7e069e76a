"use client"

import { isolate } from "@alphas/domain/isolate"
import type { Preview } from "@alphas/domain/schedule/plan"
import type { PersonRef } from "@alphas/domain/users/dto"
import type { LoadedTask, PersonLoad, PersonTasks } from "@alphas/domain/workload/dto"
import { getQueryKey } from "@trpc/react-query"
import { useEffect, useRef, useState } from "react"
import { type Shown, shownIn, useChangeQueue } from "../../data/change-queue"
import { trpc } from "../../data/trpc"
import { done, failed, warned } from "../../feedback/undo"
import { sayDays } from "../../format/dates"
import { useReader } from "../../format/reader"
import { weekFrom } from "../../format/weeks"
import { goesElsewhere } from "../schedule/plan-data"
import { sayMoved } from "../schedule/plan-rows"
import { tryOut } from "../schedule/use-plan-changes"
import type { Plan } from "../tasks/plan"
import { doersOf, givenTo, movesMore, shifted, withLoad, withTask } from "./moves"
import type { Span } from "./workload-address"

/** A task that somebody moves, and whose it is where they took it from. */
export interface Moving {
  task: LoadedTask
  person: PersonRef
}

/** A move into another week that does more than that; the page asks whether it is meant. */
export interface AskedShift extends Moving {
  plan: Plan
  preview: Preview
  answer: (agreed: boolean) => void
}

/** Nothing is moved, and why is said already. */
class Dropped extends Error {}

/**
 * Moving of tasks to another person or into another week: shown at once, and back with the server's sentence where it
 * refuses. A toast undoes it.
 */
export function useTaskMoves(span: Span) {
  const [utils, queue, reader] = [trpc.useUtils(), useChangeQueue(), useReader()]
  const { tasks, schedule } = utils.client
  const [asked, setAsked] = useState<AskedShift | null>(null)
  const leave = useRef(() => {})
  // Who leaves the page over the question has answered no.
  useEffect(() => () => leave.current(), [])

  /** Somebody's load without a task where it was and with it where it comes. */
  const load = (userId: string, { id }: LoadedTask, before: number[], after: LoadedTask | null) => [
    shownIn<PersonLoad[]>(getQueryKey(trpc.workload.list, span, "query"), (now) =>
      withLoad(now, userId, before, after?.load ?? []),
    ),
    shownIn<PersonTasks>(getQueryKey(trpc.workload.tasks, { ...span, userId }, "query"), (now) =>
      withTask(now, id, after),
    ),
  ]
  const run = <Answer>(task: LoadedTask, shows: Shown<unknown>[], send: () => Promise<Answer>) =>
    queue.run<Answer>({ line: task.id, shows, send })

  /** Says what was done, or why not; the focus stays with the person whose row it was. */
  const finish = async (person: PersonRef, change: Promise<unknown>) => {
    await change.catch((error: unknown) => error instanceof Dropped || failed(error))
    focusOn(person.id)
  }

  const give = async (task: LoadedTask, person: PersonRef, to: PersonRef) => {
    const { id, version, title } = task
    const given = givenTo(task, person.id, to)
    const had = task.assignees.some((each) => each.id === to.id)
    const shows = [
      ...load(person.id, task, task.load, null),
      ...(had ? [] : load(to.id, task, [], { ...task, ...given })),
    ]
    const saved = await run(task, shows, () => tasks.assign.mutate({ id, version, ...doersOf(given) }))
    const undo = () => run(task, [], () => tasks.assign.mutate({ ...saved, ...doersOf(task) }))
    done(`${isolate(title)} is assigned to ${isolate(to.name)}`, undo)
  }

  const shift = async (task: LoadedTask, person: PersonRef, weeks: number) => {
    const { id, version, title, campaignId } = task
    const wantedDay = weekFrom(task.startDay, weeks)
    const edit = { id, startDay: wantedDay }
    const { moved, undo, preview } = await run(
      task,
      load(person.id, task, task.load, shifted(task, weeks)),
      async () => {
        const plan = await utils.schedule.plan.fetch({ campaignId }, { staleTime: 0 })
        const tried = tryOut(plan, edit)
        if (tried === null || !tried.moves.some(goesElsewhere)) {
          stays(title)
          throw new Dropped()
        }
        if (movesMore(tried, id, wantedDay)) {
          const agreed = await new Promise<boolean>((answer) => {
            leave.current = () => answer(false)
            setAsked({ task, person, plan, preview: tried, answer })
          }).finally(() => setAsked(null))
          if (!agreed) throw new Dropped()
        }
        const others = tried.moves.filter((move) => move.id !== id)
        // Of the task itself the version that was in the hand, so that a change by somebody else is not run over.
        const seen = [...others, { id, version }].map((each) => ({ id: each.id, version: each.version }))
        const answer = await schedule.reschedule.mutate({ campaignId, changes: [edit], seen })
        return { ...answer, preview: tried }
      },
    )
    const own = moved.find((each) => each.id === id)
    const words =
      moved.length === 1 && own
        ? `${isolate(title)} is now on ${sayDays(own.startDay, own.endDay, reader)}`
        : sayMoved(preview, reader)
    const takeBack = (entry: string) => run(task, [], () => schedule.undo.mutate({ campaignId, id: entry }))
    done(words, undo === null ? undefined : () => takeBack(undo))
  }

  return {
    give: ({ task, person }: Moving, to: PersonRef) => finish(person, give(task, person, to)),
    shift: ({ task, person }: Moving, weeks: number) => finish(person, shift(task, person, weeks)),
    asked,
  }
}

/** Why nothing was moved: what the task waits for, and its campaign's first day, hold it. */
function stays(title: string): void {
  warned(
    `${isolate(title)} stays where it is`,
    "It already starts as early as its predecessors and its campaign's first day allow. Move those first, or schedule it manually.",
  )
}

/** The row that had the focus may be somebody else's now, or in a week that is not shown: the focus stays with the person. */
function focusOn(personId: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    document.querySelector<HTMLElement>(`[data-person="${personId}"] [data-unfold]`)?.focus()
  })
}
