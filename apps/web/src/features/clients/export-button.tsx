"use client"

import { Button } from "@mantine/core"
import { IconFileExport } from "@tabler/icons-react"
import { useState } from "react"
import { useTRPCClient } from "../../data/trpc"
import { failed } from "../../feedback/undo"
import type { clientFiltersOf } from "./clients-address"
import { saveFile } from "./save-file"

/** Saves the clients that the list shows, all pages of them, as a CSV file that imports again without loss. */
export function ExportButton({ filters }: { filters: ReturnType<typeof clientFiltersOf> }) {
  const client = useTRPCClient()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      await saveFile("clients.csv", (cursor) => client.clients.export.query({ ...filters, cursor }))
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      size="xs"
      variant="default"
      visibleFrom="sm"
      loading={busy}
      leftSection={<IconFileExport size={15} stroke={1.6} />}
      onClick={() => void save()}
    >
      Export
    </Button>
  )
}
