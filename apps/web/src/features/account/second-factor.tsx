"use client"

import { Alert, Badge, Button, Code, CopyButton, Group, PasswordInput, Text, TextInput } from "@mantine/core"
import dynamic from "next/dynamic"
import { useState } from "react"
import { useMe } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"
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
      title="Two-factor authentication"
      text="Asks for a code from an app on your phone when you sign in, as well as your password."
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

function SetUp({ close, confirmed }: { close: () => void; confirmed: (codes: string[]) => void }) {
  const start = trpc.account.startSecondFactor.useMutation()
  const confirm = trpc.account.confirmSecondFactor.useMutation()
  const editing = useEditing({
    initial: { code: "" },
    save: ({ values }) => confirm.mutateAsync({ code: values.code.replace(/\s/g, "") }),
    onSaved: ({ recoveryCodes }) => confirmed(recoveryCodes),
  })
  const asking = useEditing({
    initial: { password: "" },
    save: ({ values }) => start.mutateAsync(values),
    onSaved: () => undefined,
  })
  const offer = start.data
  if (!offer) {
    return (
      <FormDialog
        title="Set up two-factor authentication"
        editing={asking}
        action="Continue"
        guard={false}
        close={close}
      >
        <Text size="sm">
          You need an authenticator app on your phone, such as Aegis, 2FAS, Google Authenticator or the one in
          your password manager.
        </Text>
        <PasswordInput label="Password" autoComplete="current-password" {...asking.field("password")} />
      </FormDialog>
    )
  }
  return (
    <FormDialog
      title="Scan this code with your app"
      editing={editing}
      action="Turn on"
      guard={false}
      close={close}
    >
      <Group justify="center">
        <QrCode text={offer.address} />
      </Group>
      <Text size="xs" c="dimmed" ta="center">
        Or enter this key: <Code data-testid="totp-secret">{offer.secret}</Code>{" "}
        <CopyButton value={offer.secret}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      </Text>
      <TextInput
        label="Six-digit code"
        inputMode="numeric"
        autoComplete="one-time-code"
        {...editing.field("code")}
      />
    </FormDialog>
  )
}

function TurnOff({ close }: { close: () => void }) {
  const disable = trpc.account.disableSecondFactor.useMutation()
  const editing = useEditing({
    initial: { password: "" },
    save: ({ values }) => disable.mutateAsync(values),
    onSaved: () => {
      close()
      done("Two-factor authentication is off")
    },
  })
  return (
    <FormDialog
      title="Turn off two-factor authentication?"
      editing={editing}
      action="Turn off"
      guard={false}
      close={close}
    >
      <Alert color="yellow" variant="light" p="xs">
        You will sign in with your password alone. Your recovery codes stop working.
      </Alert>
      <PasswordInput label="Password" autoComplete="current-password" {...editing.field("password")} />
    </FormDialog>
  )
}
