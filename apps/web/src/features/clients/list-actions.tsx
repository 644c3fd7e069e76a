"use client"

import { ActionIcon, Button, Menu } from "@mantine/core"
import { IconDots, IconFileExport, IconFileImport } from "@tabler/icons-react"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { failed } from "../../feedback/undo"
import { NearLink } from "../../shell/near-link"
import type { clientFiltersOf } from "./clients-address"
import { saveFile } from "./save-file"

/** Import and export: buttons on a wide screen, a menu on a phone. */
export function ListActions({ filters }: { filters: ReturnType<typeof clientFiltersOf> }) {
  const [imports, exports] = [usePermission("clients.import"), usePermission("clients.export")]
  const { save, busy } = useExport(filters)
  if (!imports && !exports) return null
  return (
    <>
      {exports && (
        <Button
          size="xs"
          variant="default"
          visibleFrom="md"
          loading={busy}
          leftSection={<IconFileExport size={15} stroke={1.6} />}
          onClick={() => void save()}
        >
          Export
        </Button>
      )}
      {imports && (
        <Button
          component={NearLink}
          href="/clients/import"
          size="xs"
          variant="default"
          visibleFrom="md"
          leftSection={<IconFileImport size={15} stroke={1.6} />}
        >
          Import
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            size={32}
            variant="default"
            hiddenFrom="md"
            aria-label="Import and export"
            loading={busy}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {imports && (
            <Menu.Item
              component={NearLink}
              href="/clients/import"
              leftSection={<IconFileImport size={15} stroke={1.6} />}
            >
              Import clients
            </Menu.Item>
          )}
          {exports && (
            <Menu.Item leftSection={<IconFileExport size={15} stroke={1.6} />} onClick={() => void save()}>
              Export clients
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}

/** Saves the clients that the list shows, all pages of them, as a CSV file that imports again without loss. */
function useExport(filters: ReturnType<typeof clientFiltersOf>) {
  const { client } = trpc.useUtils()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      const today = new Date().toISOString().slice(0, 10)
      await saveFile(`clients ${today}.csv`, (cursor) => client.clients.export.query({ ...filters, cursor }))
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return { save, busy }
}
