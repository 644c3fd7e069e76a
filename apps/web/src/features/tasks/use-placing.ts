"use client"

import { AlphasError } from "@alphas/client/trpc"
import type { Stepped, TaskRow } from "@alphas/domain/tasks/dto"
import { type TaskStep, taskSteps } from "@alphas/domain/tasks/words"
import { getQueryKey } from "@trpc/react-query"
import { useMemo, useState } from "react"
import { shownIn, useChangeQueue } from "../../data/change-queue"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { columnsOf, type Placing, placed, rowsPlaced, standsThere } from "./board-order"
import { noStep, stepBetween } from "./step-words"
import { sayReached } from "./use-task-change"

/** A card that was put where somebody must say why. */
export interface Asked extends Placing {
  task: TaskRow
  step: TaskStep
}

/**
 * The board of a campaign, on which cards are put somewhere: shown there at once, sent one after the other, and where
 * the server refuses back with its sentence.
 */
export function usePlacing(campaignId: string, rows: readonly TaskRow[]) {
  const [queue, reader] = [useChangeQueue(), useReader()]
  const { client } = trpc.useUtils()
  const [asked, setAsked] = useState<Asked | null>(null)
  const server = useMemo(() => columnsOf(rows), [rows])
  const columns = useMemo(() => (asked ? placed(server, asked) : server), [asked, server])

  const send = async (
    task: TaskRow,
    { id, to, afterId }: Placing,
    step: TaskStep | null,
    reason: string | null,
  ) => {
    const placing = { id, to, afterId }
    const { next } = await queue.run<Stepped>({
      line: `board ${campaignId}`,
      shows: [
        shownIn<TaskRow[], Stepped>(getQueryKey(trpc.tasks.board, { campaignId }, "query"), (now, saved) =>
          rowsPlaced(now, placing, saved?.version),
        ),
      ],
      send: () => client.tasks.place.mutate({ id, afterId, step, reason }),
    })
    if (next !== null) done(sayReached(task.title, to, next, reader))
  }

  /** Puts a card somewhere; where the step asks why, so does the page first. */
  const put = (placing: Placing) => {
    const task = rows.find(({ id }) => id === placing.id)
    if (task === undefined || standsThere(columns, placing)) return
    const [from, to] = [task.status, placing.to]
    const step = from === to ? null : stepBetween(from, to)
    if (from !== to && step === null)
      failed(new AlphasError(noStep(from, to), { reason: "workflow", status: null }))
    else if (step !== null && taskSteps[step].asksWhy) setAsked({ ...placing, task, step })
    else void send(task, placing, step, null).catch(failed)
  }
  return {
    columns,
    put,
    /** What is asked about just now. */
    asked,
    answer: async (reason: string | null) => {
      if (asked !== null) await send(asked.task, asked, asked.step, reason)
    },
    dismiss: () => setAsked(null),
  }
}
