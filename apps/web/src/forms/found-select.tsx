"use client"

import { Select, type SelectProps, Text } from "@mantine/core"

interface Named {
  id: string
  name: string
  /** What tells it from others of its name. */
  note?: string
}

interface Props extends Omit<SelectProps, "data" | "onSearchChange"> {
  /** What is chosen, though not among what was found. */
  picked: Named | null | undefined
  found: readonly Named[] | undefined
  searching: boolean
  /** Hears what is typed; the server finds what fits. */
  onSearch: (text: string) => void
  /** What is chosen: "client". */
  what: string
}

/** Chooses one of many by typing a part of its name, which the server looks for. */
export function FoundSelect({ picked, found = [], searching, onSearch, what, ...props }: Props) {
  const choices = new Map(found.map(({ id, name }) => [id, name]))
  const notes = new Map(found.map(({ id, note }) => [id, note]))
  if (picked) choices.set(picked.id, picked.name)
  return (
    <Select
      searchable
      clearable
      // The first field of a dialog has the focus at once; a list that nobody asked for would cover the dialog.
      openOnFocus={false}
      placeholder="Type a name"
      {...props}
      onSearchChange={onSearch}
      // The server has found them; a second filter here would know less.
      filter={({ options }) => options}
      data={[...choices].map(([id, name]) => ({ value: id, label: name }))}
      renderOption={({ option }) => (
        <span>
          {option.label}
          {notes.get(option.value) && (
            <Text span size="xs" c="dimmed">
              {" "}
              {notes.get(option.value)}
            </Text>
          )}
        </span>
      )}
      nothingFoundMessage={searching ? "Searching" : `No ${what}s match.`}
    />
  )
}
