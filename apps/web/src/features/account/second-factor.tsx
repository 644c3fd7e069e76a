"use client"

import {
  Alert,
  Badge,
  Button,
  Code,
  CopyButton,
  Group,
  Modal,
  PasswordInput,
  Text,
  TextInput,
} from "@mantine/core"
import { useQueryClient } from "@tanstack/react-query"
import { getQueryKey } from "@trpc/react-query"
import dynamic from "next/dynamic"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"
import { useMe } from "../session/me"
import { RecoveryCodes } from "./recovery-codes"

const QrCode = dynamic(() => import("./qr-code").then((module) => module.QrCode), { ssr: false })

/** Turns the second factor on and off. */
export function SecondFactor() {
  const { secondFactor } = useMe()
  const [codes, setCodes] = useState<string[] | null>(null)
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Section
      title="Second factor"
      text="A code from an app on your phone, asked for besides your password when you sign in."
    >
      <Group justify="space-between">
        {secondFactor ? <Badge color="green">On</Badge> : <Badge color="gray">Off</Badge>}
        <Button size="sm" variant="default" onClick={() => setOpen(true)}>
          {secondFactor ? "Turn off" : "Set up"}
        </Button>
      </Group>
      {open && secondFactor && <TurnOff close={close} />}
      {open && !secondFactor && (
        <SetUp
          close={close}
          confirmed={(recoveryCodes) => {
            close()
            setCodes(recoveryCodes)
          }}
        />
      )}
      {codes && <RecoveryCodes codes={codes} close={() => setCodes(null)} />}
    </Section>
  )
}

function useRefreshMe(): () => void {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: getQueryKey(trpc.session.me, undefined, "query") })
}

function SetUp({ close, confirmed }: { close: () => void; confirmed: (codes: string[]) => void }) {
  const refresh = useRefreshMe()
  const start = trpc.account.startSecondFactor.useMutation()
  const confirm = trpc.account.confirmSecondFactor.useMutation()
  const editing = useEditing({
    initial: { code: "" },
    save: ({ values }) => confirm.mutateAsync({ code: values.code.replace(/\s/g, "") }),
    onSaved: ({ recoveryCodes }) => {
      refresh()
      confirmed(recoveryCodes)
    },
  })
  const asking = useEditing({
    initial: { password: "" },
    save: ({ values }) => start.mutateAsync(values),
    onSaved: () => undefined,
  })
  const offer = start.data
  if (!offer) {
    return (
      <Modal opened onClose={close} title="Set up a second factor">
        <Form
          editing={asking}
          action="Continue"
          guard={false}
          beside={
            <Button size="sm" variant="default" onClick={close}>
              Cancel
            </Button>
          }
        >
          <Text size="sm">
            You need an authenticator app on your phone, such as Aegis, 2FAS, Google Authenticator or the one
            in your password manager.
          </Text>
          <PasswordInput
            label="Your password"
            autoComplete="current-password"
            {...asking.field("password")}
          />
        </Form>
      </Modal>
    )
  }
  return (
    <Modal opened onClose={close} title="Scan this with your app">
      <Form editing={editing} action="Turn on" guard={false}>
        <Group justify="center">
          <QrCode text={offer.address} />
        </Group>
        <Text size="xs" c="dimmed" ta="center">
          Or type it in: <Code data-testid="totp-secret">{offer.secret}</Code>{" "}
          <CopyButton value={offer.secret}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" onClick={copy}>
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
        </Text>
        <TextInput
          label="The six digits that it shows"
          inputMode="numeric"
          autoComplete="one-time-code"
          {...editing.field("code")}
        />
      </Form>
    </Modal>
  )
}

function TurnOff({ close }: { close: () => void }) {
  const refresh = useRefreshMe()
  const disable = trpc.account.disableSecondFactor.useMutation()
  const editing = useEditing({
    initial: { password: "" },
    save: ({ values }) => disable.mutateAsync(values),
    onSaved: () => {
      refresh()
      close()
      done("The second factor is off")
    },
  })
  return (
    <Modal opened onClose={close} title="Turn the second factor off?">
      <Form editing={editing} action="Turn off" guard={false}>
        <Alert color="yellow" variant="light" p="xs">
          Your password alone is enough then, and the recovery codes stop working.
        </Alert>
        <PasswordInput label="Your password" autoComplete="current-password" {...editing.field("password")} />
      </Form>
    </Modal>
  )
}
