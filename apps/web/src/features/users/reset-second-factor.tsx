"use client"

import type { User } from "@alphas/domain/users/dto"
import { Button, Text, Title } from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import { trpc } from "../../data/trpc"
import { useConfirm } from "../../feedback/confirm"
import { done, failed } from "../../feedback/undo"

/** For somebody who has lost their phone and their recovery codes. */
export function ResetSecondFactor({ person }: { person: User }) {
  const queries = useQueryClient()
  const confirm = useConfirm()
  const reset = trpc.users.resetSecondFactor.useMutation({
    onSettled: () => void queries.invalidateQueries({ queryKey: getQueryKey(trpc.users) }),
  })
  const { id, version, name } = person
  const turnOff = async () => {
    const sure = await confirm({
      title: `Turn off the second factor of ${name}?`,
      text: "Be certain that it is they who ask: their password alone lets them in then. They are signed out everywhere at once, and can set up another one.",
      action: "Turn off",
      grave: true,
    })
    if (!sure) return
    try {
      await reset.mutateAsync({ id, version })
      done(`The second factor of ${name} is off`)
    } catch (error) {
      failed(error)
    }
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
