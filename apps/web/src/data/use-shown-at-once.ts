"use client"

import { useQueryClient } from "@tanstack/react-query"
import { done, failed } from "../feedback/undo"
import { OneAfterAnother } from "./one-after-another"

interface Saved {
  id: string
  version: number
}

interface Options<Row> {
  /** The key of the query that shows a row; with `patch`, that above every query that may. */
  keyOf: (row: Row) => readonly unknown[]
  /** Puts values of a row into an answer of any of these queries; without it the answer is the row itself. */
  patch?: (answer: unknown, id: string, values: Partial<Row>) => unknown
  /** Below this key everything is fetched again when it is done. */
  concerns: readonly unknown[]
}

interface QuickChange<Row, Answer> {
  /** Saves it, on the version that it is given. */
  save: (version: number) => Promise<Answer>
  /** The same as the page shows it: it is there at once, and goes back when the server refuses. */
  shown: Partial<Row>
  /** What the toast says, given what the server answered; without it there is none. */
  said?: string | ((answer: Answer) => string)
  /** What takes it back, on the version that was saved; without it there is no undo. */
  undo?: (version: number) => Promise<Saved>
}

const saves = new OneAfterAnother()

const asItself = (answer: unknown, _id: string, values: object): unknown =>
  typeof answer === "object" && answer !== null ? { ...answer, ...values } : answer

/** Changes a row where it stands, without a form. Resolves with whether it was saved. */
export function useShownAtOnce<Row extends Saved, Answer extends Saved = Saved>({
  keyOf,
  patch = asItself,
  concerns,
}: Options<Row>) {
  const queries = useQueryClient()
  const settled = () => queries.invalidateQueries({ queryKey: concerns })

  return async (row: Row, { save, shown, said, undo }: QuickChange<Row, Answer>): Promise<boolean> => {
    const queryKey = keyOf(row)
    const show = (values: Partial<Saved> | Partial<Row>) =>
      // Saved is a part of Row.
      queries.setQueriesData({ queryKey }, (now: unknown) => patch(now, row.id, values as Partial<Row>))
    await queries.cancelQueries({ queryKey })
    const before = queries.getQueriesData({ queryKey })
    show(shown)
    try {
      const answer = await saves.run(row.id, row.version, save)
      const { version } = answer
      show({ ...shown, version })
      const takeBack = async (former: (version: number) => Promise<Saved>) => {
        await former(version)
        await settled()
      }
      if (said !== undefined)
        done(typeof said === "string" ? said : said(answer), undo && (() => takeBack(undo)))
      return true
    } catch (error) {
      for (const [key, answer] of before) queries.setQueryData(key, answer)
      failed(error)
      return false
    } finally {
      void settled()
    }
  }
}
