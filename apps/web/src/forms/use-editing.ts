"use client"

import { type UseFormReturnType, useForm } from "@mantine/form"
import { useCallback, useEffect, useRef, useState } from "react"
import { refusalOf, type ShownRefusal } from "../data/refusal"
import { type Difference, differences, type Picks, same, settle } from "./conflict"
import { type Path, placeErrors } from "./place-errors"

/** What a form hands to `save`. */
export interface Submission<Values> {
  values: Values
  /** Only the fields that differ from what the form began with. */
  changes: Partial<Values>
  /** The version of the row that the person saw; 1 for something new. */
  version: number
}

export interface EditingOptions<Values, Saved> {
  /** What the fields begin with. While nothing is typed, a newer row from the server is taken over. */
  initial: Values
  /** The version that `initial` was read at, for a row that has one. */
  version?: number
  save: (submission: Submission<Values>) => Promise<Saved>
  onSaved?: (saved: Saved) => void
  /** Turns the row that a conflict brings along into values; without it a conflict is told as an error. */
  readCurrent?: (current: unknown) => { values: Values; version: number } | null
}

/** The row was changed meanwhile: both versions, field by field. */
export interface Conflict<Values> {
  differing: Difference<Values>[]
  /** Saves again, on top of their version, with the picked value of each field. */
  resolve: (picks: Picks<Values>) => Promise<void>
  dismiss: () => void
}

export interface Editing<Values> {
  form: UseFormReturnType<Values>
  /** Props for a Mantine input: `<TextInput label="Name" {...editing.field("name")} />`. */
  field: (
    path: Path<Values>,
    kind?: "input" | "checkbox",
  ) => ReturnType<UseFormReturnType<Values>["getInputProps"]>
  submit: () => Promise<void>
  saving: boolean
  dirty: boolean
  /** What was refused as a whole; errors of fields stand at the fields. */
  refusal: ShownRefusal | null
  conflict: Conflict<Values> | null
}

/**
 * The one mechanism behind every form: values, what changed, errors from the server at their fields, and both
 * versions when somebody else was faster. Draw it with `<Form editing={…}>`.
 */
export function useEditing<Values extends Record<string, unknown>, Saved>(
  options: EditingOptions<Values, Saved>,
): Editing<Values> {
  const { initial, version = 1 } = options
  const form = useForm<Values>({ initialValues: initial, clearInputErrorOnChange: true })
  const base = useRef({ values: initial, version })
  /** What the last save replaced, which stands in `initial` until the row is read again. */
  const replaced = useRef<{ values: Values; version: number } | null>(null)
  const latest = useRef(options)
  const [saving, setSaving] = useState(false)
  const [refusal, setRefusal] = useState<ShownRefusal | null>(null)
  const [conflict, setConflict] = useState<Conflict<Values> | null>(null)
  const dirty = !same(form.values, base.current.values)

  useEffect(() => {
    latest.current = options
  })

  // A row that changed while nothing was typed is simply shown as it is now.
  useEffect(() => {
    if (same(base.current.values, initial) && base.current.version === version) return
    if (!same(form.getValues(), base.current.values)) return
    const old = replaced.current
    if (old !== null && old.version === version && same(old.values, initial)) return
    base.current = { values: initial, version }
    form.setValues(initial)
  }, [initial, version, form.getValues, form.setValues])

  const attempt = useCallback(
    async (values: Values) => {
      setSaving(true)
      setRefusal(null)
      try {
        const changes = changed(base.current.values, values)
        const saved = await latest.current.save({ values, changes, version: base.current.version })
        // Whoever saves again before the row was read once more is not in conflict with themselves.
        replaced.current = base.current
        base.current = { values, version: versionIn(saved) ?? base.current.version }
        form.clearErrors()
        setConflict(null)
        latest.current.onSaved?.(saved)
      } catch (error) {
        const refused = refusalOf(error)
        const theirs =
          refused.reason === "stale_version" ? latest.current.readCurrent?.(refused.current) : null
        if (theirs) {
          const before = base.current.values
          setConflict({
            differing: differences(before, values, theirs.values),
            dismiss: () => setConflict(null),
            resolve: async (picks) => {
              base.current = theirs
              const settled = settle(before, values, theirs.values, picks)
              form.setValues(settled)
              await attempt(settled)
            },
          })
        } else {
          const { placed, whole } = placeErrors(refused, values)
          form.setErrors(placed)
          setRefusal(whole)
        }
      } finally {
        setSaving(false)
      }
    },
    [form.clearErrors, form.setErrors, form.setValues],
  )

  return {
    form,
    field: (path, kind = "input") => form.getInputProps(path, { type: kind }),
    submit: () => attempt(form.getValues()),
    saving,
    dirty,
    refusal,
    conflict,
  }
}

/** The version that a save says the row has now. */
const versionIn = (saved: unknown): number | undefined =>
  typeof saved === "object" && saved !== null && "version" in saved && typeof saved.version === "number"
    ? saved.version
    : undefined

function changed<Values extends Record<string, unknown>>(before: Values, after: Values): Partial<Values> {
  // The entries of a Values are a Partial of it.
  return Object.fromEntries(
    Object.entries(after).filter(([name, value]) => !same(before[name], value)),
  ) as Partial<Values>
}
