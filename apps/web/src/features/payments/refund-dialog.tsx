"use client"

import { type PaymentMethod, paymentMethodLabels, paymentMethods } from "@alphas/domain/payments/words"
import { Select, Text, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { parseMoney, writeMoney } from "../../format/money"
import { Money } from "../../format/money-text"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"

export interface CreditProps {
  clientId: string
  /** ISO 4217. */
  currency: string
  /** What the client has paid too much, or what the credit note still gives, in minor units. */
  creditMinor: number
  /** The credit note that it is about; null for what was paid too much. */
  creditNote: { id: string; number: string } | null
  close: () => void
}

const methods = paymentMethods.map((value) => ({ value, label: paymentMethodLabels[value] }))

/** Records money that went back to a client, out of its credit or for a credit note. */
export function RefundDialog({ clientId, currency, creditMinor, creditNote, close }: CreditProps) {
  const { locale } = useReader()
  const today = useToday()
  const refund = trpc.payments.refund.useMutation()
  const initial = useMemo(
    () => ({
      ...{ day: today, minor: writeMoney(creditMinor, currency, locale), reference: "", note: "" },
      method: "bank_transfer" as PaymentMethod,
    }),
    [today, creditMinor, currency, locale],
  )
  const editing = useEditing({
    initial,
    save: async ({ values: { day, method, reference, note, ...values } }) => {
      const minor = parseMoney(values.minor, currency, locale)
      if (minor === null || minor === 0)
        throw invalidFields({ minor: "Enter an amount, like 120 or 120.50." })
      const texts = { reference: reference.trim() || null, note: note.trim() || null }
      return refund.mutateAsync({
        ...{ clientId, currency, day, method, minor, ...texts },
        creditNoteId: creditNote?.id ?? null,
      })
    },
    onSaved: () => {
      close()
      done("Refund recorded")
    },
  })
  return (
    <FormDialog title="Record refund" editing={editing} action="Record refund" close={close}>
      <Text size="sm" c="dimmed">
        {creditNote ? `What is left of ${creditNote.number}` : "The client's credit"} is{" "}
        <Money minor={creditMinor} currency={currency} />.
      </Text>
      <Two>
        <TextInput
          label={`Amount in ${currency}`}
          inputMode="decimal"
          autoComplete="off"
          {...editing.field("minor")}
        />
        <DayInput label="Day" {...editing.field("day")} />
        <Select label="Method" allowDeselect={false} data={methods} {...editing.field("method")} />
        <TextInput label="Reference" maxLength={120} {...editing.field("reference")} />
      </Two>
      <TextInput label="Note" maxLength={500} {...editing.field("note")} />
    </FormDialog>
  )
}
