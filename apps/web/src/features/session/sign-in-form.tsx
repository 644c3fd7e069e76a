"use client"

import { Anchor, Button, PasswordInput, Text, TextInput } from "@mantine/core"
import Link from "next/link"
import { useState } from "react"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { EntranceFoot, EntranceHead } from "./entrance"

interface Props {
  /** A local path, already checked. */
  next: string
  agency: string | null
  registrationOpen: boolean
}

interface Credentials {
  email: string
  password: string
}

/** Signs in with a password; whoever has a second factor is asked for it in a second step. */
export function SignInForm({ next, agency, registrationOpen }: Props) {
  const signIn = trpc.session.signIn.useMutation()
  const [half, setHalf] = useState<Credentials | null>(null)
  // A full load: the page after it is drawn by the server, for the person who is signed in now.
  const enter = () => window.location.assign(next)

  const editing = useEditing({
    initial: { email: "", password: "" },
    save: async ({ values }) => {
      try {
        await signIn.mutateAsync(values)
      } catch (error) {
        if (refusalOf(error).reason !== "second_factor_required") throw error
        setHalf(values)
        return false
      }
      return true
    },
    onSaved: (entered) => entered && enter(),
  })

  if (half) {
    return (
      <CodeStep
        check={(code) => signIn.mutateAsync({ ...half, code })}
        enter={enter}
        back={() => {
          setHalf(null)
          editing.form.setFieldValue("password", "")
        }}
      />
    )
  }
  return (
    <>
      <EntranceHead title={agency ? `Sign in to ${agency}` : "Sign in"} />
      <Form editing={editing} action="Sign in" wide guard={false}>
        <TextInput label="Email" type="email" autoComplete="username" {...editing.field("email")} />
        <div>
          <PasswordInput label="Password" autoComplete="current-password" {...editing.field("password")} />
          <Text size="sm" mt={6} ta="right">
            <Anchor component={Link} href="/forgot-password" size="sm">
              Forgot your password?
            </Anchor>
          </Text>
        </div>
      </Form>
      {registrationOpen && (
        <EntranceFoot>
          New here?{" "}
          <Anchor component={Link} href="/register" size="sm">
            Create an account
          </Anchor>
        </EntranceFoot>
      )}
    </>
  )
}

interface CodeProps {
  check: (code: string) => Promise<unknown>
  enter: () => void
  back: () => void
}

function CodeStep({ check, enter, back }: CodeProps) {
  const [recovery, setRecovery] = useState(false)
  const editing = useEditing({
    initial: { code: "" },
    save: ({ values }) => check(values.code.replace(/\s/g, "")),
    onSaved: enter,
  })
  return (
    <>
      <EntranceHead title="One more step">
        {recovery
          ? "Enter one of your recovery codes. Each code works once."
          : "Enter the six-digit code from your authenticator app."}
      </EntranceHead>
      <Form key={String(recovery)} editing={editing} action="Continue" wide guard={false}>
        <TextInput
          label={recovery ? "Recovery code" : "Code"}
          autoComplete="one-time-code"
          inputMode={recovery ? "text" : "numeric"}
          {...editing.field("code")}
        />
      </Form>
      <EntranceFoot>
        <Button variant="subtle" size="compact-sm" onClick={() => setRecovery(!recovery)}>
          {recovery ? "Use the authenticator app" : "Use a recovery code"}
        </Button>{" "}
        <Button variant="subtle" size="compact-sm" color="gray" onClick={back}>
          Back
        </Button>
      </EntranceFoot>
    </>
  )
}
