"use client"

import { Text } from "@mantine/core"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { parseMoney, writeMoney } from "../../format/money"
import { Money } from "../../format/money-text"
import { useReader } from "../../format/reader"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import type { CreditProps } from "./refund-dialog"
import { ShareFields } from "./share-fields"
import { atShares, sentShares, sharesOf } from "./shares"
import { useOpenInvoices } from "./use-open-invoices"

interface Values extends Record<string, unknown> {
  /** What was typed for an invoice, by its id. */
  shares: Record<string, string>
}

const initial: Values = { shares: {} }

/** Settles open invoices from what a client has paid too much, or from a credit note. */
export function CreditDialog({ clientId, currency, creditMinor, creditNote, close }: CreditProps) {
  const { locale } = useReader()
  const apply = trpc.payments.applyCredit.useMutation()
  const invoices = useOpenInvoices(clientId)?.filter((invoice) => invoice.currency === currency) ?? []
  const proposed = sharesOf(creditMinor, currency, invoices)
  const textOf = (values: Values, id: string): string => {
    const share = proposed.find(({ invoiceId }) => invoiceId === id)
    return values.shares[id] ?? (share ? writeMoney(share.minor, currency, locale) : "")
  }
  const editing = useEditing({
    initial,
    save: async ({ values }) => {
      const shares = invoices.map(({ id }) => {
        const text = textOf(values, id)
        return { invoiceId: id, minor: text.trim() === "" ? 0 : parseMoney(text, currency, locale) }
      })
      const wrong = shares.filter(({ minor }) => minor === null)
      if (wrong.length > 0)
        throw invalidFields(
          Object.fromEntries(
            wrong.map(({ invoiceId }) => [`shares.${invoiceId}`, "Enter an amount, like 120."]),
          ),
        )
      const sent = sentShares(shares)
      return atShares(
        sent,
        apply.mutateAsync({ clientId, currency, creditNoteId: creditNote?.id ?? null, shares: sent }),
      )
    },
    onSaved: () => {
      close()
      done("The credit is used")
    },
  })
  return (
    <FormDialog title="Use credit" size="lg" editing={editing} action="Use credit" close={close}>
      <Text size="sm" c="dimmed">
        {creditNote ? `What is left of ${creditNote.number},` : "The client's credit of"}{" "}
        <Money minor={creditMinor} currency={currency} />
        {creditNote && ","} settles these invoices.
      </Text>
      <ShareFields
        invoices={invoices}
        errors={editing.form.errors}
        value={({ id }) => textOf(editing.form.values, id)}
        onChange={({ id }, text) =>
          editing.form.setFieldValue("shares", { ...editing.form.values.shares, [id]: text })
        }
      />
    </FormDialog>
  )
}
