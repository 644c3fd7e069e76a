"use client"

import type { Billing } from "@alphas/domain/money/billing"
import { Select, Textarea, TextInput } from "@mantine/core"
import { usePermission } from "../../data/me"
import { invalidFields } from "../../data/refusal"
import { trpc } from "../../data/trpc"
import { Loaded } from "../../feedback/loaded"
import { done } from "../../feedback/undo"
import { sayMonthName } from "../../format/months"
import { useReader } from "../../format/reader"
import { useToday } from "../../format/use-today"
import { DayInput } from "../../forms/day-input"
import { Form } from "../../forms/form"
import { Two } from "../../forms/two"
import { type Editing, useEditing } from "../../forms/use-editing"
import { Page } from "../../shell/page"
import { Section } from "../../shell/section"
import { AddressFields } from "./address-fields"
import classes from "./billing.module.css"
import { BillingSkeleton } from "./billing-skeleton"
import {
  type BillingValues,
  billingForApi,
  billingLabels,
  billingValues,
  firstNumber,
  readDays,
} from "./billing-values"
import { TaxRatesField } from "./tax-rates-field"

/** What the agency puts on its documents, and how they are numbered. */
export function BillingPage() {
  const manages = usePermission("settings.manage")
  return (
    <Page
      trail={[
        manages ? { label: "Settings", href: "/settings" } : { label: "Settings" },
        { label: "Billing" },
      ]}
      width="text"
    >
      <Loaded query={trpc.money.billing.get.useQuery()} skeleton={<BillingSkeleton />}>
        {(billing) => <Fields billing={billing} />}
      </Loaded>
    </Page>
  )
}

function Fields({ billing }: { billing: Billing }) {
  const { locale } = useReader()
  const update = trpc.money.billing.update.useMutation()
  const editing = useEditing({
    initial: billingValues(billing),
    version: billing.version,
    save: ({ values, changes, version }) => {
      if (readDays(values.reminderDays) === null)
        throw invalidFields({ reminderDays: "Write days like 1, 7, 21, or nothing for no reminders." })
      return update.mutateAsync({ version, changes: billingForApi(changes) })
    },
    readCurrent: (current) => {
      const now = current as Billing // the API answers a stale version with the settings as they are now
      return { values: billingValues(now), version: now.version }
    },
    onSaved: () => done("The billing settings are saved"),
  })
  return (
    <Form
      editing={editing}
      labels={billingLabels}
      sayValue={(field, value) => sayBillingValue(field, value, locale)}
      action="Save"
      focus={false}
      onlyChanged
    >
      <Sender editing={editing} />
      <Bank editing={editing} />
      <Taxes editing={editing} />
      <Numbers editing={editing} />
      <Documents editing={editing} />
      <Section title="Reminders" text="Sent about what is still open. A client can be left out on its page.">
        <TextInput
          label="Days after the due day"
          description="Separated by commas. Leave it empty to send none."
          placeholder="1, 7, 21"
          {...editing.field("reminderDays")}
        />
      </Section>
    </Form>
  )
}

interface Props {
  editing: Editing<BillingValues>
}

function Sender({ editing }: Props) {
  const { field } = editing
  return (
    <Section title="Sender" text="Stands at the top of every invoice and credit note.">
      <div className={classes.fields}>
        <TextInput
          label={billingLabels.legalName}
          description="Leave it empty to use the agency's name."
          {...field("legalName")}
        />
        <AddressFields editing={editing} />
        <Two>
          <TextInput label={billingLabels.vatId} placeholder="DE123456789" {...field("vatId")} />
          <TextInput label={billingLabels.taxNumber} {...field("taxNumber")} />
          <TextInput label={billingLabels.email} inputMode="email" {...field("email")} />
          <TextInput label={billingLabels.phone} inputMode="tel" {...field("phone")} />
        </Two>
        <TextInput label={billingLabels.website} inputMode="url" {...field("website")} />
      </div>
    </Section>
  )
}

function Bank({ editing: { field } }: Props) {
  return (
    <Section title="Bank" text="Where clients pay to.">
      <div className={classes.fields}>
        <TextInput label={billingLabels.bankName} {...field("bankName")} />
        <TextInput label={billingLabels.iban} spellCheck={false} {...field("iban")} />
        <Two>
          <TextInput label={billingLabels.bic} spellCheck={false} {...field("bic")} />
          <TextInput label={billingLabels.termsDays} inputMode="numeric" {...field("termsDays")} />
        </Two>
      </div>
    </Section>
  )
}

const prices = [
  { value: "net", label: "Without tax" },
  { value: "gross", label: "Including tax" },
]

function Taxes({ editing }: Props) {
  return (
    <Section
      title="Taxes"
      text="Offered for every line. The first is that of a new line, unless the client is billed in another way."
    >
      <div className={classes.fields}>
        <TaxRatesField editing={editing} />
        <Select
          label={billingLabels.prices}
          allowDeselect={false}
          data={prices}
          {...editing.field("prices")}
        />
      </div>
    </Section>
  )
}

function Numbers({ editing: { field, form } }: Props) {
  const reader = useReader()
  const year = Number(useToday().slice(0, 4)) + 1
  const begins = (pattern: string) => {
    const first = firstNumber(pattern, year)
    return first === null
      ? "{year} or {yy}, and zeros where the number goes."
      : `${year} begins with ${first}.`
  }
  const months = Array.from({ length: 12 }, (_, index) => ({
    value: String(index + 1),
    label: sayMonthName(index + 1, reader),
  }))
  const { invoicePattern, creditNotePattern } = form.values
  return (
    <Section
      title="Numbers"
      text="Given when a document is issued, without a gap. A new pattern holds for numbers that are yet to come."
    >
      <div className={classes.fields}>
        <TextInput
          label={billingLabels.invoicePattern}
          description={begins(invoicePattern)}
          {...field("invoicePattern")}
        />
        <TextInput
          label={billingLabels.creditNotePattern}
          description={begins(creditNotePattern)}
          {...field("creditNotePattern")}
        />
        <Select
          label={billingLabels.firstMonth}
          allowDeselect={false}
          data={months}
          {...field("firstMonth")}
        />
        <DayInput
          label={billingLabels.closedUntil}
          description="Nothing is issued or paid on this day or before it."
          {...field("closedUntil")}
        />
      </div>
    </Section>
  )
}

const papers = [
  { value: "a4", label: "A4" },
  { value: "letter", label: "Letter" },
]

function Documents({ editing: { field, form } }: Props) {
  const texts = { autosize: true, minRows: 2, maxRows: 10, maxLength: 2_000 }
  const { colour } = form.values
  return (
    <Section title="Documents" text="How invoices look, and what stands on all of them.">
      <div className={classes.fields}>
        <Two>
          <TextInput
            label={billingLabels.colour}
            spellCheck={false}
            leftSection={<span className={classes.swatch} style={{ background: colour }} aria-hidden />}
            {...field("colour")}
          />
          <Select label={billingLabels.paper} allowDeselect={false} data={papers} {...field("paper")} />
        </Two>
        <Textarea label={billingLabels.intro} {...texts} {...field("intro")} />
        <Textarea label={billingLabels.footer} {...texts} {...field("footer")} />
      </div>
    </Section>
  )
}

/** A setting in words, for the dialog that shows two versions; null where the value says it itself. */
function sayBillingValue(field: string, value: unknown, locale: string): string | null {
  if (field === "paper") return papers.find((paper) => paper.value === value)?.label ?? null
  if (field === "prices") return prices.find((each) => each.value === value)?.label ?? null
  if (field === "firstMonth") return sayMonthName(Number(value), { locale })
  // These fields hold values of these types.
  if (field === "address")
    return (
      Object.values(value as BillingValues["address"])
        .filter(Boolean)
        .join(", ") || null
    )
  if (field === "taxRates")
    return (value as BillingValues["taxRates"]).map(({ name, percent }) => `${name} ${percent} %`).join(", ")
  return null
}
