"use client"

import type { Saved } from "@alphas/domain/ids"
import type { QueryKey } from "@tanstack/react-query"
import { shownIn, useChangeQueue } from "../data/change-queue"
import { done, failed } from "./undo"

interface Options<Row> {
  /** The keys of the queries that show a row; with `patch`, those above every query that may. */
  keysOf: (row: Row) => QueryKey[]
  /** Puts values of a row into an answer of any of these queries; without it the answer is the row itself. */
  patch?: (answer: unknown, id: string, values: Partial<Row>) => unknown
}

interface QuickChange<Row, Answer> {
  /** Saves it, on the version that it is given. */
  save: (version: number) => Promise<Answer>
  /** The same as the page shows it: it is there at once, and goes back when the server refuses. */
  shown: Partial<Row>
  /** What the toast says, given what the server answered; without it there is none. */
  said?: string | ((answer: Answer) => string)
  /** Undoes it, on the version that was saved; without it there is no undo. */
  undo?: (version: number) => Promise<Saved>
}

const asItself = (answer: unknown, _id: string, values: object): unknown =>
  typeof answer === "object" && answer !== null ? { ...answer, ...values } : answer

/** Changes a row where it stands, without a form. Resolves with whether it was saved. */
export function useShownAtOnce<Row extends Saved, Answer extends Saved = Saved>({
  keysOf,
  patch = asItself,
}: Options<Row>) {
  const queue = useChangeQueue()

  return async (row: Row, { save, shown, said, undo }: QuickChange<Row, Answer>): Promise<boolean> => {
    try {
      const answer = await queue.run<Answer>({
        line: row.id,
        shows: keysOf(row).map((queryKey) =>
          shownIn<unknown, Answer>(queryKey, (now, saved) =>
            patch(now, row.id, saved === null ? shown : { ...shown, version: saved.version }),
          ),
        ),
        // Who changes a row again before the first change is answered does it on the version that the first one comes to.
        send: (before) => save(Math.max(row.version, (before as Answer | undefined)?.version ?? 0)),
      })
      const takeBack = (former: (version: number) => Promise<Saved>) =>
        queue.run({ line: row.id, shows: [], send: () => former(answer.version) })
      if (said !== undefined)
        done(typeof said === "string" ? said : said(answer), undo && (() => takeBack(undo)))
      return true
    } catch (error) {
      failed(error)
      return false
    }
  }
}
