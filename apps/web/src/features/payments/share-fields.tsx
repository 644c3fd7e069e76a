"use client"

import type { InvoiceRow } from "@alphas/domain/invoices/dto"
import { Text, TextInput } from "@mantine/core"
import type { ReactNode } from "react"
import { Money } from "../../format/money-text"
import { Day } from "../../format/time"
import classes from "./share-fields.module.css"

interface Props {
  invoices: readonly InvoiceRow[]
  /** What was typed for an invoice, or what is proposed. */
  value: (invoice: InvoiceRow) => string
  onChange: (invoice: InvoiceRow, typed: string) => void
  errors: Record<string, ReactNode>
}

/** The open invoices of a client, with what of the money settles each. */
export function ShareFields({ invoices, value, onChange, errors }: Props) {
  return (
    <ul className={classes.shares} aria-label="Open invoices">
      {invoices.map((invoice) => (
        <li key={invoice.id} className={classes.share}>
          <span className={classes.what}>
            <span>{invoice.number}</span>
            <Text component="span" size="xs" c={invoice.overdue ? "var(--mantine-color-error)" : "dimmed"}>
              {invoice.dueDay && (
                <>
                  due <Day day={invoice.dueDay} />
                  {invoice.overdue && ", overdue"}
                </>
              )}
            </Text>
          </span>
          <span className={classes.open}>
            <Money minor={invoice.openMinor} currency={invoice.currency} />
            <Text component="span" size="xs" c="dimmed">
              open
            </Text>
          </span>
          <TextInput
            size="sm"
            inputMode="decimal"
            autoComplete="off"
            aria-label={`Amount for ${invoice.number} in ${invoice.currency}`}
            rightSection={<span className={classes.currency}>{invoice.currency}</span>}
            rightSectionWidth={44}
            error={errors[`shares.${invoice.id}`]}
            value={value(invoice)}
            onChange={(event) => onChange(invoice, event.currentTarget.value)}
          />
        </li>
      ))}
    </ul>
  )
}
