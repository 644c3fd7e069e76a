"use client"

import type { User } from "@alphas/domain/users/dto"
import { Button, Text, Title } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { attempt } from "../../feedback/undo"

/** For somebody who has lost their phone and their recovery codes. */
export function ResetSecondFactor({ person }: { person: User }) {
  const confirm = useConfirm()
  const reset = trpc.users.resetSecondFactor.useMutation()
  const { id, version, name } = person
  const turnOff = async () => {
    const sure = await confirm({
      title: `Turn off the second factor of ${name}?`,
      text: "Be certain that it is they who ask: their password alone lets them in then. They are signed out everywhere at once, and can set up another one.",
      action: "Turn off",
      grave: true,
    })
    if (sure) await attempt(() => reset.mutateAsync({ id, version }), `The second factor of ${name} is off`)
  }
  return (
    <section>
      <Title order={2}>Second factor</Title>
      <Text size="sm" c="dimmed" mb="xs">
        For somebody who has lost their phone and their recovery codes.
      </Text>
      <Button size="sm" variant="default" onClick={turnOff} loading={reset.isPending}>
        Turn off their second factor
      </Button>
    </section>
  )
}
