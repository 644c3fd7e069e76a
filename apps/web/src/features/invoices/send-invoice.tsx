"use client"

import type { Invoice } from "@alphas/domain/invoices/dto"
import { Button, TagsInput, Textarea } from "@mantine/core"
import { IconSend } from "@tabler/icons-react"
import { useMemo, useState } from "react"
import { usePermission } from "../../data/me"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"

/** On the page of an issued document: sends it by email. */
export function SendInvoice({ invoice }: { invoice: Invoice }) {
  const issues = usePermission("invoices.issue")
  const [sending, setSending] = useState(false)
  if (!issues || invoice.state === "void") return null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconSend size={14} stroke={1.6} />}
        onClick={() => setSending(true)}
      >
        {invoice.sentAt === null ? "Send" : "Send again"}
      </Button>
      {sending && <SendDialog invoice={invoice} close={() => setSending(false)} />}
    </>
  )
}

function SendDialog({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const { id, version, client, number, kind } = invoice
  const { data: billing } = trpc.money.clientBilling.get.useQuery({ clientId: client.id })
  const send = trpc.invoices.send.useMutation()
  const initial = useMemo(() => ({ emails: billing?.emails ?? [], message: "" }), [billing])
  const editing = useEditing({
    initial,
    save: ({ values: { emails, message } }) =>
      send.mutateAsync({ id, version, emails, message: message.trim() || null }),
    onSaved: ({ emails }) => {
      close()
      done(`${number} is on its way to ${emails.join(", ")}`)
    },
  })
  const what = kind === "credit_note" ? "credit note" : "invoice"
  return (
    <FormDialog title={`Send ${number}`} editing={editing} action={`Send ${what}`} close={close}>
      <TagsInput
        label="To"
        description={`Each gets the ${what} as PDF, and as an e-invoice where it can be one.`}
        placeholder="Add an email address"
        {...editing.field("emails")}
      />
      <Textarea
        label="Message"
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2_000}
        {...editing.field("message")}
      />
    </FormDialog>
  )
}
