"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { ActionIcon, Menu } from "@mantine/core"
import { IconArchive, IconArchiveOff, IconDots, IconLink } from "@tabler/icons-react"
import { copyLink } from "../../feedback/copy-link"
import { useArchive } from "./use-archive"

/** The rarer acts on a campaign, behind the dots on its page. */
export function CampaignActs({ campaign }: { campaign: Campaign }) {
  const { toggle } = useArchive()
  const archived = campaign.archivedAt !== null
  const Picture = archived ? IconArchiveOff : IconArchive
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={28} variant="default" aria-label="More acts">
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
        <Menu.Item leftSection={<Picture size={15} stroke={1.6} />} onClick={() => void toggle(campaign)}>
          {archived ? "Restore" : "Archive"}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
