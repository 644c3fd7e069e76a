"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { clientStatuses, clientStatusLabels } from "@alphas/domain/clients/words"
import { Menu, UnstyledButton } from "@mantine/core"
import { IconCheck, IconChevronDown } from "@tabler/icons-react"
import classes from "../../shell/record.module.css"
import { usePermission } from "../session/me"
import { StatusBadge } from "./status-badge"
import { useQuickChange } from "./use-quick-change"

/** A client's status at the top of its page; who may edit the client changes it here. */
export function StatusMenu({ client }: { client: Client }) {
  const edits = usePermission("clients.update")
  const change = useQuickChange()
  if (!edits || client.archivedAt !== null) return <StatusBadge status={client.status} />
  return (
    <Menu position="bottom-start" width={160}>
      <Menu.Target>
        <UnstyledButton
          className={classes.menu ?? ""}
          aria-label={`Status: ${clientStatusLabels[client.status]}. Change it`}
        >
          <StatusBadge status={client.status} />
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {clientStatuses.map((status) => (
          <Menu.Item
            key={status}
            rightSection={status === client.status && <IconCheck size={14} aria-label="now" />}
            onClick={() => {
              if (status === client.status) return
              void change(client, {
                changes: { status },
                shown: { status },
                said: `${client.name} is ${clientStatusLabels[status].toLowerCase()}`,
                undo: { status: client.status },
              })
            }}
          >
            <StatusBadge status={status} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
