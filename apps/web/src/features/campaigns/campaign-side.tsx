"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"
import { Anchor, Stack, Title } from "@mantine/core"
import { getQueryKey } from "@trpc/react-query"
import Link from "next/link"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { useShownAtOnce } from "../../feedback/use-shown-at-once"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { When } from "../../format/time"
import { Facts } from "../../shell/facts"
import record from "../../shell/record.module.css"
import { useNameOf } from "../users/person-select"
import { Responsible } from "../users/responsible"
import { CampaignMembers } from "./campaign-members"

/** At the side of a campaign: whose it is, who works on it, and the facts. */
export function CampaignSide({ campaign }: { campaign: Campaign }) {
  const { locale } = useReader()
  const people = usePermission("users.directory")
  const { client, minutes } = campaign
  return (
    <Stack gap={22}>
      {client && (
        <section>
          <Title order={2} mb={6}>
            Client
          </Title>
          <Anchor component={Link} href={`/clients/${client.id}`} size="sm">
            {client.name}
          </Anchor>
        </section>
      )}
      {people && (
        <>
          <Manager campaign={campaign} />
          <CampaignMembers campaign={campaign} />
        </>
      )}
      <section className={record.facts}>
        <Title order={2} mb={6}>
          Details
        </Title>
        <Facts
          facts={[
            ["Currency", campaign.currency],
            ["Time logged", minutes !== null && minutes > 0 && sayMinutes(minutes, locale)],
            ["Created", <When key="created" at={campaign.createdAt} />],
            ["Updated", <When key="changed" at={campaign.updatedAt} />],
          ]}
        />
      </section>
    </Stack>
  )
}

function Manager({ campaign }: { campaign: Campaign }) {
  const nameOf = useNameOf()
  const update = trpc.campaigns.update.useMutation()
  const change = useShownAtOnce<Campaign>({
    keysOf: ({ id }) => [getQueryKey(trpc.campaigns.get, { id }, "query")],
  })
  const { id, manager } = campaign
  const assign = (managerId: string | null) => {
    if (managerId === null || managerId === manager?.id) return
    const name = nameOf(managerId) ?? ""
    const to = (person: string) => (version: number) =>
      update.mutateAsync({ id, version, changes: { managerId: person } })
    void change(campaign, {
      save: to(managerId),
      shown: { manager: { id: managerId, name } },
      said: `${isolate(name)} manages ${isolate(campaign.name)} now`,
      ...(manager ? { undo: to(manager.id) } : {}),
    })
  }
  return (
    <Responsible
      label="Manager"
      person={manager}
      nobody="Nobody."
      clearable={false}
      assign={campaign.mayEdit && campaign.archivedAt === null ? assign : null}
    />
  )
}
