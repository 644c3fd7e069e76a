"use client"

import { isolate } from "@alphas/domain/isolate"
import type { User } from "@alphas/domain/users/dto"
import { Button, Text, Title } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { attempt } from "../../feedback/undo"

/** For people who have lost their phone and recovery codes. */
export function ResetSecondFactor({ person }: { person: User }) {
  const confirm = useConfirm()
  const reset = trpc.users.resetSecondFactor.useMutation()
  const { id, version, name } = person
  const turnOff = async () => {
    const sure = await confirm({
      title: `Turn off two-factor authentication for ${isolate(name)}?`,
      text: "Make sure the request is really from them: afterwards, their password alone is enough to sign in. They are signed out everywhere and can set it up again.",
      action: "Turn off",
      grave: true,
    })
    if (sure)
      await attempt(
        () => reset.mutateAsync({ id, version }),
        `Two-factor authentication is off for ${isolate(name)}`,
      )
  }
  return (
    <section>
      <Title order={2}>Two-factor authentication</Title>
      <Text size="sm" c="dimmed" mb="xs">
        For people who have lost their phone and recovery codes.
      </Text>
      <Button size="sm" variant="default" onClick={turnOff} loading={reset.isPending}>
        Turn off two-factor authentication
      </Button>
    </section>
  )
}
