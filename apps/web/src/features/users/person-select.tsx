"use client"

import { MultiSelect, type MultiSelectProps, Select, type SelectProps } from "@mantine/core"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { everybody } from "./everybody"

interface Person {
  id: string
  name: string
}

/** Everybody of the agency who can be assigned. */
export function usePeople(): readonly Person[] {
  const enabled = usePermission("users.directory")
  const { data } = trpc.users.directory.useQuery(everybody, { enabled })
  return data ?? []
}

/** Says what somebody of the agency is called. */
export function useNameOf(): (id: string) => string | undefined {
  const people = usePeople()
  return (id) => people.find((person) => person.id === id)?.name
}

const toChoice = ({ id, name }: Person) => ({ value: id, label: name })

interface Props extends Omit<SelectProps, "data"> {
  /** People who are not offered. */
  without?: readonly Person[]
  /** Who is chosen, though no longer among those who can be. */
  known?: Person | null
}

/** Chooses one person of the agency. */
export function PersonSelect({ without = [], known, ...props }: Props) {
  const people = usePeople().filter(({ id }) => !without.some((other) => other.id === id))
  const all = known && !people.some(({ id }) => id === known.id) ? [known, ...people] : people
  return (
    <Select
      searchable
      clearable
      placeholder="Nobody"
      nothingFoundMessage="No people match."
      {...props}
      data={all.map(toChoice)}
    />
  )
}

/** Chooses several people of the agency. */
export function PeopleSelect(props: Omit<MultiSelectProps, "data">) {
  return (
    <MultiSelect
      searchable
      nothingFoundMessage="No people match."
      {...props}
      data={usePeople().map(toChoice)}
    />
  )
}
