"use client"

import type { Role } from "@alphas/domain/permissions"
import { Button, Modal, Text, TextInput } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { useGuardedClose } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { RoleFields } from "./role-fields"

const blank = { name: "", email: "", role: "team_member" as Role, clientId: null as string | null }

/** Invites somebody by email. */
export function InviteDialog({ close }: { close: () => void }) {
  const queries = useQueryClient()
  const invite = trpc.users.invite.useMutation()
  const editing = useEditing({
    initial: blank,
    save: ({ values }) => invite.mutateAsync(values),
    onSaved: () => {
      void queries.invalidateQueries({ queryKey: getQueryKey(trpc.users) })
      done(`Invitation sent to ${editing.form.getValues().email}`)
      close()
    },
  })
  const leave = useGuardedClose(editing.dirty, close)
  return (
    <Modal opened onClose={leave} title="Invite somebody">
      <Form
        editing={editing}
        action="Send the invitation"
        beside={
          <Button size="sm" variant="default" onClick={leave}>
            Cancel
          </Button>
        }
      >
        <TextInput label="Name" autoComplete="off" {...editing.field("name")} />
        <TextInput label="Email" type="email" autoComplete="off" {...editing.field("email")} />
        <RoleFields editing={editing} />
        <Text size="xs" c="dimmed">
          The link in the mail works once, for one hour. You can send it again from the list of invitations.
        </Text>
      </Form>
    </Modal>
  )
}
