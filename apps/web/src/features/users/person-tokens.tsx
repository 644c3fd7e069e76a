"use client"

import type { User } from "@alphas/domain/users/dto"
import { Button, Group, Text, Title } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { done, failed } from "../../feedback/undo"
import { When } from "../../format/time"

/** Somebody's API tokens, for an admin to revoke; nothing is shown of who has none. */
export function PersonTokens({ person }: { person: User }) {
  const { data = [] } = trpc.users.tokens.useQuery({ id: person.id })
  const revoke = trpc.users.revokeTokenOf.useMutation({
    onSuccess: () => done("Token revoked"),
    onError: failed,
  })
  if (data.length === 0) return null
  return (
    <section>
      <Title order={2} mb="xs">
        API tokens
      </Title>
      {data.map((token) => (
        <Group key={token.id} justify="space-between" wrap="nowrap" mb={6}>
          <div>
            <Text size="sm">{token.name}</Text>
            <Text size="xs" c="dimmed">
              {token.lastUsedAt ? (
                <>
                  Last used <When at={token.lastUsedAt} />
                </>
              ) : (
                "Never used"
              )}
            </Text>
          </div>
          <Button size="xs" variant="default" onClick={() => revoke.mutate({ id: token.id })}>
            Revoke
          </Button>
        </Group>
      ))}
    </section>
  )
}
