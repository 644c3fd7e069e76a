"use client"

import { Kbd, Modal, SimpleGrid, Text } from "@mantine/core"
import classes from "./key-list.module.css"
import { usePlaces } from "./places"
import { useModKey } from "./use-mod-key"

/** Every key of the pages, as `?` lists them. */
export function KeyList({ close }: { close: () => void }) {
  const places = usePlaces()
  const mod = useModKey()
  const schedules = places.some(({ href }) => href === "/schedule")
  const groups: { title: string; keys: [string[], string][] }[] = [
    {
      title: "Everywhere",
      keys: [
        [[mod, "K"], "Search and commands"],
        [["?"], "Show keyboard shortcuts"],
        [[mod, "B"], "Collapse or expand the sidebar"],
        ...places.map((place): [string[], string] => [["G", place.key.toUpperCase()], place.label]),
      ],
    },
    {
      title: "In a list",
      keys: [
        [["J"], "Next row"],
        [["K"], "Previous row"],
        [["Enter"], "Open the row"],
        [["X"], "Select the row"],
        [["Esc"], "Clear selection"],
        [["/"], "Search the list"],
      ],
    },
    ...(schedules
      ? [
          {
            title: "In a schedule",
            keys: [
              [["→"], "Expand, with ← collapse"],
              [["Shift", "→"], "Move the task by a working day"],
              [["Alt", "→"], "Make the task longer, with ← shorter"],
              [["Shift", "↑"], "Raise the task's progress, with ↓ lower it"],
              [["L"], "Edit the dependencies of the task"],
              [["Enter"], "Open the task"],
            ] satisfies [string[], string][],
          },
        ]
      : []),
    {
      title: "In a form",
      keys: [
        [[mod, "Enter"], "Save"],
        [["Esc"], "Close"],
      ],
    },
  ]
  return (
    <Modal opened onClose={close} title="Keyboard shortcuts" size="lg">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xl">
        {groups.map((group) => (
          <section key={group.title}>
            <Text component="h2" size="xs" c="dimmed" fw={500} mb={4}>
              {group.title}
            </Text>
            <dl className={classes.keys}>
              {group.keys.map(([keys, action]) => (
                <div key={action} className={classes.line}>
                  <dt>{action}</dt>
                  <dd>
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </SimpleGrid>
    </Modal>
  )
}
