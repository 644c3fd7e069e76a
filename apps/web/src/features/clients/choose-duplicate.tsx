"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { Button, Group, Modal, NavLink, Stack, Text } from "@mantine/core"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { useReturnFocus } from "../../forms/use-return-focus"
import { ClientSelect } from "../users/client-select"

interface Props {
  client: Client
  choose: (id: string) => void
  close: () => void
}

/** Which client is the same as this one? Those that look alike are offered. */
export function ChooseDuplicate({ client, choose, close }: Props) {
  useReturnFocus()
  const [other, setOther] = useState<string | null>(null)
  const { data: alike } = trpc.clients.duplicates.useQuery({
    name: client.name,
    website: client.website,
    email: client.email,
    excludeId: client.id,
  })
  return (
    <Modal opened onClose={close} title={`Merge ${client.name} with another client`}>
      <Stack gap="sm">
        {alike && alike.length > 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={4}>
              These look alike
            </Text>
            {alike.map((duplicate) => (
              <NavLink
                key={duplicate.id}
                component="button"
                label={duplicate.name}
                description={duplicate.domain}
                active={duplicate.id === other}
                onClick={() => setOther(duplicate.id)}
              />
            ))}
          </div>
        )}
        <ClientSelect
          label={alike && alike.length > 0 ? "Or any other" : "Which client is the same one?"}
          without={client.id}
          value={other}
          onChange={setOther}
          data-autofocus
          openOnFocus={false}
        />
        <Group justify="flex-end" gap="xs">
          <Button size="sm" variant="default" onClick={close}>
            Cancel
          </Button>
          <Button size="sm" disabled={other === null} onClick={() => other !== null && choose(other)}>
            Compare them
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
