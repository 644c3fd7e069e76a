"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { IconTemplate } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"
import { ActionsMenu, archiveAction, copyLinkAction } from "../../shell/actions-menu"
import { useArchive } from "./use-archive"

const SaveTemplateDialog = dynamic(
  () => import("./save-template-dialog").then((module) => module.SaveTemplateDialog),
  { ssr: false },
)

/** The rarer actions on a campaign, behind the dots on its page. */
export function CampaignActions({ campaign }: { campaign: Campaign }) {
  const { toggle } = useArchive()
  const creates = usePermission("campaigns.create")
  const [keeping, setKeeping] = useState(false)
  return (
    <>
      <ActionsMenu
        actions={[
          copyLinkAction(`/campaigns/${campaign.id}`),
          creates && { label: "Save as a template…", icon: IconTemplate, onClick: () => setKeeping(true) },
          archiveAction(campaign, () => toggle(campaign)),
        ]}
      />
      {keeping && <SaveTemplateDialog campaign={campaign} close={() => setKeeping(false)} />}
    </>
  )
}
