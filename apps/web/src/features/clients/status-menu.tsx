"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { clientStatuses, clientStatusLabels } from "@alphas/domain/clients/words"
import { isolate } from "@alphas/domain/isolate"
import { Menu } from "@mantine/core"
import { IconCheck } from "@tabler/icons-react"
import { usePermission } from "../../data/me"
import { StatusMenu as Frame } from "../../shell/status-menu"
import { StatusBadge } from "./status-badge"
import { useQuickChange } from "./use-quick-change"

/** A client's status at the top of its page; who may edit the client changes it here. */
export function StatusMenu({ client }: { client: Client }) {
  const edits = usePermission("clients.update")
  const change = useQuickChange()
  const { name, status: now } = client
  return (
    <Frame
      badge={<StatusBadge status={now} />}
      status={clientStatusLabels[now]}
      changes={edits && client.archivedAt === null}
    >
      {clientStatuses.map((status) => (
        <Menu.Item
          key={status}
          rightSection={status === now && <IconCheck size={14} aria-label="now" />}
          onClick={() => {
            if (status === now) return
            void change(client, {
              changes: { status },
              shown: { status },
              said: `${isolate(name)} is now ${clientStatusLabels[status].toLowerCase()}`,
              undo: { status: now },
            })
          }}
        >
          <StatusBadge status={status} />
        </Menu.Item>
      ))}
    </Frame>
  )
}
