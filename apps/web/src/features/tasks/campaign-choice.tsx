"use client"

import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { campaignStatuses, campaignStatusLabels } from "@alphas/domain/campaigns/words"
import type { SelectProps } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { keepPreviousData } from "@tanstack/react-query"
import { useState } from "react"
import { useMe, usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { FoundSelect } from "../../forms/found-select"
import { idsOf, without } from "../../table/address-values"
import { Filter } from "../../table/filter"
import { withTasksOf } from "./reach"

interface Props extends Omit<SelectProps, "data" | "onChange" | "value"> {
  value: string | null
  onChange: (value: string | null) => void
  /** Offers only campaigns whose tasks the reader sees. */
  withTasks?: boolean
}

const openStatuses = campaignStatuses.filter((status) => status !== "completed")

/** Chooses one campaign by typing a part of its name or its client's; completed ones are found last, and by typing only. */
export function CampaignSelect({ withTasks = false, ...props }: Props) {
  const { value } = props
  const me = useMe()
  const [text, setText] = useState("")
  const [typed] = useDebouncedValue(text.trim(), 150)
  const picked = trpc.campaigns.get.useQuery({ id: value ?? "" }, { enabled: value !== null })
  const wanted = typed === picked.data?.name ? "" : typed
  const narrowed = { limit: 20, ...(withTasks ? withTasksOf(me) : {}) }
  const [asks, clientsToo] = [wanted !== "", usePermission("clients.read")]
  const kept = { placeholderData: keepPreviousData }
  const open = trpc.campaigns.list.useQuery({ ...narrowed, text: wanted, status: openStatuses }, kept)
  const over = trpc.campaigns.list.useQuery(
    { ...narrowed, text: wanted, status: ["completed"] },
    { ...kept, enabled: asks },
  )
  const clients = trpc.clients.list.useQuery(
    { text: wanted, limit: 5 },
    { ...kept, enabled: asks && clientsToo },
  )
  const clientId = clients.data?.items.map(({ id }) => id) ?? []
  const ofClients = trpc.campaigns.list.useQuery(
    { ...narrowed, clientId, status: openStatuses },
    { ...kept, enabled: asks && clientId.length > 0 },
  )
  const answers = asks ? [open, ...(clientId.length > 0 ? [ofClients] : []), over] : [open]
  return (
    <FoundSelect
      {...props}
      what="campaign"
      picked={picked.data}
      found={answers.flatMap(({ data }) => data?.items ?? []).map(foundOf)}
      searching={[...answers, ...(asks && clientsToo ? [clients] : [])].some(({ isFetching }) => isFetching)}
      onSearch={setText}
    />
  )
}

/** A campaign as it is offered: whose it is, and whether it is over. */
const foundOf = ({ id, name, client, status }: CampaignRow) => ({
  ...{ id, name },
  note: [client?.name, status === "completed" && campaignStatusLabels.completed].filter(Boolean).join(" · "),
})

interface FilterProps {
  /** Ids of campaigns. */
  value: readonly string[]
  onChange: (value: string[]) => void
  /** Whether one excludes the others. */
  single?: boolean
  /** Offers only campaigns whose tasks the reader sees. */
  withTasks?: boolean
  /** What is without a campaign, where that can be picked. */
  none?: string
}

/** Filters a list by campaigns: those that are picked, and those that are searched for. */
export function CampaignFilter({ value, onChange, single = false, withTasks = true, none }: FilterProps) {
  const me = useMe()
  const [text, setText] = useState("")
  const [wanted] = useDebouncedValue(text.trim(), 150)
  const { data } = trpc.campaigns.list.useQuery(
    { text: wanted, limit: 20, ...(withTasks ? withTasksOf(me) : {}) },
    { placeholderData: keepPreviousData },
  )
  const picked = trpc.useQueries((t) => idsOf(value).map((id) => t.campaigns.get({ id })), {
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  })
  const choices = new Map([...picked, ...(data?.items ?? [])].map(({ id, name }) => [id, name]))
  return (
    <Filter
      label="Campaign"
      choices={[
        ...(none === undefined ? [] : [{ value: without, label: none }]),
        ...[...choices].map(([id, name]) => ({ value: id, label: name })),
      ]}
      value={value}
      onChange={onChange}
      onSearch={setText}
      single={single}
    />
  )
}
