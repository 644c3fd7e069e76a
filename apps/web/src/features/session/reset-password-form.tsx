"use client"

import { Anchor, Button, PasswordInput } from "@mantine/core"
import Link from "next/link"
import { useState } from "react"
import { trpc } from "../../data/trpc"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { EntranceFoot, EntranceHead } from "./entrance"
import { useFragmentToken } from "./fragment-token"

/** Sets a new password with the token of a mailed link. */
export function ResetPasswordForm() {
  const token = useFragmentToken()
  const reset = trpc.session.resetPassword.useMutation()
  const [changed, setChanged] = useState(false)
  const editing = useEditing({
    initial: { password: "" },
    save: ({ values }) => reset.mutateAsync({ token: token ?? "", password: values.password }),
    onSaved: () => setChanged(true),
  })
  if (token === null) return <BrokenLink again="/forgot-password" action="Request a new link" />
  if (changed) {
    return (
      <div role="status">
        <EntranceHead title="Password changed">You are signed out everywhere else.</EntranceHead>
        <Button component={Link} href="/sign-in" size="sm" fullWidth>
          Sign in
        </Button>
      </div>
    )
  }
  return (
    <>
      <EntranceHead title="Choose a new password" />
      <Form editing={editing} action="Change password" wide guard={false}>
        <PasswordInput
          label="New password"
          description="At least 10 characters. A few unrelated words are easy to remember and hard to guess."
          autoComplete="new-password"
          {...editing.field("password")}
        />
      </Form>
      <EntranceFoot>
        <Anchor component={Link} href="/sign-in" size="sm">
          Back to sign in
        </Anchor>
      </EntranceFoot>
    </>
  )
}

/** A link whose token is missing, used or too old. */
export function BrokenLink({ again, action }: { again: string; action: string }) {
  return (
    <>
      <EntranceHead title="This link is incomplete">
        Open it again from the email, or copy the whole link into the address bar.
      </EntranceHead>
      <Button component={Link} href={again} size="sm" variant="default" fullWidth>
        {action}
      </Button>
    </>
  )
}
