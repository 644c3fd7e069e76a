"use client"

import { Button, Modal } from "@mantine/core"
import type { ReactNode } from "react"
import { Isolated } from "../feedback/isolated"
import { Form, type FormProps } from "./form"
import { useGuardedClose } from "./unsaved"
import { useReturnFocus } from "./use-return-focus"

interface Props<Values> extends Omit<FormProps<Values>, "beside" | "wide" | "focus"> {
  title: ReactNode
  size?: "md" | "lg" | "xl"
  close: () => void
  /** Further actions at the left of Cancel, such as on what the form is about. */
  actions?: ReactNode
  /** Where the focus goes once the dialog is gone, when that is not what opened it. */
  returnTo?: () => HTMLElement | null
  /** Below the form, such as what was entered before. */
  below?: ReactNode
}

/** A form in a dialog: Cancel beside its button, and closing with unsaved changes asks. */
export function FormDialog<Values extends Record<string, unknown>>(props: Props<Values>) {
  const { title, size = "md", close, actions, returnTo, below, ...form } = props
  const { editing, guard = true } = form
  useReturnFocus(returnTo)
  const leave = useGuardedClose(guard && editing.dirty, close)
  return (
    <Modal
      opened
      onClose={leave}
      title={typeof title === "string" ? <Isolated text={title} /> : title}
      size={size}
      {...(size === "md" ? {} : { yOffset: "6vh" })}
    >
      <Form
        {...form}
        beside={
          <>
            {actions}
            <Button size="sm" variant="default" onClick={leave}>
              Cancel
            </Button>
          </>
        }
      />
      {below}
    </Modal>
  )
}
