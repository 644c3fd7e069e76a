"use client"

import type { InvoiceRow } from "@alphas/domain/invoices/dto"
import { type PaymentMethod, paymentMethodLabels, paymentMethods } from "@alphas/domain/payments/words"
import { Select, Text, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { useMe } from "../../data/me"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { done } from "../../feedback/undo"
import { currencyChoices } from "../../format/choices"
import { parseMoney, sayMoney, writeMoney } from "../../format/money"
import { Money } from "../../format/money-text"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { FormDialog } from "../../forms/form-dialog"
import { Two } from "../../forms/two"
import { useEditing } from "../../forms/use-editing"
import { ClientSelect } from "../users/client-select"
import { ShareFields } from "./share-fields"
import classes from "./share-fields.module.css"
import { atShares, sentShares, sharesOf } from "./shares"
import { useOpenInvoices } from "./use-open-invoices"

interface PaymentValues extends Record<string, unknown> {
  clientId: string | null
  day: string
  currency: string
  /** As it is typed. */
  minor: string
  method: PaymentMethod
  reference: string
  note: string
  /** What was typed for an invoice, by its id; what is absent is shared out by itself. */
  shares: Record<string, string>
}

/** What the payment is about, where that is known. */
export interface PaymentAbout {
  clientId: string
  currency?: string
  /** The invoice that is to be settled, and what is open of it. */
  invoice?: Pick<InvoiceRow, "id" | "openMinor" | "currency">
}

const methods = paymentMethods.map((value) => ({ value, label: paymentMethodLabels[value] }))
const amountSentence = "Enter an amount, like 120 or 120.50."

/** Records money that came in, and shares it out over the client's open invoices, what is due first standing first. */
export function PaymentDialog({ about, close }: { about: PaymentAbout | null; close: () => void }) {
  const { locale } = useReader()
  const { agency } = useMe()
  const today = useToday()
  const record = trpc.payments.record.useMutation()
  const initial = useMemo((): PaymentValues => {
    const { invoice } = about ?? {}
    const currency = invoice?.currency ?? about?.currency ?? agency.currency
    return {
      ...{ clientId: about?.clientId ?? null, day: today, currency, method: "bank_transfer" },
      minor: invoice ? writeMoney(invoice.openMinor, currency, locale) : "",
      ...{ reference: "", note: "", shares: {} },
    }
  }, [about, today, agency.currency, locale])
  const editing = useEditing({
    initial,
    save: async ({ values }) => {
      const { clientId, currency, day, method, reference, note } = values
      const minor = parseMoney(values.minor, currency, locale)
      if (clientId === null) throw invalidFields({ clientId: "Choose a client." })
      if (minor === null || minor === 0) throw invalidFields({ minor: amountSentence })
      const shares = wantedShares(values.shares, minor, currency)
      const wrong = shares.filter((share) => share.minor === null)
      if (wrong.length > 0)
        throw invalidFields(
          Object.fromEntries(wrong.map(({ invoiceId }) => [`shares.${invoiceId}`, amountSentence])),
        )
      const sent = sentShares(shares)
      return atShares(
        sent,
        record.mutateAsync({
          ...{ clientId, day, currency, minor, method, shares: sent },
          ...{ reference: reference.trim() || null, note: note.trim() || null },
        }),
      )
    },
    onSaved: () => {
      close()
      done("Payment recorded")
    },
  })
  const { form, field } = editing
  const { clientId, currency, shares: typed, minor: typedAmount } = form.values
  const found = useOpenInvoices(clientId)
  // The invoice from which one came is settled first.
  const first = about?.invoice?.id
  const invoices = useMemo(
    () => found?.toSorted((one, other) => Number(other.id === first) - Number(one.id === first)),
    [found, first],
  )

  /** Every invoice's share: as it was typed, else what is left of the amount, in their order; null for no amount. */
  function wantedShares(byHand: Record<string, string>, minor: number, currency: string) {
    const all = invoices ?? []
    const fixed = new Map(
      all.flatMap(({ id, currency }) => {
        const text = byHand[id]
        if (text === undefined) return []
        return [[id, text.trim() === "" ? 0 : parseMoney(text, currency, locale)] as const]
      }),
    )
    const taken = all.reduce(
      (sum, each) => sum + (each.currency === currency ? (fixed.get(each.id) ?? 0) : 0),
      0,
    )
    const others = sharesOf(
      Math.max(minor - taken, 0),
      currency,
      all.filter(({ id }) => !fixed.has(id)),
    )
    return all.map(({ id }) => ({
      invoiceId: id,
      minor: fixed.has(id)
        ? (fixed.get(id) ?? null)
        : (others.find((share) => share.invoiceId === id)?.minor ?? 0),
    }))
  }

  const amount = parseMoney(typedAmount, currency, locale) ?? 0
  const shares = wantedShares(typed, amount, currency)
  const own = (invoices ?? []).filter((invoice) => invoice.currency === currency)
  const used = own.reduce(
    (sum, { id }) => sum + (shares.find(({ invoiceId }) => invoiceId === id)?.minor ?? 0),
    0,
  )
  const converts =
    own.length < (invoices?.length ?? 0) &&
    shares.some(({ invoiceId, minor }) => minor !== 0 && !own.some(({ id }) => id === invoiceId))
  const client = field("clientId")
  return (
    <FormDialog title="Record payment" size="lg" editing={editing} action="Record payment" close={close}>
      {about === null && (
        <ClientSelect
          label="Client"
          {...client}
          value={clientId}
          onChange={(next) => form.setValues({ clientId: next, shares: {} })}
        />
      )}
      <Two>
        <TextInput label="Amount" inputMode="decimal" autoComplete="off" {...field("minor")} />
        <Select
          label="Currency"
          searchable
          allowDeselect={false}
          openOnFocus={false}
          data={currencyChoices()}
          {...field("currency")}
        />
        <DayInput label="Day" {...field("day")} />
        <Select label="Method" allowDeselect={false} data={methods} {...field("method")} />
        <TextInput label="Reference" maxLength={120} {...field("reference")} />
        <TextInput label="Note" maxLength={500} {...field("note")} />
      </Two>
      {invoices && invoices.length > 0 && (
        <ShareFields
          invoices={invoices}
          errors={form.errors}
          value={(invoice) => {
            const text = typed[invoice.id]
            if (text !== undefined) return text
            const part = shares.find(({ invoiceId }) => invoiceId === invoice.id)?.minor ?? 0
            return part === 0 ? "" : writeMoney(part, invoice.currency, locale)
          }}
          onChange={(invoice, text) => form.setFieldValue("shares", { ...typed, [invoice.id]: text })}
        />
      )}
      {invoices?.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing is open. The whole amount becomes the client's credit.
        </Text>
      )}
      {converts ? (
        <p className={classes.rest}>
          Converted at the rate of the day. What is left over is the client's credit.
        </p>
      ) : (
        clientId !== null &&
        amount > 0 &&
        used !== amount && (
          <p className={classes.rest} data-wrong={used > amount || undefined} role="status">
            {used > amount ? (
              <>This is {sayMoney(used - amount, currency, locale)} more than the payment.</>
            ) : (
              <>
                <strong>
                  <Money minor={amount - used} currency={currency} />
                </strong>{" "}
                is left over as the client's credit.
              </>
            )}
          </p>
        )
      )}
    </FormDialog>
  )
}
