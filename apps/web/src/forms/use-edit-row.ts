"use client"

import { isolate } from "@alphas/domain/isolate"
import { done } from "../feedback/undo"
import { type Editing, useEditing } from "./use-editing"

interface Versioned {
  id: string
  version: number
}

interface Options<Row extends Versioned, Values, Changes> {
  row: Row
  /** The row as the form shows it. */
  valuesOf: (row: Row) => Values
  /** Changed values as the API takes them; the others of the form stand beside them. */
  forApi: (changes: Partial<Values>, values: Values) => Changes
  update: (call: Versioned & { changes: Changes }) => Promise<Versioned>
  /** What the row is called once it is saved. */
  nameOf: (values: Values) => string
  close: () => void
  /** Takes the toast's place for a save that needs other words; says whether it did. */
  onSaved?: (values: Values) => boolean
}

/**
 * Edits a row that exists: sends only what was changed, shows both versions if somebody else was faster, and offers undo
 * in the toast. A save without changes closes the form and sends nothing.
 */
export function useEditRow<
  Row extends Versioned,
  Values extends Record<string, unknown>,
  Changes extends object,
>({ row, valuesOf, forApi, update, nameOf, close, onSaved }: Options<Row, Values, Changes>): Editing<Values> {
  const { id } = row
  const initial = valuesOf(row)
  return useEditing({
    initial,
    version: row.version,
    save: async ({ changes, values, version }) => {
      const sent = forApi(changes, values)
      const nothing = Object.keys(sent).length === 0
      const saved = nothing ? { id, version } : await update({ id, version, changes: sent })
      return { id, version: saved.version, before: initial, changes, values }
    },
    readCurrent: (current) => {
      const now = current as Row // the API answers a stale version with the row as it is read
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: ({ version, before, changes, values }) => {
      close()
      const names = Object.keys(changes)
      if (onSaved?.(values) || names.length === 0) return
      // The entries of a Values are a Partial of it.
      const former = Object.fromEntries(names.map((name) => [name, before[name]])) as Partial<Values>
      done(`${isolate(nameOf(values))} saved`, () => update({ id, version, changes: forApi(former, before) }))
    },
  })
}
