"use client"

import { Button, Modal, Textarea } from "@mantine/core"
import { Form } from "./form"
import { useGuardedClose } from "./unsaved"
import { useEditing } from "./use-editing"
import { useReturnFocus } from "./use-return-focus"

interface Props {
  /** What is about to be done: "Send back Landing page". */
  title: string
  /** The verb on the button. */
  action: string
  /** Where the reason is kept. */
  note: string
  /** Does it; what is refused is told in the dialog. */
  save: (reason: string | null) => Promise<unknown>
  onSaved?: () => void
  close: () => void
}

const initial = { reason: "" }

/** Asks why, for a step that asks for it, and takes it. */
export function ReasonDialog({ title, action, note, save, onSaved, close }: Props) {
  useReturnFocus()
  const editing = useEditing({
    initial,
    save: ({ values }) => save(values.reason.trim() || null),
    onSaved: () => {
      close()
      onSaved?.()
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  return (
    <Modal opened onClose={leave} title={title}>
      <Form
        editing={editing}
        action={action}
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <Textarea
          label="Why?"
          description={note}
          autosize
          minRows={3}
          maxRows={8}
          {...editing.field("reason")}
        />
      </Form>
    </Modal>
  )
}
