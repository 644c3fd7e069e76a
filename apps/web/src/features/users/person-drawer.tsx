"use client"

import { roleLabels } from "@alphas/domain/permissions"
import type { User } from "@alphas/domain/users/dto"
import { Badge, Button, Drawer, Group, Skeleton, Stack, Text, Title } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { FailedState } from "../../feedback/states"
import { done, failed } from "../../feedback/undo"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { When } from "../../format/time"
import { Form } from "../../forms/form"
import { mayLeave } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { Face } from "../../shell/face"
import { Facts } from "../../shell/facts"
import { useMe, usePermission } from "../session/me"
import { HoursForm } from "./hours-form"
import { PersonTokens } from "./person-tokens"
import { ResetSecondFactor } from "./reset-second-factor"
import { RoleFields } from "./role-fields"

/** Everything about one person, beside the list. */
export function PersonDrawer({ id, close }: { id: string; close: () => void }) {
  const { data: person, error, refetch } = trpc.users.get.useQuery({ id })
  const leave = async () => {
    if (await mayLeave()) close()
  }
  return (
    <Drawer
      opened
      onClose={leave}
      position="right"
      size={420}
      title={person ? <Head person={person} /> : "Person"}
    >
      {error && !person ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : person ? (
        <Person person={person} close={leave} />
      ) : (
        <Stack>
          <Skeleton h={44} w={200} />
          <Skeleton h={120} />
          <Skeleton h={120} />
        </Stack>
      )}
    </Drawer>
  )
}

function Head({ person }: { person: User }) {
  return (
    <Group component="span" wrap="nowrap" gap="sm">
      <Face id={person.id} name={person.name} size={36} />
      <span>
        <Text component="span" display="block" fw={600} size="md">
          {person.name}
        </Text>
        <Text component="span" display="block" size="sm" c="dimmed">
          {person.email}
        </Text>
      </span>
    </Group>
  )
}

function Person({ person, close }: { person: User; close: () => void }) {
  const manages = usePermission("users.manage")
  const me = useMe()
  const { locale } = useReader()
  // Whoever belongs to a client does no work of the agency.
  const works = person.clientId === null
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          ["State", <StateBadge key="state" person={person} />],
          ["Job title", person.jobTitle],
          ["Role", roleLabels[person.role]],
          ["Client", person.clientName],
          ["Hours a day", works && sayMinutes(person.dailyMinutes, locale)],
          ["Second factor", person.secondFactor ? "On" : "Off"],
          ["Last seen", person.lastSeenAt && <When key="seen" at={person.lastSeenAt} />],
          ["Joined", <When key="joined" at={person.createdAt} />],
        ]}
      />
      {manages && works && <HoursForm key={person.id} person={person} close={close} />}
      {manages && person.id !== me.id && (
        <>
          <RoleForm key={person.id} person={person} close={close} />
          <PersonTokens person={person} />
          {person.secondFactor && <ResetSecondFactor person={person} />}
          <Standing person={person} />
        </>
      )}
    </Stack>
  )
}

/** Active is the rule and stays quiet; disabled is marked. */
export function StateBadge({ person }: { person: Pick<User, "disabledAt"> }) {
  return person.disabledAt === null ? "Active" : <Badge color="red">Disabled</Badge>
}

function RoleForm({ person, close }: { person: User; close: () => void }) {
  const queries = useQueryClient()
  const change = trpc.users.changeRole.useMutation()
  const valuesOf = ({ role, clientId }: User) => ({ role, clientId })
  const editing = useEditing({
    initial: valuesOf(person),
    version: person.version,
    save: ({ values, version }) => change.mutateAsync({ id: person.id, version, ...values }),
    readCurrent: (current) => {
      const now = current as User // the API answers a stale version with the row of this very list
      return { values: valuesOf(now), version: now.version }
    },
    onSaved: () => {
      void queries.invalidateQueries({ queryKey: getQueryKey(trpc.users) })
      done(`${person.name} is now ${roleLabels[editing.form.getValues().role].toLowerCase()}`)
    },
  })
  return (
    <section aria-label="Role">
      <Form
        editing={editing}
        action="Change the role"
        focus={false}
        onlyChanged
        labels={{ role: "Role", clientId: "Client" }}
        beside={
          editing.dirty && (
            <Button size="sm" variant="default" onClick={close}>
              Cancel
            </Button>
          )
        }
      >
        <RoleFields editing={editing} />
      </Form>
    </section>
  )
}

function Standing({ person }: { person: User }) {
  const queries = useQueryClient()
  const confirm = useConfirm()
  const settled = { onSettled: () => void queries.invalidateQueries({ queryKey: getQueryKey(trpc.users) }) }
  const disable = trpc.users.disable.useMutation(settled)
  const enable = trpc.users.enable.useMutation(settled)
  const { id, version, name } = person

  const setDisabled = async () => {
    const sure = await confirm({
      title: `Disable ${name}?`,
      text: "They are signed out everywhere at once and cannot sign in. What they did stays. You can enable them again.",
      action: "Disable",
      grave: true,
    })
    if (!sure) return
    try {
      const after = await disable.mutateAsync({ id, version })
      done(`${name} is disabled`, () => enable.mutateAsync({ id, version: after.version }))
    } catch (error) {
      failed(error)
    }
  }
  const setEnabled = async () => {
    try {
      await enable.mutateAsync({ id, version })
      done(`${name} may sign in again`)
    } catch (error) {
      failed(error)
    }
  }
  return person.disabledAt === null ? (
    <section>
      <Title order={2}>Disable</Title>
      <Text size="sm" c="dimmed" mb="xs">
        Ends every session and token, and keeps what they did.
      </Text>
      <Button
        size="sm"
        variant="default"
        c="var(--mantine-color-error)"
        onClick={setDisabled}
        loading={disable.isPending}
      >
        Disable {name}
      </Button>
    </section>
  ) : (
    <section>
      <Button size="sm" onClick={setEnabled} loading={enable.isPending}>
        Enable {name}
      </Button>
    </section>
  )
}
