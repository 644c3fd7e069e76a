"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { ActionIcon, Stack, Text, Title } from "@mantine/core"
import { IconX } from "@tabler/icons-react"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTRPC } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { When } from "../../format/time"
import { Face } from "../../shell/face"
import { Facts } from "../../shell/facts"
import { usePermission } from "../session/me"
import classes from "./client-page.module.css"
import { PersonSelect } from "./person-select"

/** At the side of a client: who looks after it, and when it came and changed. */
export function ClientSide({ client }: { client: Client }) {
  const internal = usePermission("clients.internal")
  return (
    <aside className={classes.side} aria-label="Facts">
      <Stack gap="lg">
        {internal && (
          <>
            <section>
              <Title order={2} mb={6}>
                Owner
              </Title>
              {client.owner ? (
                <div className={classes.person}>
                  <Face id={client.owner.id} name={client.owner.name} />
                  <Text size="sm">{client.owner.name}</Text>
                </div>
              ) : (
                <Text size="sm" c="dimmed">
                  Nobody. Only admins and finance see it besides its members.
                </Text>
              )}
            </section>
            <Members client={client} />
          </>
        )}
        <Facts
          facts={[
            ["Created", <When key="created" at={client.createdAt} />],
            ["Changed", <When key="changed" at={client.updatedAt} />],
          ]}
        />
      </Stack>
    </aside>
  )
}

function Members({ client }: { client: Client }) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const edits = usePermission("clients.update")
  const settled = { onSettled: () => void queries.invalidateQueries({ queryKey: trpc.clients.pathKey() }) }
  const add = useMutation(trpc.clients.addMember.mutationOptions(settled))
  const remove = useMutation(trpc.clients.removeMember.mutationOptions(settled))
  const { id } = client

  const addPerson = async (userId: string | null) => {
    if (userId === null) return
    await add.mutateAsync({ id, userId }).catch(failed)
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
    <section>
      <Title order={2} mb={6}>
        Members
      </Title>
      {client.members.length === 0 && (
        <Text size="sm" c="dimmed" mb={6}>
          Nobody yet.
        </Text>
      )}
      <ul className={classes.people}>
        {client.members.map((person) => (
          <li key={person.id} className={classes.person}>
            <Face id={person.id} name={person.name} />
            <Text size="sm">{person.name}</Text>
            {edits && (
              <ActionIcon
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
          mt={6}
          size="xs"
          aria-label="Add a member"
          placeholder="Add a member"
          value={null}
          disabled={add.isPending}
          onChange={(userId) => void addPerson(userId)}
        />
      )}
    </section>
  )
}
