"use client"

import { Button, Modal, PasswordInput, TextInput } from "@mantine/core"
import { type ReactNode, useCallback, useState } from "react"
import { useMe } from "../../data/me"
import { refusalOf } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { Form } from "../../forms/form"
import { useEditing } from "../../forms/use-editing"

interface Proof {
  /** Does the work; when the server asks for a password or code first, asks the person and does it again. */
  proven: <T>(work: () => Promise<T>) => Promise<T>
  /** The dialog that asks. */
  dialog: ReactNode
}

/** For what the server only does within ten minutes of a password or code, such as making an API token. */
export function useProof(): Proof {
  const [asked, setAsked] = useState<{ answer: (confirmed: boolean) => void } | null>(null)
  const proven = useCallback<Proof["proven"]>(async (work) => {
    try {
      return await work()
    } catch (error) {
      if (refusalOf(error).reason !== "confirmation_required") throw error
      const confirmed = await new Promise<boolean>((answer) => setAsked({ answer }))
      setAsked(null)
      if (!confirmed) throw error
      return work()
    }
  }, [])
  return { proven, dialog: asked && <ProofDialog answer={asked.answer} /> }
}

function ProofDialog({ answer }: { answer: (confirmed: boolean) => void }) {
  const { email, secondFactor } = useMe()
  const [byCode, setByCode] = useState(false)
  const confirm = trpc.account.confirm.useMutation()
  const editing = useEditing({
    initial: { password: "", code: "" },
    save: ({ values: { password, code } }) =>
      confirm.mutateAsync(byCode ? { code: code.replace(/\s/g, "") } : { password }),
    onSaved: () => answer(true),
  })
  return (
    <Modal opened onClose={() => answer(false)} title="Confirm it’s you" size="sm">
      <Form
        key={String(byCode)}
        editing={editing}
        action="Confirm"
        guard={false}
        beside={
          <Button size="sm" variant="default" onClick={() => answer(false)}>
            Cancel
          </Button>
        }
      >
        <input type="text" name="username" autoComplete="username" defaultValue={email} hidden readOnly />
        {byCode ? (
          <TextInput
            label="Two-factor code"
            inputMode="numeric"
            autoComplete="one-time-code"
            {...editing.field("code")}
          />
        ) : (
          <PasswordInput label="Password" autoComplete="current-password" {...editing.field("password")} />
        )}
        {secondFactor && (
          <Button size="compact-sm" variant="subtle" onClick={() => setByCode(!byCode)}>
            {byCode ? "Use password" : "Use a code"}
          </Button>
        )}
      </Form>
    </Modal>
  )
}
