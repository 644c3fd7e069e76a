"use client"

import type { Invoice } from "@alphas/domain/invoices/dto"
import { Text } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { useToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import { TotalsList } from "./totals-list"

interface Props {
  invoice: Invoice
  /** The version that was saved last. */
  version: number
  close: () => void
}

/** Issues a draft: what it comes to, and on which day. From then on it stays as it is. */
export function IssueDialog({ invoice, version, close }: Props) {
  const today = useToday()
  const issue = trpc.invoices.issue.useMutation()
  const what = invoice.kind === "credit_note" ? "credit note" : "invoice"
  const editing = useEditing({
    initial: { issueDay: invoice.issueDay ?? today },
    save: ({ values: { issueDay } }) =>
      issue.mutateAsync({ id: invoice.id, version, issueDay: issueDay || null }),
    onSaved: () => {
      close()
      done(`The ${what} is issued`)
    },
  })
  return (
    <FormDialog
      title={`Issue ${what} to ${invoice.client.name}`}
      editing={editing}
      action={`Issue ${what}`}
      guard={false}
      close={close}
    >
      <Text size="sm" c="dimmed">
        It gets the next number and stays as it is from then on. What is wrong with it later is put right by a
        credit note.
      </Text>
      <TotalsList
        totals={invoice.totals}
        currency={invoice.currency}
        prices={invoice.prices}
        adjustments={invoice.adjustments}
      />
      <DayInput label="Issue day" {...editing.field("issueDay")} />
    </FormDialog>
  )
}
