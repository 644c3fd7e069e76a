"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { IconArrowMerge } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useRouter } from "next/navigation"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { ActionsMenu, archiveAction, copyLinkAction } from "../../shell/actions-menu"
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
  return (
    <>
      <ActionsMenu
        actions={[
          copyLinkAction(`/clients/${client.id}`),
          merges && {
            label: "Merge with another client",
            icon: IconArrowMerge,
            onClick: () => setOther("choose"),
          },
          archiveAction(client, () => toggle(client)),
        ]}
      />
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
