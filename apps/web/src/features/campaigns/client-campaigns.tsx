"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Button, Group } from "@mantine/core"
import { IconPlus, IconSpeakerphone } from "@tabler/icons-react"
import { useInfiniteQuery } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import Link from "next/link"
import { usePermission } from "../../data/me"
import { pages } from "../../data/pages"
import { trpc } from "../../data/trpc"
import { EmptyState } from "../../feedback/states"
import { DataTable } from "../../table/data-table"
import { LoadMore } from "../../table/load-more"
import { campaignsOf } from "./campaigns-address"
import classes from "./client-campaigns.module.css"
import { useCampaignColumns } from "./use-columns"

/** A client's campaigns, those that end last first. */
export function ClientCampaigns({ client }: { client: Client }) {
  const { client: api } = trpc.useUtils()
  const creates = usePermission("campaigns.create")
  const columns = useCampaignColumns("client")
  const input = campaignsOf(client.id)
  const list = useInfiniteQuery(
    pages(getQueryKey(trpc.campaigns.list, input, "query"), (cursor, signal) =>
      api.campaigns.list.query({ ...input, cursor }, { signal }),
    ),
  )
  const rows = list.data?.pages.flatMap((page) => page.items)
  const add = creates && client.archivedAt === null && (
    <Button
      component={Link}
      href={`/campaigns/new?client=${client.id}`}
      size="xs"
      variant="default"
      leftSection={<IconPlus size={14} />}
    >
      New campaign
    </Button>
  )
  return (
    <>
      {add && rows && rows.length > 0 && (
        <Group mb="xs" justify="flex-end">
          {add}
        </Group>
      )}
      <div className={classes.campaigns}>
        <DataTable
          id="client-campaigns"
          label="Campaigns"
          columns={columns}
          rows={rows}
          error={list.error}
          retry={() => void list.refetch()}
          name={(campaign) => campaign.name}
          href={(campaign) => `/campaigns/${campaign.id}`}
          empty={
            <EmptyState icon={IconSpeakerphone} title="No campaigns yet" action={add}>
              Campaigns for <bdi>{client.name}</bdi>, with their dates, budgets, members and KPIs, appear
              here.
            </EmptyState>
          }
        />
      </div>
      <LoadMore list={list} />
    </>
  )
}
