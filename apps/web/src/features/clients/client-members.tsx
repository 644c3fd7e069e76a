"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { ActionIcon, Text, Title } from "@mantine/core"
import { IconPlus, IconX } from "@tabler/icons-react"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { Face } from "../../shell/face"
import { usePermission } from "../session/me"
import classes from "./client-page.module.css"
import { PersonSelect, useNameOf } from "./person-select"

/** Who sees a client beside its owner, and works on it. */
export function ClientMembers({ client }: { client: Client }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const edits = usePermission("clients.update")
  const nameOf = useNameOf()
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: trpc.clients.pathKey() }) }
  const add = useMutation(trpc.clients.addMember.mutationOptions(settled))
  const remove = useMutation(trpc.clients.removeMember.mutationOptions(settled))
  const { id } = client

  const addPerson = async (userId: string | null) => {
    if (userId === null) return
    try {
      await add.mutateAsync({ id, userId })
      done(`${nameOf(userId) ?? "This person"} is a member now`, () => remove.mutateAsync({ id, userId }))
    } catch (error) {
      failed(error)
    }
  }
  const removePerson = async (userId: string, name: string) => {
    try {
      await remove.mutateAsync({ id, userId })
      done(`${name} is no longer a member`, () => add.mutateAsync({ id, userId }))
    } catch (error) {
      failed(error)
    }
  }
  return (
    <section aria-label="Members">
      <Title order={2} mb={6}>
        Members
      </Title>
      {client.members.length === 0 && (
        <Text size="sm" c="dimmed" mb={edits ? 6 : 0}>
          Nobody besides the owner yet.
        </Text>
      )}
      <ul className={classes.people}>
        {client.members.map((person) => (
          <li key={person.id} className={classes.person}>
            <Face id={person.id} name={person.name} />
            <Text size="sm" truncate>
              {person.name}
            </Text>
            {edits && (
              <ActionIcon
                className={classes.quiet ?? ""}
                size={24}
                aria-label={`Remove ${person.name}`}
                onClick={() => void removePerson(person.id, person.name)}
              >
                <IconX size={13} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {edits && (
        <PersonSelect
          className={classes.inline ?? ""}
          size="xs"
          aria-label="Add a member"
          placeholder="Add a member"
          leftSection={<IconPlus size={14} stroke={1.6} />}
          leftSectionWidth={36}
          without={[...client.members, ...(client.owner ? [client.owner] : [])]}
          value={null}
          disabled={add.isPending}
          onChange={(userId) => void addPerson(userId)}
        />
      )}
    </section>
  )
}
