"use client"

import { AlphasError } from "@alphas/client/trpc"
import type { TaskRow } from "@alphas/domain/tasks/dto"
import { type TaskStep, taskSteps } from "@alphas/domain/tasks/words"
import { useMemo, useRef, useState } from "react"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { type Answered, columnsOf, hasArrived, type Placing, placed, standsThere } from "./board-order"
import { noStep, stepBetween } from "./step-words"
import { sayReached, useTasksSettled } from "./use-task-change"

/** A card that was put somewhere, until the board that the server sends has it there. */
interface Sent extends Placing {
  key: number
  step: TaskStep | null
  reason: string | null
  /** Null until the server has answered. */
  answer: Answered | null
}

/** A card that was put where somebody must say why. */
export interface Asked extends Placing {
  task: TaskRow
  step: TaskStep
}

let keys = 0
const sentOf = ({ id, to, afterId }: Placing, step: TaskStep | null, reason: string | null): Sent => {
  keys += 1
  return { id, to, afterId, key: keys, step, reason, answer: null }
}

/**
 * A board on which cards are put somewhere: shown there at once, sent one after the other, and where the server refuses
 * back with its sentence. What is shown is always the server's order with what is still on its way on top of it, so that
 * of two people who drag at once nobody loses anything. `readAt` is when the rows were read.
 */
export function usePlacing(rows: readonly TaskRow[] | undefined, readAt: number) {
  const reader = useReader()
  const settled = useTasksSettled()
  const place = trpc.tasks.place.useMutation()
  const [sent, setSent] = useState<readonly Sent[]>([])
  const [asked, setAsked] = useState<Asked | null>(null)
  const queue = useRef(Promise.resolve())

  const byId = useMemo(() => new Map((rows ?? []).map((row) => [row.id, row])), [rows])
  const server = useMemo(() => columnsOf(rows ?? []), [rows])
  const waiting = useMemo(
    () => sent.filter(({ id, answer }) => answer === null || !hasArrived(byId.get(id), answer, readAt)),
    [sent, byId, readAt],
  )
  // What has arrived is forgotten; there is less of it each time, so this ends.
  if (waiting.length < sent.length) setSent(waiting)
  const columns = useMemo(
    () => [...waiting, ...(asked ? [asked] : [])].reduce(placed, server),
    [waiting, asked, server],
  )

  /** Sends what is shown already, once everything before it is answered. */
  const send = (own: Sent) => {
    setSent((all) => [...all, own])
    const answer = queue.current.then(async () => {
      const { key, id, afterId, step, reason } = own
      try {
        const { version, next } = await place.mutateAsync({ id, afterId, step, reason })
        const title = byId.get(id)?.title
        if (next !== null && title) done(sayReached(title, own.to, next, reader))
        const answered = { version, at: Date.now() }
        setSent((all) => all.map((each) => (each.key === key ? { ...each, answer: answered } : each)))
      } catch (error) {
        setSent((all) => all.filter((each) => each.key !== key))
        throw error
      } finally {
        settled()
      }
    })
    queue.current = answer.catch(() => undefined)
    return answer
  }

  /** Puts a card somewhere; where the step asks why, so does the page first. */
  const put = (placing: Placing) => {
    const task = byId.get(placing.id)
    const from = Object.values(columns)
      .flat()
      .find(({ id }) => id === placing.id)?.status
    if (task === undefined || from === undefined || standsThere(columns, placing)) return
    const step = from === placing.to ? null : stepBetween(from, placing.to)
    if (from !== placing.to && step === null)
      failed(new AlphasError(noStep(from, placing.to), { reason: "workflow", status: null }))
    else if (step !== null && taskSteps[step].asksWhy) setAsked({ ...placing, task, step })
    else void send(sentOf(placing, step, null)).catch(failed)
  }
  return {
    columns,
    put,
    /** What is asked about just now. */
    asked,
    answer: (reason: string | null) =>
      asked === null ? Promise.resolve() : send(sentOf(asked, asked.step, reason)),
    dismiss: () => setAsked(null),
  }
}
