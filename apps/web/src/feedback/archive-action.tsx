"use client"

import { ActionIcon, Tooltip } from "@mantine/core"
import { IconArchive, IconArchiveOff } from "@tabler/icons-react"
import { useState } from "react"

interface Props {
  row: { name: string; archivedAt: string | null }
  toggle: () => Promise<unknown>
}

/** Archives a row of a list, or brings it back. */
export function ArchiveAction({ row, toggle }: Props) {
  const [pending, setPending] = useState(false)
  const verb = row.archivedAt === null ? "Archive" : "Restore"
  const Picture = row.archivedAt === null ? IconArchive : IconArchiveOff
  const run = async () => {
    setPending(true)
    await toggle()
    setPending(false)
  }
  return (
    <Tooltip label={verb}>
      <ActionIcon size={26} aria-label={`${verb} ${row.name}`} loading={pending} onClick={() => void run()}>
        <Picture size={15} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  )
}
