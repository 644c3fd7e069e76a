"use client"

import type { PlanEdit, Preview } from "@alphas/domain/schedule/plan"
import type { PersonRef } from "@alphas/domain/users/dto"
import type { LoadedTask } from "@alphas/domain/workload/dto"
import { notifications } from "@mantine/notifications"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { sayDays } from "../../format/dates"
import { useReader } from "../../format/reader"
import { goesElsewhere, type Plan } from "../schedule/plan-data"
import { sayMoved } from "../schedule/plan-rows"
import { tryOut } from "../schedule/use-plan-changes"
import { useTasksSettled } from "../tasks/use-task-change"
import { daysLater, doersOf, givenTo, movesMore, shifted, withLoad, withTask } from "./moves"
import type { Span } from "./workload-address"

/** A task that somebody moves, and whose it is where they took it from. */
export interface Moving {
  task: LoadedTask
  person: PersonRef
}

/** A move into another week that does more than that; the page asks whether it is meant. */
export interface AskedShift extends Moving {
  plan: Plan
  edit: PlanEdit
  preview: Preview
  /** Brings the page back to what it was. */
  back: () => void
}

/**
 * Moving of tasks to another person or into another week: shown at once, and back with the server's sentence where it
 * refuses. A toast takes it back.
 */
export function useTaskMoves(span: Span) {
  const [utils, queries, reader] = [trpc.useUtils(), useQueryClient(), useReader()]
  const settled = useTasksSettled()
  const assign = trpc.tasks.assign.useMutation({ onSettled: settled })
  const reschedule = trpc.schedule.reschedule.useMutation({ onSettled: settled })
  const undo = trpc.schedule.undo.useMutation({ onSettled: settled })
  const [asked, setAsked] = useState<AskedShift | null>(null)

  const setLoad = (userId: string, { id }: LoadedTask, before: number[], after: LoadedTask | null) => {
    utils.workload.list.setData(span, (now) => now && withLoad(now, userId, before, after?.load ?? []))
    utils.workload.tasks.setData({ ...span, userId }, (now) => now && withTask(now, id, after))
  }
  /** Keeps what the page shows, to go back to it, and to what has happened since. */
  const keep = async (): Promise<() => void> => {
    const queryKey = getQueryKey(trpc.workload)
    await queries.cancelQueries({ queryKey })
    const before = queries.getQueriesData({ queryKey })
    return () => {
      for (const [key, answer] of before) queries.setQueryData(key, answer)
      void queries.invalidateQueries({ queryKey })
    }
  }

  const give = async ({ task, person }: Moving, to: PersonRef) => {
    const back = await keep()
    const { id, version, title } = task
    const given = givenTo(task, person.id, to)
    const had = task.assignees.some((each) => each.id === to.id)
    setLoad(person.id, task, task.load, null)
    if (!had) setLoad(to.id, task, [], { ...task, ...given })
    try {
      const saved = await assign.mutateAsync({ id, version, ...doersOf(given) })
      done(`${to.name}: ${title}`, () => assign.mutateAsync({ ...saved, ...doersOf(task) }))
    } catch (error) {
      back()
      failed(error)
    }
    focusOn(person.id)
  }

  const send = async ({ task, edit, preview, back }: AskedShift) => {
    const { id, campaignId, title } = task
    const seen = preview.moves.map((move) => ({ id: move.id, version: move.version }))
    // Of the task itself the version that was in the hand, so that a change by somebody else is not run over.
    const others = seen.filter((each) => each.id !== id)
    try {
      const { moved, undo: entry } = await reschedule.mutateAsync({
        campaignId,
        changes: [edit],
        seen: [...others, { id, version: task.version }],
      })
      const own = moved.find((each) => each.id === id)
      const words =
        moved.length === 1 && own
          ? `${title} is now on ${sayDays(own.startDay, own.endDay, reader)}`
          : sayMoved(preview, reader)
      done(words, entry === null ? undefined : () => undo.mutateAsync({ campaignId, id: entry }))
    } catch (error) {
      back()
      failed(error)
    }
  }

  const shift = async ({ task, person }: Moving, weeks: number) => {
    const back = await keep()
    setLoad(person.id, task, task.load, shifted(task, weeks))
    try {
      const plan = await utils.schedule.plan.fetch({ campaignId: task.campaignId }, { staleTime: 0 })
      const wantedDay = daysLater(task.startDay, weeks)
      const edit = { id: task.id, startDay: wantedDay }
      const preview = tryOut(plan, edit)
      if (preview === null || !preview.moves.some(goesElsewhere)) {
        back()
        return stays(task.title)
      }
      const wanted = { task, person, plan, edit, preview, back }
      if (movesMore(preview, task.id, wantedDay)) setAsked(wanted)
      else await send(wanted)
    } catch (error) {
      back()
      failed(error)
    }
    focusOn(person.id)
  }

  return {
    give,
    shift,
    asked,
    answer: async (agreed: boolean) => {
      setAsked(null)
      if (asked === null) return
      if (agreed) await send(asked)
      else asked.back()
      focusOn(asked.person.id)
    },
  }
}

/** Why nothing was moved: what the task waits for, and its campaign's first day, hold it. */
function stays(title: string): void {
  notifications.show({
    color: "yellow",
    autoClose: 8_000,
    withBorder: true,
    title: `${title} stays where it is`,
    message:
      "It already starts as early as its predecessors and its campaign's first day allow. Move those first, or schedule it manually.",
  })
}

/** The row that had the focus may be somebody else's now, or in a week that is not shown: the focus stays with the person. */
function focusOn(personId: string): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    document.querySelector<HTMLElement>(`[data-person="${personId}"] [data-unfold]`)?.focus()
  })
}
