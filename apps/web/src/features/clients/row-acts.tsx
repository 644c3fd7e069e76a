"use client"

import type { ClientRow } from "@alphas/domain/clients/dto"
import { ActionIcon, Tooltip } from "@mantine/core"
import { IconArchive, IconArchiveOff } from "@tabler/icons-react"
import { useArchive } from "./use-archive"

/** What can be done with one client from the list. */
export function RowActs({ client }: { client: ClientRow }) {
  const { toggle, pending } = useArchive()
  const label = client.archivedAt === null ? `Archive ${client.name}` : `Restore ${client.name}`
  return (
    <Tooltip label={client.archivedAt === null ? "Archive" : "Restore"}>
      <ActionIcon size={26} aria-label={label} loading={pending} onClick={() => void toggle(client)}>
        {client.archivedAt === null ? (
          <IconArchive size={15} stroke={1.6} />
        ) : (
          <IconArchiveOff size={15} stroke={1.6} />
        )}
      </ActionIcon>
    </Tooltip>
  )
}
