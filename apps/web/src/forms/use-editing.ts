"use client"

import { type UseFormReturnType, useForm } from "@mantine/form"
import { useRouter } from "next/navigation"
import { useCallback, useEffect, useMemo, useRef, useState, useTransition } from "react"
import { refusalOf, type ShownRefusal } from "../data/refusal"
import { Base, type Row } from "./base"
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
  /** The page that takes the form's place; until it is there the form is saving, or a second click would save again. */
  opens?: (saved: Saved) => string
  /** Turns the row that a conflict brings along into values; without it a conflict is told as an error. */
  readCurrent?: (current: unknown) => Row<Values> | null
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
  /** Only the fields that differ from what the form began with. */
  changes: Partial<Values>
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
  const [base] = useState(() => new Base({ values: initial, version }))
  const latest = useRef(options)
  const router = useRouter()
  const [saving, setSaving] = useState(false)
  const [opening, startOpening] = useTransition()
  const [refusal, setRefusal] = useState<ShownRefusal | null>(null)
  const [conflict, setConflict] = useState<Conflict<Values> | null>(null)
  const dirty = !same(form.values, base.values)
  const changes = useMemo(() => (dirty ? base.changes(form.values) : {}), [base, dirty, form.values])

  useEffect(() => {
    latest.current = options
  })

  // A row that changed while nothing was typed is simply shown as it is now.
  useEffect(() => {
    if (base.read({ values: initial, version }, form.getValues())) form.setValues(initial)
  }, [base, initial, version, form.getValues, form.setValues])

  const attempt = useCallback(
    async (values: Values) => {
      setSaving(true)
      setRefusal(null)
      try {
        const { version } = base
        const saved = await latest.current.save({ values, changes: base.changes(values), version })
        base.saved(values, saved)
        form.clearErrors()
        setConflict(null)
        latest.current.onSaved?.(saved)
        const next = latest.current.opens?.(saved)
        if (next !== undefined) startOpening(() => router.push(next))
      } catch (error) {
        const refused = refusalOf(error)
        const theirs =
          refused.reason === "stale_version" ? latest.current.readCurrent?.(refused.current) : null
        if (theirs) {
          const before = base.values
          setConflict({
            differing: differences(before, values, theirs.values),
            dismiss: () => setConflict(null),
            resolve: async (picks) => {
              base.settle(theirs)
              const settled = settle(before, values, theirs.values, picks)
              form.setValues(settled)
              await attempt(settled)
            },
          })
        } else {
          // The form lies below both versions, and what is refused now stands there.
          setConflict(null)
          const { placed, whole } = placeErrors(refused, values)
          form.setErrors(placed)
          setRefusal(whole)
        }
      } finally {
        setSaving(false)
      }
    },
    [base, router, form.clearErrors, form.setErrors, form.setValues],
  )

  return {
    form,
    field: (path, kind = "input") => form.getInputProps(path, { type: kind }),
    submit: () => attempt(form.getValues()),
    saving: saving || opening,
    dirty,
    changes,
    refusal,
    conflict,
  }
}
