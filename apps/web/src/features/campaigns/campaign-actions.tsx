"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { ActionIcon, Menu } from "@mantine/core"
import { IconArchive, IconArchiveOff, IconDots, IconLink, IconTemplate } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { copyLink } from "../../feedback/copy-link"
import { usePermission } from "../session/me"
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
  const archived = campaign.archivedAt !== null
  const Picture = archived ? IconArchiveOff : IconArchive
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
            onClick={() => void copyLink(`/campaigns/${campaign.id}`)}
          >
            Copy the link
          </Menu.Item>
          {creates && (
            <Menu.Item leftSection={<IconTemplate size={15} stroke={1.6} />} onClick={() => setKeeping(true)}>
              Save as a template…
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Picture size={15} stroke={1.6} />} onClick={() => void toggle(campaign)}>
            {archived ? "Restore" : "Archive"}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {keeping && <SaveTemplateDialog campaign={campaign} close={() => setKeeping(false)} />}
    </>
  )
}
