"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { isolate } from "@alphas/domain/isolate"
import { useState } from "react"
import { refusalOf } from "../../data/refusal"
import { type Inputs, trpc } from "../../data/trpc"
import { done, failedSome } from "../../feedback/undo"

type Changes = Inputs["clients"]["update"]["changes"]

interface Words {
  /** What has happened to them: "assigned". */
  said: string
  /** What takes a row back to how it was; without it there is no undo. */
  before?: (row: ClientRow) => Changes
}

/** So many rows are on their way at once. */
const atOnce = 4

/** Changes the same about several clients, each by itself: what is refused is told, the others are changed. */
export function useBulkChange(note: (rows: readonly ClientRow[]) => void) {
  const update = trpc.clients.update.useMutation()
  const [busy, setBusy] = useState(false)

  const run = async (rows: readonly ClientRow[], changesOf: (row: ClientRow) => Changes | null) => {
    const waiting = rows.flatMap((row) => {
      const changes = changesOf(row)
      return changes === null ? [] : [{ row, changes }]
    })
    const total = waiting.length
    const changed: { before: ClientRow; after: ClientRow }[] = []
    const refused: string[] = []
    const work = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { row, changes } = next
        try {
          const { version } = await update.mutateAsync({ id: row.id, version: row.version, changes })
          changed.push({ before: { ...row, version }, after: { ...changedRow(row, changes), version } })
        } catch (error) {
          refused.push(`${isolate(row.name)}: ${refusalOf(error).message}`)
        }
      }
    }
    setBusy(true)
    await Promise.all(Array.from({ length: atOnce }, work))
    setBusy(false)
    failedSome(refused, total)
    return changed
  }

  const changeAll = async (
    rows: readonly ClientRow[],
    changesOf: (row: ClientRow) => Changes | null,
    { said, before }: Words,
  ) => {
    const changed = await run(rows, changesOf)
    note(changed.map(({ after }) => after))
    if (changed.length === 0) {
      if (rows.every((row) => changesOf(row) === null)) done(`No changes: all are already ${said}`)
      return
    }
    const words = `${changed.length} ${changed.length === 1 ? "client is" : "clients are"} ${said}`
    const undo = async (takeBack: (row: ClientRow) => Changes) => {
      const rows = changed.map((each) => each.before)
      note((await run(rows, takeBack)).map((each) => ({ ...each.before })))
    }
    done(words, before && (() => undo(before)))
  }
  return { changeAll, busy }
}

/** A row as it is after a change, as far as the next change looks at it. */
function changedRow(row: ClientRow, { status, tags, ownerId }: Changes): ClientRow {
  return {
    ...row,
    ...(status === undefined ? {} : { status }),
    ...(tags === undefined ? {} : { tags }),
    ...(ownerId === undefined ? {} : { owner: ownerId === null ? null : { id: ownerId, name: "" } }),
  }
}
