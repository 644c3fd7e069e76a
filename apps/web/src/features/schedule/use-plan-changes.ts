"use client"

import type { Saved } from "@alphas/domain/ids"
import { isolate } from "@alphas/domain/isolate"
import { CycleError } from "@alphas/domain/schedule/network"
import { type PlanEdit, type Preview, preview } from "@alphas/domain/schedule/plan"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import type { RefObject } from "react"
import { shownIn, useChangeQueue } from "../../data/change-queue"
import { refusalOf } from "../../data/refusal"
import { type Outputs, trpc } from "../../data/trpc"
import { done, failed, warned } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import type { Gesture } from "../../gantt/rows"
import { type Plan, planInput } from "../tasks/plan"
import { editOf, goesElsewhere, withMoves } from "./plan-data"
import { sayMoved } from "./plan-rows"

/** What an edit would do; null for one that leads nowhere. */
export function tryOut(plan: Plan, edit: PlanEdit | null): Preview | null {
  if (edit === null) return null
  try {
    // What it costs stands in the browser's own timeline; the newest one is enough.
    const start = performance.now()
    const found = preview(planInput(plan), [edit])
    performance.clearMeasures("alphas-preview")
    performance.measure("alphas-preview", { start })
    return found
  } catch (error) {
    if (error instanceof CycleError) return null
    throw error
  }
}

/** A plan in which a task is done so far. */
const withProgress = (plan: Plan, id: string, progress: number, version?: number): Plan => ({
  ...plan,
  tasks: plan.tasks.map((task) =>
    task.id === id ? { ...task, progress, version: version ?? task.version } : task,
  ),
})

/** The task in hand was deleted on the way. */
class Gone extends Error {}

const holds = (plan: Plan | undefined, { id }: Gesture): plan is Plan =>
  plan?.tasks.some((task) => task.id === id) ?? false

/**
 * What people do to plans: shown at once, sent one after the other, and back when the server refuses. `mine` names the
 * tasks that one has just moved oneself.
 */
export function usePlanChanges(plans: ReadonlyMap<string, Plan>, mine: RefObject<Set<string>>) {
  const [queue, queries, reader] = [useChangeQueue(), useQueryClient(), useReader()]
  const { client } = trpc.useUtils()
  const keyOf = (campaignId: string) => getQueryKey(trpc.schedule.plan, { campaignId }, "query")

  /** Shows and sends a change of a plan; its tasks are one's own until the plan is read again. */
  const run = async <Answer>(
    campaignId: string,
    ids: readonly string[],
    show: (plan: Plan, saved: Answer | null) => Plan,
    send: () => Promise<Answer>,
  ): Promise<Answer> => {
    const queryKey = keyOf(campaignId)
    for (const id of ids) mine.current.add(id)
    try {
      const shows = [shownIn(queryKey, show)]
      return await queue.run({ line: `plan ${campaignId}`, shows, send })
    } finally {
      const free = () => ids.map((id) => mine.current.delete(id))
      void queries.refetchQueries({ queryKey }, { cancelRefetch: false }).then(free)
    }
  }

  /** The plan as the server has it when a change's turn comes. @throws Gone when the task is no longer in it. */
  const planOf = (campaignId: string, gesture: Gesture): Plan => {
    const plan = queue.said(keyOf(campaignId)) as Plan | undefined // what this key is read as
    if (!holds(plan, gesture)) throw new Gone()
    return plan
  }

  const reschedule = async (campaignId: string, gesture: Gesture, plan: Plan) => {
    const edit = editOf(gesture, plan)
    const wanted = tryOut(plan, edit)
    if (!edit || wanted === null || !wanted.moves.some(goesElsewhere)) return
    let { moves } = wanted
    const { undo, moved } = await run<Outputs["schedule"]["reschedule"]>(
      campaignId,
      moves.map(({ id }) => id),
      (now, saved) => withMoves(now, moves, new Map(saved?.moved.map(({ id, version }) => [id, version]))),
      () => {
        const now = planOf(campaignId, gesture)
        // Calculated once more: a change before this one has given the tasks new versions.
        moves = (tryOut(now, edit) ?? wanted).moves
        const seen = moves.map(({ id, version }) => ({ id, version }))
        const held = now.tasks.find(({ id }) => id === edit.id)
        if (held && !seen.some(({ id }) => id === held.id)) seen.push({ id: held.id, version: held.version })
        return client.schedule.reschedule.mutate({ campaignId, changes: [edit], seen })
      },
    )
    const takeBack = (id: string) =>
      run(
        campaignId,
        moved.map((each) => each.id),
        (now) => now,
        () => client.schedule.undo.mutate({ campaignId, id }),
      )
    done(sayMoved(wanted, reader), undo === null ? undefined : () => takeBack(undo))
  }

  const setProgress = async (campaignId: string, gesture: Gesture) => {
    const { id, amount, row } = gesture
    if (amount === row.progress) return
    const to = (progress: number, version: () => number) =>
      run<Saved>(
        campaignId,
        [id],
        (now, saved) => withProgress(now, id, progress, saved?.version),
        () => client.tasks.update.mutate({ id, version: version(), changes: { progress } }),
      )
    const seen = () => planOf(campaignId, gesture).tasks.find((each) => each.id === id)?.version ?? 0
    const saved = await to(amount, seen)
    done(`“${isolate(row.title)}” is ${amount} % done`, () => to(row.progress, () => saved.version))
  }

  /** Does what a gesture asks for. */
  return (campaignId: string | undefined, gesture: Gesture): void => {
    const plan = campaignId === undefined ? undefined : plans.get(campaignId)
    const change = async () => {
      if (campaignId === undefined || !holds(plan, gesture)) throw new Gone()
      if (gesture.kind === "progress") await setProgress(campaignId, gesture)
      else await reschedule(campaignId, gesture, plan)
    }
    change().catch((error: unknown) => explain(error, gesture))
  }
}

/** Why nothing was moved. */
function explain(error: unknown, { row }: Gesture): void {
  const gone = error instanceof Gone
  if (!gone && !["stale_version", "not_found"].includes(refusalOf(error).reason ?? "")) {
    failed(error)
    return
  }
  warned(
    gone ? `“${isolate(row.title)}” was deleted` : "Someone else changed this schedule",
    gone
      ? "Someone else deleted this task, so your change was not saved."
      : "Your change was not saved. This is the current schedule; move the task again if you still want to.",
  )
}
