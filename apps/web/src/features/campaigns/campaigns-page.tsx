"use client"

import { Button, Text } from "@mantine/core"
import { IconPlus } from "@tabler/icons-react"
import { keepPreviousData } from "@tanstack/react-query"
import { useMe, usePermission } from "../../data/me"
import { refreshed } from "../../data/refreshed"
import { trpc } from "../../data/trpc"
import { ArchiveAction } from "../../feedback/archive-action"
import { NearLink } from "../../shell/near-link"
import { Page } from "../../shell/page"
import { CardsSkeleton } from "../../table/cards"
import { List } from "../../table/list"
import { useRememberedList } from "../../table/list-memory"
import { useKnownPlace } from "../../table/paging"
import { TableSkeleton } from "../../table/skeleton"
import { useAddress } from "../../table/use-address"
import { useHiddenColumns } from "../../table/use-hidden-columns"
import { viewOf } from "../../table/view-switch"
import { campaignsQuery, standardCampaigns } from "./campaigns-address"
import { CampaignsList } from "./campaigns-list"
import { TemplatesAction } from "./templates-action"
import { useArchive } from "./use-archive"
import { useCampaignColumns } from "./use-columns"

/** All the campaigns one may see. */
export function CampaignsPage() {
  const me = useMe()
  const [address, change] = useAddress(standardCampaigns)
  const [creates, archives] = [usePermission("campaigns.create"), usePermission("campaigns.archive")]
  const { toggle } = useArchive()
  const { data, error, refetch, isPlaceholderData } = trpc.campaigns.list.useQuery(
    campaignsQuery(address, me.id),
    {
      placeholderData: keepPreviousData,
      refetchInterval: refreshed,
    },
  )
  useKnownPlace(error, address, change)
  useRememberedList("/campaigns", standardCampaigns, address)

  const create = creates && (
    <Button
      component={NearLink}
      href="/campaigns/new"
      size="xs"
      leftSection={<IconPlus size={15} />}
      aria-label="New campaign"
    >
      New
      <Text span inherit visibleFrom="sm">
        &nbsp;campaign
      </Text>
    </Button>
  )
  return (
    <Page
      trail={[{ label: "Campaigns" }]}
      actions={
        <>
          {creates && <TemplatesAction />}
          {create}
        </>
      }
    >
      <CampaignsList
        data={data}
        error={error}
        retry={() => void refetch()}
        waiting={isPlaceholderData}
        address={address}
        change={change}
        create={create}
        {...(archives
          ? {
              actions: (campaign) =>
                campaign.mayEdit && <ArchiveAction row={campaign} toggle={() => toggle(campaign)} />,
            }
          : {})}
      />
    </Page>
  )
}

/** The shape of the list while its first screen is on its way. */
export function CampaignsLoading() {
  const columns = useCampaignColumns()
  const [address] = useAddress(standardCampaigns)
  const [hidden] = useHiddenColumns("campaigns", columns)
  return (
    <Page trail={[{ label: "Campaigns" }]}>
      <List toolbar={<span />}>
        {viewOf(address.view) === "cards" ? (
          <CardsSkeleton />
        ) : (
          <TableSkeleton columns={columns} hidden={hidden} rows={16} />
        )}
      </List>
    </Page>
  )
}
