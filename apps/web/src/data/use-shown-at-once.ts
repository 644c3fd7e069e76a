"use client"

import { useQueryClient } from "@tanstack/react-query"
import { done, failed } from "../feedback/undo"
import { OneAfterAnother } from "./one-after-another"

interface Saved {
  id: string
  version: number
}

type Key = readonly unknown[]

interface Options<Row> {
  /** The keys of the queries that show a row; with `patch`, those above every query that may. */
  keysOf: (row: Row) => Key[]
  /** Puts values of a row into an answer of any of these queries; without it the answer is the row itself. */
  patch?: (answer: unknown, id: string, values: Partial<Row>) => unknown
  /** Below these keys everything is fetched again when it is done. */
  concerns: Key[]
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
  keysOf,
  patch = asItself,
  concerns,
}: Options<Row>) {
  const queries = useQueryClient()
  const settled = () => Promise.all(concerns.map((queryKey) => queries.invalidateQueries({ queryKey })))

  return async (row: Row, { save, shown, said, undo }: QuickChange<Row, Answer>): Promise<boolean> => {
    const keys = keysOf(row)
    const show = (values: Partial<Saved> | Partial<Row>) => {
      // Saved is a part of Row.
      for (const queryKey of keys)
        queries.setQueriesData({ queryKey }, (now: unknown) => patch(now, row.id, values as Partial<Row>))
    }
    await Promise.all(keys.map((queryKey) => queries.cancelQueries({ queryKey })))
    const before = keys.flatMap((queryKey) => queries.getQueriesData({ queryKey }))
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
