"use client"

import { Button, CopyButton, Group, Modal, Text } from "@mantine/core"
import classes from "./recovery-codes.module.css"

/** Shows the recovery codes, this once. */
export function RecoveryCodes({ codes, close }: { codes: string[]; close: () => void }) {
  const text = codes.join("\n")
  return (
    <Modal
      opened
      onClose={close}
      title="Save your recovery codes"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Text size="sm" c="dimmed" mb="sm">
        Each code signs you in once if you do not have your phone. You will not see them again: save them in
        your password manager, or print them.
      </Text>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="flex-end" gap="xs" mt="lg">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button size="sm" variant="default" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
        <Button
          size="sm"
          variant="default"
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          download="alphas-recovery-codes.txt"
        >
          Save as a file
        </Button>
        <Button size="sm" onClick={close}>
          I have saved them
        </Button>
      </Group>
    </Modal>
  )
}
