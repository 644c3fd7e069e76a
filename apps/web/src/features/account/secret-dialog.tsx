"use client"

import { Button, Code, CopyButton, Group, Modal, Text } from "@mantine/core"
import type { ReactNode } from "react"

interface Props {
  title: string
  /** What to do with it, now that it is shown. */
  text: string
  secret: string
  close: () => void
  /** For the tests. */
  name: string
  children?: ReactNode
}

/** Shows a secret this once: whoever closes it does not see it again. */
export function SecretDialog({ title, text, secret, close, name, children }: Props) {
  return (
    <Modal opened onClose={close} title={title} closeOnClickOutside={false} withCloseButton={false}>
      <Text size="sm" c="dimmed" mb="sm">
        {text}
      </Text>
      <Code block data-testid={name} style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>
        {secret}
      </Code>
      {children}
      <Group justify="flex-end" gap="xs" mt="lg">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button size="sm" variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button size="sm" onClick={close}>
          Done
        </Button>
      </Group>
    </Modal>
  )
}
