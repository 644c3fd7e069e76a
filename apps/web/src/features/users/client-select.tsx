"use client"

import { Select, type SelectProps } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTRPC } from "../../data/trpc"

interface Props extends Omit<SelectProps, "data" | "onChange" | "value"> {
  value: string | null
  onChange: (value: string | null) => void
}

/** Chooses one client by typing a part of its name. */
export function ClientSelect({ value, onChange, ...props }: Props) {
  const trpc = useTRPC()
  const [text, setText] = useState("")
  const [wanted] = useDebouncedValue(text.trim(), 150)
  const picked = useQuery(trpc.clients.get.queryOptions({ id: value ?? "" }, { enabled: value !== null }))
  const { data, isFetching } = useQuery(
    trpc.clients.list.queryOptions(
      { limit: 20, text: wanted === picked.data?.name ? "" : wanted },
      { placeholderData: keepPreviousData },
    ),
  )
  const found = new Map((data?.items ?? []).map((client) => [client.id, client.name]))
  if (picked.data) found.set(picked.data.id, picked.data.name)
  return (
    <Select
      {...props}
      searchable
      clearable
      // The first field of a dialog has the focus at once; a list that nobody asked for would cover the dialog.
      openOnFocus={false}
      value={value}
      onChange={onChange}
      onSearchChange={setText}
      // The server has found them; a second filter here would know less.
      filter={({ options }) => options}
      data={[...found].map(([id, label]) => ({ value: id, label }))}
      nothingFoundMessage={isFetching ? "Searching" : "No client of this name"}
      placeholder="Type a name"
    />
  )
}
