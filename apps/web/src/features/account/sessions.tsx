"use client"

import type { Session } from "@alphas/domain/users/dto"
import { Badge, Button, Group, Skeleton, Text } from "@mantine/core"
import { IconDeviceDesktop, IconDeviceMobile, IconTerminal2 } from "@tabler/icons-react"
import { expectSignOut } from "../../data/signed-out"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { Loaded } from "../../feedback/loaded"
import { done, failed } from "../../feedback/undo"
import { When } from "../../format/time"
import { Section } from "../../shell/section"
import { KeysToRevoke, keptNothing } from "./keys-to-revoke"
import classes from "./lines.module.css"

/** Where you are signed in. */
export function Sessions() {
  const confirm = useConfirm()
  const query = trpc.account.sessions.useQuery()
  const everywhere = trpc.account.signOutEverywhere.useMutation({
    onSuccess: () => window.location.assign("/sign-in"),
    onError: (error) => {
      expectSignOut(false)
      failed(error)
    },
  })
  const signOutEverywhere = async () => {
    let kept = keptNothing
    const sure = await confirm({
      title: "Sign out everywhere?",
      text: (
        <>
          <Text size="sm" mb="sm">
            This ends all your sessions, including this one.
          </Text>
          <KeysToRevoke
            onChange={(next) => {
              kept = next
            }}
          />
        </>
      ),
      action: "Sign out everywhere",
      grave: true,
    })
    if (!sure) return
    expectSignOut(true)
    everywhere.mutate(kept)
  }
  return (
    <Section
      title="Sessions"
      text="Where you are signed in. If you do not recognize a session, end it and change your password."
    >
      <Loaded query={query} skeleton={<Skeleton h={52} />}>
        {(data) => (
          <>
            <ul className={classes.lines}>
              {data.map((session) => (
                <Line key={session.id} session={session} />
              ))}
            </ul>
            <Button
              size="sm"
              variant="default"
              mt="sm"
              loading={everywhere.isPending}
              onClick={signOutEverywhere}
            >
              Sign out everywhere
            </Button>
          </>
        )}
      </Loaded>
    </Section>
  )
}

function Line({ session }: { session: Session }) {
  const { id, device, address, lastSeenAt, current } = session
  const revoke = trpc.account.revokeSession.useMutation({
    onSuccess: () => done("Session ended"),
    onError: failed,
  })
  const Picture = /iPhone|Android|iPad|mobile/i.test(device)
    ? IconDeviceMobile
    : /curl|node|cli|script/i.test(device)
      ? IconTerminal2
      : IconDeviceDesktop
  return (
    <li className={classes.line}>
      <Picture size={18} stroke={1.5} aria-hidden />
      <div className={classes.text}>
        <Group gap={6}>
          <Text size="sm" fw={500} truncate title={device}>
            {device || "Unknown device"}
          </Text>
          {current && <Badge color="green">This session</Badge>}
        </Group>
        <Text size="xs" c="dimmed">
          {address ?? "Unknown address"} · last seen <When at={lastSeenAt} />
        </Text>
      </div>
      {!current && (
        <Button size="xs" variant="default" loading={revoke.isPending} onClick={() => revoke.mutate({ id })}>
          End
        </Button>
      )}
    </li>
  )
}
