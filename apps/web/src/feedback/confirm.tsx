"use client"

import { Button, Group, Modal, Text } from "@mantine/core"
import { createContext, type ReactNode, useCallback, useContext, useState } from "react"
import { Isolated } from "./isolated"

interface Question {
  /** The action as a question: "Disable Anna Berg?" */
  title: string
  /** What follows from it. */
  text: ReactNode
  /** The verb on the button. */
  action: string
  /** Colours the button; for what cannot be taken back. */
  grave?: boolean
}

type Ask = (question: Question) => Promise<boolean>

const ConfirmContext = createContext<Ask | null>(null)

/** Holds the one dialog in which pages ask before they act. */
export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<(Question & { answer: (yes: boolean) => void }) | null>(null)
  const [open, setOpen] = useState(false)
  const ask = useCallback<Ask>(
    (question) =>
      new Promise((answer) => {
        setAsked({ ...question, answer })
        setOpen(true)
      }),
    [],
  )
  const close = (yes: boolean) => {
    asked?.answer(yes)
    setOpen(false)
  }
  return (
    <ConfirmContext value={ask}>
      {children}
      <Modal
        opened={open}
        onClose={() => close(false)}
        title={<Isolated text={asked?.title ?? ""} />}
        size="sm"
        zIndex={400}
      >
        <Text component="div" size="sm" c="dimmed">
          {typeof asked?.text === "string" ? <Isolated text={asked.text} /> : asked?.text}
        </Text>
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button size="sm" variant="default" onClick={() => close(false)}>
            Cancel
          </Button>
          <Button
            size="sm"
            color={asked?.grave ? "red.8" : "indigo"}
            onClick={() => close(true)}
            data-autofocus
          >
            {asked?.action}
          </Button>
        </Group>
      </Modal>
    </ConfirmContext>
  )
}

/** `await confirm({ title, text, act })` asks, and says whether the answer was yes. */
export function useConfirm(): Ask {
  const ask = useContext(ConfirmContext)
  if (ask === null) throw new Error("useConfirm is used outside ConfirmProvider.")
  return ask
}
