"use client"

import { Anchor, TextInput } from "@mantine/core"
import Link from "next/link"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { EntranceFoot, EntranceHead } from "./entrance"

/** Asks for a link to choose a new password. The answer is the same whether or not the address is known. */
export function ForgotPasswordForm() {
  const ask = trpc.session.askReset.useMutation()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const editing = useEditing({
    initial: { email: "" },
    save: ({ values }) => ask.mutateAsync(values),
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
          If an account exists for {sentTo}, we have sent a link to choose a new password. It works once, for
          one hour.
        </EntranceHead>
        {back}
      </div>
    )
  }
  return (
    <>
      <EntranceHead title="Choose a new password">
        Enter your email address, and we will send you a link.
      </EntranceHead>
      <Form editing={editing} action="Send link" wide guard={false}>
        <TextInput label="Email" type="email" autoComplete="username" {...editing.field("email")} />
      </Form>
      {back}
    </>
  )
}
