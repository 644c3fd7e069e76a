"use client"

import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"

/** Everybody of the agency who can be assigned, as choices. */
function usePeople(): { value: string; label: string }[] {
  const trpc = useTRPC()
  const { data } = useQuery(trpc.users.directory.queryOptions({ limit: 500 }))
  return (data ?? []).map((person) => ({ value: person.id, label: person.name }))
}

/** Chooses one person of the agency. */
export function PersonSelect(props: Omit<SelectProps, "data">) {
  return (
    <Select
      searchable
      clearable
      placeholder="Nobody"
      nothingFoundMessage="Nobody of this name"
      {...props}
      data={usePeople()}
    />
  )
}

/** Chooses several people of the agency. */
export function PeopleSelect(props: Omit<MultiSelectProps, "data">) {
  return <MultiSelect searchable nothingFoundMessage="Nobody of this name" {...props} data={usePeople()} />
}
