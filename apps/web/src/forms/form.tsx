"use client"

import { Alert, Button, Code, Group, Stack } from "@mantine/core"
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react"
import type { ShownRefusal } from "../data/refusal"
import { ConflictDialog } from "./conflict-dialog"
import { useUnsavedGuard } from "./unsaved"
import type { Editing } from "./use-editing"

export interface FormProps<Values> {
  editing: Editing<Values>
  /** What the fields are called, for the dialog that shows two versions. */
  labels?: Partial<Record<keyof Values, string>>
  /** A field's value in words for that dialog, where the value itself is none, such as an id. */
  sayValue?: (field: keyof Values & string, value: unknown) => string | null
  /** The verb on the button. */
  action: string
  /** Beside the button, such as Cancel. */
  beside?: ReactNode
  /** Fills the button's line, as on the pages before one is signed in. */
  wide?: boolean
  /** Whether the first field gets the focus; not where the form is only a part of a page. */
  focus?: boolean
  /** Whether leaving with unsaved changes asks; not where nothing is lost. */
  guard?: boolean
  /** Whether the button waits for a change; for forms that edit what exists. */
  onlyChanged?: boolean
  children: ReactNode
}

/** A form: one column, errors at the fields, mod+Enter saves, leaving with changes asks. */
export function Form<Values extends Record<string, unknown>>(props: FormProps<Values>) {
  const {
    editing,
    labels = {},
    sayValue,
    action,
    beside,
    wide,
    focus = true,
    guard = true,
    onlyChanged,
    children,
  } = props
  const ref = useRef<HTMLFormElement>(null)
  useUnsavedGuard(guard && editing.dirty && !editing.saving)

  useEffect(() => {
    if (!focus) return
    const first = ref.current?.querySelector<HTMLElement>(fields)
    // Inside a dialog its focus trap looks for this mark.
    first?.setAttribute("data-autofocus", "true")
    first?.focus()
  }, [focus])

  const { errors } = editing.form
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])

  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      ref.current?.requestSubmit()
    }
  }
  return (
    <>
      <form
        ref={ref}
        noValidate
        onKeyDown={press}
        onSubmit={(event) => {
          event.preventDefault()
          event.stopPropagation()
          const unread = [...event.currentTarget.elements].find(cannotBeRead)
          if (unread) {
            unread.dispatchEvent(new Event("invalid"))
            unread.focus()
          } else if (!editing.saving) void editing.submit()
        }}
      >
        <Stack gap="sm">
          {children}
          {editing.refusal && <RefusalNote refusal={editing.refusal} />}
          <Group justify={focus ? "flex-end" : "flex-start"} gap="xs" mt={4}>
            {beside}
            <Button
              type="submit"
              size="sm"
              loading={editing.saving}
              fullWidth={wide ?? false}
              disabled={Boolean(onlyChanged) && !editing.dirty}
              onClick={(event) => {
                // The second click of a double click is meant for what stood here at the first.
                if (event.detail > 1) event.preventDefault()
              }}
            >
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
      {editing.conflict && (
        <ConflictDialog
          conflict={editing.conflict}
          labels={labels}
          sayValue={sayValue}
          saving={editing.saving}
        />
      )}
    </>
  )
}

/** A field that holds something which is no value of its kind, and says so when it hears that it is invalid. */
const cannotBeRead = (element: Element): element is HTMLInputElement =>
  element instanceof HTMLInputElement && element.validity.customError

const fields =
  "input:not([type=hidden]):not([disabled]):not([readonly]), textarea:not([disabled]), [role=combobox]:not([disabled])"

/** Why something was refused as a whole. */
export function RefusalNote({ refusal }: { refusal: ShownRefusal }) {
  return (
    <Alert color="red" variant="light" role="alert" p="xs">
      {refusal.message}
      {refusal.reason === "internal" && refusal.requestId && (
        <div>
          <Code>{refusal.requestId}</Code>
        </div>
      )}
    </Alert>
  )
}
