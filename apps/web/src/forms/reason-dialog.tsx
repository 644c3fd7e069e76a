"use client"

import { Textarea } from "@mantine/core"
import { Isolated } from "../feedback/isolated"
import { FormDialog } from "./form-dialog"
import { useEditing } from "./use-editing"

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
  const editing = useEditing({
    initial,
    save: ({ values }) => save(values.reason.trim() || null),
    onSaved: () => {
      close()
      onSaved?.()
    },
  })
  return (
    <FormDialog title={title} editing={editing} action={action} close={close}>
      <Textarea
        label="Why?"
        description={<Isolated text={note} />}
        autosize
        minRows={3}
        maxRows={8}
        {...editing.field("reason")}
      />
    </FormDialog>
  )
}
