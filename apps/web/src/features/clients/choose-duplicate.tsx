"use client"

import type { Client } from "@alphas/domain/clients/dto"
import { isolate } from "@alphas/domain/isolate"
import { Button, Group, Modal, NavLink, Stack, Text } from "@mantine/core"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { Isolated } from "../../feedback/isolated"
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
    <Modal
      opened
      onClose={close}
      title={<Isolated text={`Merge ${isolate(client.name)} with another client`} />}
    >
      <Stack gap="sm">
        {alike && alike.length > 0 && (
          <div>
            <Text size="sm" c="dimmed" mb={4}>
              Possible duplicates
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
          label={alike && alike.length > 0 ? "Or another client" : "Duplicate of"}
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
            Compare
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
