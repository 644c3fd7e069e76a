"use client"

import { useDebouncedValue } from "@mantine/hooks"
import { keepPreviousData } from "@tanstack/react-query"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { Filter } from "../../table/filter"

interface Props {
  /** Ids of clients. */
  value: readonly string[]
  onChange: (value: string[]) => void
}

/** Filters a list by clients, of which there may be thousands: those that are picked, and those that are searched for. */
export function ClientFilter({ value, onChange }: Props) {
  const [text, setText] = useState("")
  const [wanted] = useDebouncedValue(text.trim(), 150)
  const { data } = trpc.clients.list.useQuery(
    { text: wanted, limit: 20 },
    { placeholderData: keepPreviousData },
  )
  const picked = trpc.useQueries((t) => value.map((id) => t.clients.get({ id })), {
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  })
  const choices = new Map([...picked, ...(data?.items ?? [])].map(({ id, name }) => [id, name]))
  return (
    <Filter
      label="Client"
      choices={[...choices].map(([id, name]) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      onSearch={setText}
    />
  )
}
