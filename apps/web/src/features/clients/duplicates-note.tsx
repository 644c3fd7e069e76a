"use client"

import type { Duplicate } from "@alphas/domain/clients/dto"
import { Alert, Anchor, Group, Stack, Text } from "@mantine/core"
import { useDebouncedValue } from "@mantine/hooks"
import { keepPreviousData } from "@tanstack/react-query"
import Link from "next/link"
import { trpc } from "../../data/trpc"

const because: Record<Duplicate["because"][number], string> = {
  name: "Same name",
  similar_name: "Similar name",
  domain: "Same website",
  email: "Same email",
  contact_email: "Same contact",
}

interface Props {
  name: string
  website: string
  email: string
}

/** While a new client is typed: those that are there already and look the same. */
export function DuplicatesNote(typed: Props) {
  const [wanted] = useDebouncedValue(typed, 300)
  const something = wanted.name.trim().length > 2 || wanted.website !== "" || wanted.email !== ""
  const { data: found } = trpc.clients.duplicates.useQuery(
    {
      name: wanted.name.slice(0, 200),
      website: wanted.website.slice(0, 300),
      email: wanted.email.slice(0, 254),
    },
    { enabled: something, placeholderData: keepPreviousData },
  )
  if (!something || !found || found.length === 0) return null
  return (
    <Alert color="yellow" variant="light" p="xs" role="status">
      <Stack gap={6}>
        <Text size="sm" fw={600}>
          {found.some(({ because }) => because.some((reason) => reason !== "similar_name"))
            ? "This client may already exist"
            : "Clients with a similar name"}
        </Text>
        {found.slice(0, 5).map((duplicate) => (
          <Group key={duplicate.id} gap={8} wrap="wrap">
            <Anchor component={Link} href={`/clients/${duplicate.id}`} target="_blank" size="sm" fw={500}>
              {duplicate.name}
            </Anchor>
            {duplicate.domain && (
              <Text size="xs" c="dimmed">
                {duplicate.domain}
              </Text>
            )}
            <Text size="xs">
              {[
                ...duplicate.because.map((reason) => because[reason]),
                ...(duplicate.archivedAt ? ["Archived"] : []),
              ].join(", ")}
            </Text>
          </Group>
        ))}
      </Stack>
    </Alert>
  )
}
