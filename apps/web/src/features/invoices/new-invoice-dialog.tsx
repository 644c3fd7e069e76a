"use client"

import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { ClientSelect } from "../users/client-select"

const initial = { clientId: null as string | null }

/** Begins a draft: for whom. Everything else comes from how the client is billed, and is changed on its page. */
export function NewInvoiceDialog({ close }: { close: () => void }) {
  const create = trpc.invoices.create.useMutation()
  const editing = useEditing({
    initial,
    save: async ({ values: { clientId } }) => {
      if (clientId === null) throw invalidFields({ clientId: "Choose a client." })
      return create.mutateAsync({ clientId })
    },
    opens: ({ id }) => `/invoices/${id}`,
  })
  const { value, onChange, ...client } = editing.field("clientId")
  return (
    <FormDialog title="New invoice" editing={editing} action="Create draft" guard={false} close={close}>
      <ClientSelect label="Client" {...client} value={value} onChange={onChange} />
    </FormDialog>
  )
}
