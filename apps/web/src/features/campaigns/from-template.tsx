"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { Button } from "@mantine/core"
import { IconTemplate } from "@tabler/icons-react"
import dynamic from "next/dynamic"
import { useState } from "react"
import { usePermission } from "../../data/me"

const FillDialog = dynamic(() => import("./fill-dialog").then((module) => module.FillDialog), { ssr: false })

/** Offers the templates while a campaign has no tasks. */
export function FromTemplate({ campaign }: { campaign: Campaign }) {
  const creates = usePermission("campaigns.create")
  const [choosing, setChoosing] = useState(false)
  if (!campaign.mayEdit || !creates || campaign.archivedAt !== null || campaign.tasksTotal > 0) return null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTemplate size={14} stroke={1.6} />}
        onClick={() => setChoosing(true)}
      >
        Apply a template…
      </Button>
      {choosing && <FillDialog campaign={campaign} close={() => setChoosing(false)} />}
    </>
  )
}
