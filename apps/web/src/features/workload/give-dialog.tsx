"use client"

import { isolate } from "@alphas/domain/isolate"
import type { PersonRef } from "@alphas/domain/users/dto"
import type { PersonLoad } from "@alphas/domain/workload/dto"
import { Button, Group, Modal, Select, Stack, Text } from "@mantine/core"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { Isolated } from "../../feedback/isolated"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { useReturnFocus } from "../../forms/use-return-focus"
import { busyOf, loadWeeksOf } from "../tasks/workload"
import type { Moving } from "./use-task-moves"

interface Props {
  moving: Moving
  people: readonly PersonLoad[]
  give: (to: PersonRef) => void
  close: () => void
}

/** Chooses who gets a task, each with what they have to do in its weeks. */
export function GiveDialog({ moving: { task, person }, people, give, close }: Props) {
  useReturnFocus()
  const { locale } = useReader()
  const today = useToday()
  const [chosen, setChosen] = useState<string | null>(null)
  const busy = busyOf(trpc.workload.list.useQuery(loadWeeksOf(task, today)).data ?? [])
  const others = people.map((each) => each.person).filter(({ id }) => id !== person.id)
  const to = others.find(({ id }) => id === chosen)
  const say = (id: string): string => {
    const load = busy.get(id)
    if (load === undefined) return ""
    const hours = `${sayMinutes(load.assigned, locale)} of ${sayMinutes(load.capacity, locale)}`
    return load.overbooked ? `${hours}, overbooked` : hours
  }
  return (
    <Modal
      opened
      onClose={close}
      title={<Isolated text={`Reassign ${isolate(task.title)} from ${isolate(person.name)}`} />}
      yOffset="12vh"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (to === undefined) return
          close()
          give(to)
        }}
      >
        <Stack gap="md">
          <Select
            data-autofocus
            searchable
            openOnFocus={false}
            label="Person"
            placeholder="Choose a person"
            nothingFoundMessage="No people match."
            data={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
            onChange={setChosen}
            renderOption={({ option }) => (
              <Group justify="space-between" wrap="nowrap" w="100%" gap="sm">
                <span>{option.label}</span>
                <Text span size="xs" c="dimmed" data-figures>
                  {say(option.value)}
                </Text>
              </Group>
            )}
            description={
              to && busy.has(to.id) ? (
                <Isolated text={`In the weeks of this task, ${isolate(to.name)} has ${say(to.id)}.`} />
              ) : (
                "The hours after each name are assigned in the weeks of this task."
              )
            }
          />
          <Group justify="flex-end" gap="xs">
            <Button size="sm" variant="default" onClick={close}>
              Cancel
            </Button>
            <Button size="sm" type="submit" disabled={to === undefined}>
              Move
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
