"use client"

import type { SelectProps } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { keepPreviousData } from "@tanstack/react-query"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { FoundSelect } from "../../forms/found-select"

interface Props extends Omit<SelectProps, "data" | "onChange" | "value"> {
  value: string | null
  onChange: (value: string | null) => void
  /** A client that is not offered: the one that another is looked for. */
  without?: string
}

/** Chooses one client by typing a part of its name. */
export function ClientSelect({ without, ...props }: Props) {
  const { value } = props
  const [text, setText] = useState("")
  const [wanted] = useDebouncedValue(text.trim(), 150)
  const picked = trpc.clients.get.useQuery({ id: value ?? "" }, { enabled: value !== null })
  const { data, isFetching } = trpc.clients.list.useQuery(
    { limit: 20, text: wanted === picked.data?.name ? "" : wanted },
    { placeholderData: keepPreviousData },
  )
  return (
    <FoundSelect
      {...props}
      what="client"
      picked={picked.data}
      found={data?.items.filter(({ id }) => id !== without)}
      searching={isFetching}
      onSearch={setText}
    />
  )
}
