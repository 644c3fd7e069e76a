"use client"

import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import {
  type CampaignStatus,
  campaignStatusLabels,
  type Health,
  healthLabels,
} from "@alphas/domain/campaigns/words"
import { Badge, Tooltip, UnstyledButton } from "@mantine/core"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { DotWord, type Tone } from "../../shell/dot-word"
import { whyHealth } from "./why-health"

const tones: Record<CampaignStatus, Tone> = {
  planning: "working",
  active: "good",
  paused: "waiting",
  completed: "over",
}

/** A campaign's status. */
export function CampaignStatusBadge({
  status,
  archived = false,
}: {
  status: CampaignStatus
  archived?: boolean
}) {
  return archived ? (
    <DotWord tone="over">Archived</DotWord>
  ) : (
    <DotWord tone={tones[status]}>{campaignStatusLabels[status]}</DotWord>
  )
}

const colors: Record<Health, string> = {
  on_track: "green",
  on_schedule: "green",
  at_risk: "yellow",
  late: "red",
}

interface HealthProps {
  campaign: Pick<CampaignRow, "status" | "health">
  /** On a phone, where each line counts, leaves out that all is well. */
  onlyBad?: "phone"
}

/** A campaign's health in a list; what is completed has none to speak of. */
export function HealthBadge({ campaign, onlyBad }: HealthProps) {
  const { status, health } = campaign
  if (status === "completed") return null
  const fine = colors[health] === "green" && onlyBad === "phone"
  return (
    <Badge color={colors[health]} {...(fine ? { visibleFrom: "sm" } : {})}>
      {healthLabels[health]}
    </Badge>
  )
}

/** The same on the campaign's page, with the rule that made it so. */
export function ExplainedHealth({ campaign }: { campaign: CampaignRow }) {
  const reader = useReader()
  const today = useToday()
  if (campaign.status === "completed") return null
  const why = whyHealth(campaign, today, reader)
  return (
    <Tooltip
      label={why}
      openDelay={150}
      events={{ hover: true, focus: true, touch: true }}
      multiline
      maw={300}
      position="bottom-start"
      // Beside what it explains, and with it in the page's main part.
      withinPortal={false}
    >
      <UnstyledButton
        aria-label={`Health: ${healthLabels[campaign.health]}. ${why}`}
        display="inline-flex"
        style={{ cursor: "help", borderRadius: 4 }}
        suppressHydrationWarning
      >
        <HealthBadge campaign={campaign} />
      </UnstyledButton>
    </Tooltip>
  )
}
