"use client"

import type { SelectProps } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { keepPreviousData } from "@tanstack/react-query"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { FoundSelect } from "../../forms/found-select"
import { Filter } from "../../table/filter"
import { useMe } from "../session/me"
import { withTasksOf } from "./reach"

interface Props extends Omit<SelectProps, "data" | "onChange" | "value"> {
  value: string | null
  onChange: (value: string | null) => void
  /** Offers only campaigns whose tasks the reader sees. */
  withTasks?: boolean
}

/** Chooses one campaign by typing a part of its name. */
export function CampaignSelect({ withTasks = false, ...props }: Props) {
  const { value } = props
  const me = useMe()
  const [text, setText] = useState("")
  const [wanted] = useDebouncedValue(text.trim(), 150)
  const picked = trpc.campaigns.get.useQuery({ id: value ?? "" }, { enabled: value !== null })
  const { data, isFetching } = trpc.campaigns.list.useQuery(
    {
      limit: 20,
      text: wanted === picked.data?.name ? "" : wanted,
      ...(withTasks ? withTasksOf(me) : {}),
    },
    { placeholderData: keepPreviousData },
  )
  return (
    <FoundSelect
      {...props}
      what="campaign"
      picked={picked.data}
      found={data?.items}
      searching={isFetching}
      onSearch={setText}
    />
  )
}

interface FilterProps {
  /** Ids of campaigns. */
  value: readonly string[]
  onChange: (value: string[]) => void
  /** Whether one excludes the others. */
  single?: boolean
}

/** Filters a list of tasks by campaigns: those that are picked, and those that are searched for. */
export function CampaignFilter({ value, onChange, single = false }: FilterProps) {
  const me = useMe()
  const [text, setText] = useState("")
  const [wanted] = useDebouncedValue(text.trim(), 150)
  const { data } = trpc.campaigns.list.useQuery(
    { text: wanted, limit: 20, ...withTasksOf(me) },
    { placeholderData: keepPreviousData },
  )
  const picked = trpc.useQueries((t) => value.map((id) => t.campaigns.get({ id })), {
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  })
  const choices = new Map([...picked, ...(data?.items ?? [])].map(({ id, name }) => [id, name]))
  return (
    <Filter
      label="Campaign"
      choices={[...choices].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      onSearch={setText}
      single={single}
    />
  )
}
