"use client"

import { CycleError } from "@alphas/domain/schedule/network"
import { type Move, type PlanEdit, type Preview, preview } from "@alphas/domain/schedule/plan"
import { notifications } from "@mantine/notifications"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { type RefObject, useMemo, useRef, useState } from "react"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import type { Gesture } from "../../gantt/rows"
import { editOf, goesElsewhere, type Plan, planInput, withMoves } from "./plan-data"
import { sayMoved } from "./plan-rows"

/** A change that is on its way to the server, as the page shows it already. */
interface Sent {
  campaignId: string
  moves: readonly Move[]
  progress: { id: string; progress: number } | null
}

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

function shownPlan(plan: Plan, sent: readonly Sent[]): Plan {
  return sent.reduce((now, { moves, progress }) => {
    const moved = moves.length === 0 ? now : withMoves(now, moves)
    if (progress === null) return moved
    const tasks = moved.tasks.map((task) => (task.id === progress.id ? { ...task, ...progress } : task))
    return { ...moved, tasks }
  }, plan)
}

/**
 * What people do to plans: shown at once, sent one after the other, taken back when the server refuses. The answers of
 * the server stay untouched meanwhile, so whatever others do arrives as ever, and a refusal leaves nothing half-moved.
 * `mine` names the tasks that one has just moved oneself.
 */
export function usePlanChanges(plans: ReadonlyMap<string, Plan>, mine: RefObject<Set<string>>) {
  const [utils, queries, reader] = [trpc.useUtils(), useQueryClient(), useReader()]
  const { client } = utils
  const [sent, setSent] = useState<readonly Sent[]>([])
  const line = useRef<Promise<unknown>>(Promise.resolve())

  const shown = useMemo(() => {
    if (sent.length === 0) return plans
    return new Map(
      [...plans].map(([id, plan]) => [
        id,
        shownPlan(
          plan,
          sent.filter(({ campaignId }) => campaignId === id),
        ),
      ]),
    )
  }, [plans, sent])

  const again = () =>
    Promise.all(
      [trpc.tasks, trpc.schedule].map((each) => queries.invalidateQueries({ queryKey: getQueryKey(each) })),
    )

  /** Shows a change, and sends it when those before it are through. */
  const send = (change: Sent, action: (plan: Plan) => Promise<void>): Promise<void> => {
    const ids = [...change.moves.map(({ id }) => id), ...(change.progress ? [change.progress.id] : [])]
    for (const id of ids) mine.current.add(id)
    setSent((now) => [...now, change])
    const run = async () => {
      try {
        const plan = utils.schedule.plan.getData({ campaignId: change.campaignId })
        if (plan !== undefined) await action(plan)
      } catch (error) {
        explain(error)
      } finally {
        setSent((now) => now.filter((each) => each !== change))
        await again()
        for (const id of ids) mine.current.delete(id)
      }
    }
    const turn = line.current.then(run)
    line.current = turn
    return turn
  }

  const holds = (plan: Plan | undefined, gesture: Gesture): plan is Plan =>
    plan?.tasks.some(({ id }) => id === gesture.id) ?? false

  const reschedule = (campaignId: string, gesture: Gesture) => {
    const plan = shown.get(campaignId)
    if (!holds(plan, gesture)) return sayGone(gesture)
    const edit = editOf(gesture, plan)
    const wanted = tryOut(plan, edit)
    if (!edit || wanted === null || !wanted.moves.some(goesElsewhere)) return
    void send({ campaignId, moves: wanted.moves, progress: null }, async (now) => {
      if (!holds(now, gesture)) return sayGone(gesture)
      // Calculated once more: a change before this one has given the tasks new versions.
      const { moves } = tryOut(now, edit) ?? wanted
      const seen = moves.map(({ id, version }) => ({ id, version }))
      const held = now.tasks.find(({ id }) => id === edit.id)
      if (held && !seen.some(({ id }) => id === held.id)) seen.push({ id: held.id, version: held.version })
      const { undo, moved } = await client.schedule.reschedule.mutate({ campaignId, changes: [edit], seen })
      const versions = new Map(moved.map(({ id, version }) => [id, version]))
      await utils.schedule.plan.cancel({ campaignId })
      utils.schedule.plan.setData({ campaignId }, (before) => before && withMoves(before, moves, versions))
      const takeBack = async (id: string) => {
        for (const each of moved) mine.current.add(each.id)
        await client.schedule.undo.mutate({ campaignId, id })
        await again()
        for (const each of moved) mine.current.delete(each.id)
      }
      done(sayMoved(wanted, reader), undo === null ? undefined : () => takeBack(undo))
    })
  }

  const setProgress = (campaignId: string, gesture: Gesture) => {
    const { id, amount, row } = gesture
    if (!holds(shown.get(campaignId), gesture)) return sayGone(gesture)
    if (amount === row.progress) return
    const write = async (version: number, progress: number) =>
      (await client.tasks.update.mutate({ id, version, changes: { progress } })).version
    void send({ campaignId, moves: [], progress: { id, progress: amount } }, async (now) => {
      const task = now.tasks.find((each) => each.id === id)
      if (task === undefined) return sayGone(gesture)
      const version = await write(task.version, amount)
      utils.schedule.plan.setData({ campaignId }, (before) => {
        if (before === undefined) return before
        const tasks = before.tasks.map((each) =>
          each.id === id ? { ...each, version, progress: amount } : each,
        )
        return { ...before, tasks }
      })
      done(`“${row.title}” is ${amount} % done`, async () => {
        await write(version, row.progress)
        await again()
      })
    })
  }

  return {
    /** The plans with what is on its way. */
    shown,
    keep(campaignId: string | undefined, gesture: Gesture) {
      if (campaignId === undefined) sayGone(gesture)
      else if (gesture.kind === "progress") setProgress(campaignId, gesture)
      else reschedule(campaignId, gesture)
    },
  }
}

/** The task in hand was deleted on the way. */
function sayGone({ row }: Gesture): void {
  notifications.show({
    color: "yellow",
    autoClose: 12_000,
    withBorder: true,
    title: `“${row.title}” was deleted`,
    message: "Somebody else deleted this task, so your change was not saved.",
  })
}

/** Why nothing was moved. */
function explain(error: unknown): void {
  const { reason } = refusalOf(error)
  if (reason !== "stale_version" && reason !== "not_found") {
    failed(error)
    return
  }
  notifications.show({
    color: "yellow",
    autoClose: 12_000,
    withBorder: true,
    title: "Somebody else changed this schedule",
    message:
      "Your change was not saved. This is the current schedule; move the task again if you still want to.",
  })
}
