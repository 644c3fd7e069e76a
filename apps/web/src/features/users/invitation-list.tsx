"use client"

import { isolate } from "@alphas/domain/isolate"
import { roleLabels } from "@alphas/domain/permissions"
import type { Invitation } from "@alphas/domain/users/dto"
import { Button, Group, Text } from "@mantine/core"
import { IconMail } from "@tabler/icons-react"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { EmptyState } from "../../feedback/states"
import { done, failed } from "../../feedback/undo"
import { useReader } from "../../format/reader"
import { When } from "../../format/time"
import { EmptyRows, FailedRows } from "../../table/blank-rows"
import { TableSkeleton } from "../../table/skeleton"
import classes from "./invitation-list.module.css"

interface Props {
  rows: Invitation[] | undefined
  error: unknown
  retry: () => void
  invite: () => void
}

const shape = [
  { id: "name", header: "Name", width: 260 },
  { id: "role", header: "Role", width: 140 },
  { id: "sent", header: "Sent", width: 140 },
  { id: "actions", header: "", width: 180 },
]

/** Who was invited and has not come yet. */
export function InvitationList({ rows, error, retry, invite }: Props) {
  if (error && !rows) return <FailedRows error={error} retry={retry} />
  if (!rows) return <TableSkeleton columns={shape} rows={4} />
  if (rows.length === 0) {
    return (
      <EmptyRows>
        <EmptyState
          icon={IconMail}
          title="No open invitations"
          action={
            <Button size="sm" onClick={invite}>
              Invite people
            </Button>
          }
        >
          People you invite get a link by email and appear here until they join.
        </EmptyState>
      </EmptyRows>
    )
  }
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <Row key={row.id} invitation={row} />
      ))}
    </ul>
  )
}

function Row({ invitation }: { invitation: Invitation }) {
  const { id, name, email, role, createdAt, expiresAt } = invitation
  const confirm = useConfirm()
  const { now } = useReader()
  const resend = trpc.users.resendInvitation.useMutation({
    onError: failed,
    onSuccess: () => done(`Invitation sent again to ${email}`),
  })
  const revoke = trpc.users.revokeInvitation.useMutation({
    onError: failed,
    onSuccess: () => done("Invitation revoked"),
  })
  const takeBack = async () => {
    const sure = await confirm({
      title: `Revoke the invitation for ${isolate(name)}?`,
      text: "The link in their email stops working.",
      action: "Revoke",
      grave: true,
    })
    if (sure) revoke.mutate({ id })
  }
  const expired = Date.parse(expiresAt) < now
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Text size="sm" fw={500} truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {email}
        </Text>
      </div>
      <Text size="sm">{roleLabels[role]}</Text>
      <Text size="sm" c="dimmed">
        {expired ? "Link expired, sent" : "Sent"} <When at={createdAt} />
      </Text>
      <Group gap={6} wrap="nowrap" justify="flex-end">
        <Button size="xs" variant="default" loading={resend.isPending} onClick={() => resend.mutate({ id })}>
          Send again
        </Button>
        <Button size="xs" variant="subtle" color="gray" loading={revoke.isPending} onClick={takeBack}>
          Revoke
        </Button>
      </Group>
    </li>
  )
}
