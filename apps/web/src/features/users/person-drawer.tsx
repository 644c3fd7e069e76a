"use client"

import { isolate } from "@alphas/domain/isolate"
import { roleLabels } from "@alphas/domain/permissions"
import type { User } from "@alphas/domain/users/dto"
import { Badge, Button, Drawer, Group, Skeleton, Stack, Text, Title } from "@mantine/core"
import { useMe, usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { Loaded } from "../../feedback/loaded"
import { attempt, done } from "../../feedback/undo"
import { sayMinutes } from "../../format/minutes"
import { useReader } from "../../format/reader"
import { When } from "../../format/time"
import { Form } from "../../forms/form"
import { mayLeave } from "../../forms/unsaved"
import { useEditing } from "../../forms/use-editing"
import { Face } from "../../shell/face"
import { Facts } from "../../shell/facts"
import { HoursForm } from "./hours-form"
import { PersonTokens } from "./person-tokens"
import { ResetSecondFactor } from "./reset-second-factor"
import { RoleFields } from "./role-fields"

/** Everything about one person, beside the list. */
export function PersonDrawer({ id, close }: { id: string; close: () => void }) {
  const query = trpc.users.get.useQuery({ id })
  const leave = async () => {
    if (await mayLeave()) close()
  }
  return (
    <Drawer
      opened
      onClose={leave}
      position="right"
      size={420}
      title={query.data ? <Head person={query.data} /> : "Person"}
    >
      <Loaded
        query={query}
        skeleton={
          <Stack>
            <Skeleton h={44} w={200} />
            <Skeleton h={120} />
            <Skeleton h={120} />
          </Stack>
        }
      >
        {(person) => <Person person={person} close={leave} />}
      </Loaded>
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
          ["Status", <StateBadge key="state" person={person} />],
          ["Job title", person.jobTitle],
          ["Role", roleLabels[person.role]],
          ["Client", person.clientName],
          ["Hours a day", works && sayMinutes(person.dailyMinutes, locale)],
          ["Two-factor authentication", person.secondFactor ? "On" : "Off"],
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
    onSaved: () =>
      done(
        `${isolate(person.name)}’s role is now ${roleLabels[editing.form.getValues().role].toLowerCase()}`,
      ),
  })
  return (
    <section aria-label="Role">
      <Form
        editing={editing}
        action="Change role"
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
  const confirm = useConfirm()
  const disable = trpc.users.disable.useMutation()
  const enable = trpc.users.enable.useMutation()
  const { id, version, name } = person

  const setDisabled = async () => {
    const sure = await confirm({
      title: `Disable ${isolate(name)}?`,
      text: "They are signed out everywhere and cannot sign in. Their work is kept. You can enable them again.",
      action: "Disable",
      grave: true,
    })
    if (!sure) return
    await attempt(
      () => disable.mutateAsync({ id, version }),
      `${isolate(name)} disabled`,
      (after) => enable.mutateAsync({ id, version: after.version }),
    )
  }
  const setEnabled = () =>
    attempt(() => enable.mutateAsync({ id, version }), `${isolate(name)} can sign in again`)
  return person.disabledAt === null ? (
    <section>
      <Title order={2}>Disable</Title>
      <Text size="sm" c="dimmed" mb="xs">
        Ends all sessions and API tokens. Their work is kept.
      </Text>
      <Button
        size="sm"
        variant="default"
        c="var(--mantine-color-error)"
        onClick={setDisabled}
        loading={disable.isPending}
      >
        Disable <bdi>{name}</bdi>
      </Button>
    </section>
  ) : (
    <section>
      <Button size="sm" onClick={() => void setEnabled()} loading={enable.isPending}>
        Enable <bdi>{name}</bdi>
      </Button>
    </section>
  )
}
