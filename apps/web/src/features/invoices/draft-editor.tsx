"use client"

import type { Invoice, InvoiceDefaults } from "@alphas/domain/invoices/dto"
import { invoicePurposes } from "@alphas/domain/invoices/words"
import { taxCategories, taxCategoryLabels } from "@alphas/domain/money/tax"
import type { LineTotals, Totals } from "@alphas/domain/money/totals"
import { Button, Select, Textarea, TextInput } from "@mantine/core"
import { useMemo, useState } from "react"
import { trpc } from "../../data/trpc"
import { currencyChoices } from "../../format/choices"
import { sayDecimal } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { DayInput } from "../../forms/day-input"
import type { Editing } from "../../forms/use-editing"
import { AdjustmentsDialog } from "./adjustments-dialog"
import classes from "./draft-editor.module.css"
import { draftLabels, priceLabels, purposeLabels } from "./draft-labels"
import {
  adjustmentError,
  type DraftValues,
  type LineErrors,
  type LineKeys,
  type LineValues,
  lineErrors,
  needsTaxReason,
  taxKey,
  tooLargeText,
} from "./draft-values"
import { LineGrid } from "./line-grid"
import type { Choice } from "./line-row"
import { TotalsList } from "./totals-list"

interface Props {
  invoice: Invoice
  editing: Editing<DraftValues>
  keys: LineKeys
  totals: Totals | null
  /** The line whose amount is too large. */
  tooLarge: number | null
}

const purposes = invoicePurposes.map((value) => ({ value, label: purposeLabels[value] }))
const prices = Object.entries(priceLabels).map(([value, label]) => ({ value, label }))
const noTotals: LineTotals[] = []

/** Everything of a draft that is written: its days, its lines with their totals, and its texts. */
export function DraftEditor({ invoice, editing, keys, totals, tooLarge }: Props) {
  const { locale } = useReader()
  const { data: defaults } = trpc.invoices.defaults.useQuery({ clientId: invoice.client.id })
  const { form, field } = editing
  const { values } = form
  const { lines, currency } = values
  const used = [...new Set(lines.map(({ tax }) => tax))].sort().join("\n")
  const taxes = useMemo(() => taxChoices(defaults, used.split("\n"), locale), [defaults, used, locale])
  const errors = lines.map(
    (line, index): LineErrors => ({
      ...serverErrors(form.errors, index),
      ...lineErrors(line, currency),
      ...(tooLarge === index ? { unitPrice: "This amount is too large." } : {}),
    }),
  )
  const blank = (): LineValues => ({
    ...{
      key: keys.fresh(),
      description: "",
      quantity: "1",
      unit: lines.at(-1)?.unit ?? "hour",
      unitPrice: "",
    },
    tax: lines.at(-1)?.tax ?? defaultTax(defaults),
    ...{ adjustments: [], campaignId: lines.at(-1)?.campaignId ?? null, source: null },
  })
  const linesError = form.errors.lines
  return (
    <div className={classes.editor}>
      <div className={classes.fields}>
        <DayInput label={draftLabels.issueDay} placeholder="When it is issued" {...field("issueDay")} />
        <DayInput label={draftLabels.dueDay} placeholder={termsOf(defaults)} {...field("dueDay")} />
        <DayInput label={draftLabels.periodFrom} {...field("periodFrom")} />
        <DayInput label={draftLabels.periodTo} {...field("periodTo")} />
        <TextInput label={draftLabels.buyerReference} maxLength={120} {...field("buyerReference")} />
        <Select
          label={draftLabels.currency}
          searchable
          allowDeselect={false}
          data={currencyChoices()}
          {...field("currency")}
        />
        <Select label={draftLabels.prices} allowDeselect={false} data={prices} {...field("prices")} />
        {invoice.kind === "invoice" && (
          <Select label={draftLabels.purpose} allowDeselect={false} data={purposes} {...field("purpose")} />
        )}
      </div>
      <section aria-label={draftLabels.lines}>
        <LineGrid
          lines={lines}
          currency={currency}
          taxes={taxes}
          totals={totals?.lines ?? noTotals}
          errors={errors}
          blank={blank}
          freshKey={() => keys.fresh()}
          onLines={(change) => {
            form.setFieldValue("lines", change(form.getValues().lines))
            if (Object.keys(form.errors).some((path) => path.startsWith("lines"))) form.clearErrors()
          }}
        />
        {linesError && (
          <p className={classes.error} role="alert">
            {linesError}
          </p>
        )}
      </section>
      <div className={classes.below}>
        <Texts editing={editing} />
        <Sums editing={editing} totals={totals} />
      </div>
    </div>
  )
}

type PartProps = Pick<Props, "editing">

function Texts({ editing: { field, form } }: PartProps) {
  const texts = { autosize: true, minRows: 2, maxRows: 10, maxLength: 2_000 }
  return (
    <div className={classes.texts}>
      <Textarea label={draftLabels.intro} {...texts} {...field("intro")} />
      <Textarea label={draftLabels.note} {...texts} {...field("note")} />
      <Textarea label={draftLabels.footer} {...texts} {...field("footer")} />
      {needsTaxReason(form.values.lines) && (
        <TextInput
          label={draftLabels.taxReason}
          description="Leave it empty for the usual words of the tax category."
          maxLength={300}
          {...field("taxReason")}
        />
      )}
    </div>
  )
}

function Sums({ editing: { form }, totals }: PartProps & Pick<Props, "totals">) {
  const [adjusting, setAdjusting] = useState(false)
  const { currency, prices, adjustments } = form.values
  const shown = adjustments.filter((each) => adjustmentError(each, currency) === undefined)
  const error = form.errors.adjustments
  return (
    <section className={classes.sums} aria-label="Totals" aria-live="off">
      {totals === null ? (
        <p className={classes.error}>{tooLargeText}</p>
      ) : (
        <TotalsList
          totals={totals}
          currency={currency}
          prices={prices}
          adjustments={shown.map(({ kind, by, value, reason }) => ({
            ...{ kind, percent: by === "percent" ? value : null, reason: reason || null },
          }))}
        />
      )}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setAdjusting(true)}>
        {adjustments.length === 0 ? "Add discount or charge" : "Edit discounts and charges"}
      </Button>
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      {adjusting && (
        <AdjustmentsDialog
          title="Discounts and charges on the whole"
          currency={currency}
          most={10}
          adjustments={adjustments}
          onSave={(next) => form.setFieldValue("adjustments", next)}
          close={() => setAdjusting(false)}
        />
      )}
    </section>
  )
}

const termsOf = (defaults: InvoiceDefaults | undefined): string =>
  defaults === undefined ? "" : `${defaults.termsDays} days after issue`

const defaultTax = (defaults: InvoiceDefaults | undefined): string =>
  defaults === undefined ? taxKey("zero", "0") : taxKey(defaults.taxCategory, defaults.taxPercent)

/** The agency's rates, the categories without a rate, and whatever a line has already. */
function taxChoices(
  defaults: InvoiceDefaults | undefined,
  used: readonly string[],
  locale: string,
): Choice[] {
  const choices = new Map(
    (defaults?.taxRates ?? []).map(({ name, category, percent }) => [
      taxKey(category, percent),
      category === "standard" ? `${sayDecimal(percent, locale)} % ${name}` : name,
    ]),
  )
  const known = (key: string, label: string) => choices.has(key) || choices.set(key, label)
  for (const category of taxCategories)
    if (category !== "standard") known(taxKey(category, "0"), taxCategoryLabels[category])
  for (const tax of used) {
    const [, percent = ""] = tax.split(" ")
    if (percent === "") continue
    known(tax, `${sayDecimal(percent, locale)} %`)
  }
  return [...choices].map(([value, label]) => ({ value, label }))
}

/** What the server has refused of a line, at its cells. */
function serverErrors(errors: Record<string, React.ReactNode>, index: number): LineErrors {
  const said = (name: string) => {
    const found = Object.entries(errors).find(
      ([path]) => path === `lines.${index}.${name}` || path.startsWith(`lines.${index}.${name}.`),
    )?.[1]
    return typeof found === "string" ? found : undefined
  }
  const found = {
    ...{ description: said("description"), quantity: said("quantity"), unitPrice: said("unitPrice") },
    ...{ tax: said("taxPercent") ?? said("taxCategory"), adjustments: said("adjustments") },
  }
  // What is undefined is no error.
  return Object.fromEntries(Object.entries(found).filter(([, text]) => text !== undefined)) as LineErrors
}
