"use client"

import type { Role } from "@alphas/domain/permissions"
import { Text, TextInput } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { RoleFields } from "./role-fields"

const blank = { name: "", email: "", role: "team_member" as Role, clientId: null as string | null }

/** Invites somebody by email. */
export function InviteDialog({ close }: { close: () => void }) {
  const invite = trpc.users.invite.useMutation()
  const editing = useEditing({
    initial: blank,
    save: ({ values }) => invite.mutateAsync(values),
    onSaved: () => {
      done(`Invitation sent to ${editing.form.getValues().email}`)
      close()
    },
  })
  return (
    <FormDialog title="Invite people" editing={editing} action="Send invitation" close={close}>
      <TextInput label="Name" autoComplete="off" {...editing.field("name")} />
      <TextInput label="Email" type="email" autoComplete="off" {...editing.field("email")} />
      <RoleFields editing={editing} />
      <Text size="xs" c="dimmed">
        The link in the email works once, for seven days. You can send it again from the invitations list.
      </Text>
    </FormDialog>
  )
}
