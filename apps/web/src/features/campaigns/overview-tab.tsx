"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { Stack, Text } from "@mantine/core"
import { Part } from "../../shell/part"
import record from "../../shell/record.module.css"
import { Kpis } from "./kpis"
import { Standing } from "./standing"

/** How a campaign stands, what it is about, and by what it is measured. */
export function OverviewTab({ campaign }: { campaign: Campaign }) {
  return (
    <Stack gap={28}>
      <Standing campaign={campaign} />
      <Part title="Description">
        {campaign.description ? (
          <Text className={record.prose ?? ""} size="sm">
            {campaign.description}
          </Text>
        ) : (
          <Text size="sm" c="dimmed">
            No description yet.
          </Text>
        )}
      </Part>
      <Kpis campaign={campaign} />
    </Stack>
  )
}
