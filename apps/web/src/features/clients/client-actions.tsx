"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { ActionIcon, Menu } from "@mantine/core"
import { IconArchive, IconArchiveOff, IconArrowMerge, IconDots, IconLink } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { copyLink } from "../../feedback/copy-link"
import { usePermission } from "../session/me"
import { useArchive } from "./use-archive"

const MergeDialog = dynamic(() => import("./merge-dialog").then((module) => module.MergeDialog), {
  ssr: false,
})
const ChooseDuplicate = dynamic(() => import("./choose-duplicate").then((module) => module.ChooseDuplicate), {
  ssr: false,
})

/** The rarer actions on a client, behind the dots on its page. */
export function ClientActions({ client }: { client: Client }) {
  const router = useRouter()
  const { toggle } = useArchive()
  const merges = usePermission("clients.merge")
  const [other, setOther] = useState<string | "choose" | null>(null)
  const archived = client.archivedAt !== null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} variant="default" aria-label="More actions">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconLink size={15} stroke={1.6} />}
            onClick={() => void copyLink(`/clients/${client.id}`)}
          >
            Copy the link
          </Menu.Item>
          {merges && (
            <Menu.Item
              leftSection={<IconArrowMerge size={15} stroke={1.6} />}
              onClick={() => setOther("choose")}
            >
              Merge with another client
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={
              archived ? <IconArchiveOff size={15} stroke={1.6} /> : <IconArchive size={15} stroke={1.6} />
            }
            onClick={() => void toggle(client)}
          >
            {archived ? "Restore" : "Archive"}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {other === "choose" && (
        <ChooseDuplicate client={client} choose={setOther} close={() => setOther(null)} />
      )}
      {other !== null && other !== "choose" && (
        <MergeDialog
          ids={[client.id, other]}
          close={() => setOther(null)}
          onMerged={(kept) => {
            setOther(null)
            if (kept !== client.id) router.replace(`/clients/${kept}`)
          }}
        />
      )}
    </>
  )
}
