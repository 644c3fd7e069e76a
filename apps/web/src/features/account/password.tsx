"use client"

import { PasswordInput } from "@mantine/core"
import { useRef } from "react"
import { useMe } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"
import { Section } from "../../shell/section"
import { KeysToRevoke, keptNothing } from "./keys-to-revoke"

const blank = { current: "", password: "" }

/** Changes the password. */
export function Password() {
  const me = useMe()
  const change = trpc.account.changePassword.useMutation()
  const kept = useRef(keptNothing)
  const editing = useEditing({
    initial: blank,
    save: ({ values }) => change.mutateAsync({ ...values, ...kept.current }),
    onSaved: () => {
      editing.form.setValues(blank)
      kept.current = keptNothing
      done("Password changed. You are signed out everywhere else")
    },
  })
  return (
    <Section title="Password" text="Changing your password signs you out everywhere else.">
      <Form editing={editing} action="Change password" focus={false} onlyChanged guard={false}>
        {/* For password managers: whose password it is. */}
        <input type="text" name="username" autoComplete="username" defaultValue={me.email} hidden readOnly />
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...editing.field("current")}
        />
        <PasswordInput
          label="New password"
          description="At least 10 characters."
          autoComplete="new-password"
          {...editing.field("password")}
        />
        {editing.dirty && (
          <KeysToRevoke
            onChange={(next) => {
              kept.current = next
            }}
          />
        )}
      </Form>
    </Section>
  )
}
