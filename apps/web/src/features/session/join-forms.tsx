"use client"

import { isolate } from "@alphas/domain/isolate"
import { Anchor, Button, PasswordInput, Text, TextInput } from "@mantine/core"
import Link from "next/link"
import { useEffect, useState } from "react"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { Isolated } from "../../feedback/isolated"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { EntranceFoot, EntranceHead } from "./entrance"
import { useFragmentToken } from "./fragment-token"
import { BrokenLink } from "./reset-password-form"

// A full load: the first page is drawn by the server, for the person who is signed in now.
const enter = () => window.location.assign("/clients")

const passwordAdvice = "At least 10 characters. A few unrelated words are easy to remember and hard to guess."

/** Whoever was invited chooses a name and a password, and is signed in. */
export function AcceptInvitationForm() {
  const token = useFragmentToken()
  const check = trpc.session.checkToken.useMutation()
  const { mutate } = check
  useEffect(() => {
    if (token) mutate({ token })
  }, [token, mutate])
  if (token === null) return <BrokenLink again="/sign-in" action="Go to sign in" />
  if (check.error) {
    return (
      <>
        <Expired token={token ?? ""} error={check.error} />
        <EntranceFoot>
          <Anchor component={Link} href="/sign-in" size="sm">
            Go to sign in
          </Anchor>
        </EntranceFoot>
      </>
    )
  }
  return (
    <>
      <EntranceHead
        title={<Isolated text={check.data ? `Welcome to ${isolate(check.data.agencyName)}` : "Welcome"} />}
      >
        {check.data ? `You are joining as ${check.data.email}.` : "Checking your invitation."}
      </EntranceHead>
      {check.data && <Join token={token ?? ""} name={check.data.name} />}
    </>
  )
}

/** A link that is not good any more: whoever got it has another one sent, to the address to which it went. */
function Expired({ token, error }: { token: string; error: unknown }) {
  const { reason, message } = refusalOf(error)
  const renew = trpc.session.renewInvitation.useMutation()
  if (renew.isSuccess) {
    return (
      <div role="status">
        <EntranceHead title="Check your email">
          If your invitation still stands and its link had expired, a new one is on its way to the same
          address.
        </EntranceHead>
      </div>
    )
  }
  if (reason !== "expired")
    return <EntranceHead title="This invitation cannot be opened">{message}</EntranceHead>
  return (
    <>
      <EntranceHead title="This invitation is no longer valid">
        Its link was used or withdrawn, or is more than seven days old.
      </EntranceHead>
      <Button fullWidth loading={renew.isPending} onClick={() => renew.mutate({ token })}>
        Send me a new link
      </Button>
      {renew.error && (
        <Text size="sm" c="red" role="alert" mt="xs">
          {refusalOf(renew.error).message}
        </Text>
      )}
    </>
  )
}

/** @param name that by which they were invited, or registered. */
function Join({ token, name }: { token: string; name: string }) {
  const accept = trpc.session.acceptInvitation.useMutation()
  const editing = useEditing({
    initial: { name, password: "" },
    save: ({ values }) => accept.mutateAsync({ token, ...values }),
    onSaved: enter,
  })
  return (
    <Form editing={editing} action="Join" wide guard={false}>
      <TextInput label="Your name" autoComplete="name" {...editing.field("name")} />
      <PasswordInput
        label="Password"
        description={passwordAdvice}
        autoComplete="new-password"
        {...editing.field("password")}
      />
    </Form>
  )
}

/** Makes the first admin, with the code that the server printed when it started. */
export function SetUpForm() {
  const setUp = trpc.session.setUp.useMutation()
  const editing = useEditing({
    initial: { code: "", agencyName: "", name: "", email: "", password: "" },
    save: ({ values }) => setUp.mutateAsync(values),
    onSaved: enter,
  })
  return (
    <>
      <EntranceHead title="Set up Alphas">
        You will be the first admin. Find the one-time code in the server output.
      </EntranceHead>
      <Form editing={editing} action="Set up" wide guard={false}>
        <TextInput label="One-time code" autoComplete="off" spellCheck={false} {...editing.field("code")} />
        <TextInput label="Agency name" autoComplete="organization" {...editing.field("agencyName")} />
        <TextInput label="Your name" autoComplete="name" {...editing.field("name")} />
        <TextInput label="Email" type="email" autoComplete="username" {...editing.field("email")} />
        <PasswordInput
          label="Password"
          description={passwordAdvice}
          autoComplete="new-password"
          {...editing.field("password")}
        />
      </Form>
    </>
  )
}

/** Asks for an account, where registration is open; the password is chosen from the email that follows. */
export function RegisterForm() {
  const register = trpc.session.register.useMutation()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const editing = useEditing({
    initial: { name: "", email: "" },
    save: ({ values }) => register.mutateAsync(values),
    onSaved: () => setSentTo(editing.form.getValues().email),
  })
  const back = (
    <EntranceFoot>
      <Anchor component={Link} href="/sign-in" size="sm">
        Back to sign in
      </Anchor>
    </EntranceFoot>
  )
  if (sentTo) {
    return (
      <div role="status">
        <EntranceHead title="Check your email">
          If {sentTo} may register here, we have sent a link to finish. It works once, for one hour.
        </EntranceHead>
        {back}
      </div>
    )
  }
  return (
    <>
      <EntranceHead title="Create an account">Use your work email address.</EntranceHead>
      <Form editing={editing} action="Continue" wide guard={false}>
        <TextInput label="Your name" autoComplete="name" {...editing.field("name")} />
        <TextInput label="Email" type="email" autoComplete="username" {...editing.field("email")} />
      </Form>
      {back}
    </>
  )
}
