"use client"

import { amountsOf } from "@alphas/domain/expenses/amounts"
import { expenseCategories, expenseCategoryLabels } from "@alphas/domain/expenses/words"
import type { TaxRate } from "@alphas/domain/money/billing"
import { Checkbox, Select, Text, Textarea, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { currencyChoices } from "../../format/choices"
import { sayMoney } from "../../format/money"
import { useReader } from "../../format/reader"
import { DayInput } from "../../forms/day-input"
import { Two } from "../../forms/two"
import type { Editing } from "../../forms/use-editing"
import { CampaignSelect } from "../tasks/campaign-choice"
import { type ExpenseValues, expenseForApi, expenseLabels, taxChoices } from "./expense-values"

const categories = expenseCategories.map((value) => ({ value, label: expenseCategoryLabels[value] }))

interface Props {
  editing: Editing<ExpenseValues>
  rates: readonly TaxRate[]
}

/** What was spent, where, when, with which tax, and for whom. */
export function ExpenseFields({ editing, rates }: Props) {
  const { field, form } = editing
  const currencies = useMemo(currencyChoices, [])
  const { campaignId, billable, tax } = form.values
  return (
    <>
      <Two>
        <TextInput label={expenseLabels.supplier} autoComplete="off" {...field("supplier")} />
        <DayInput label={expenseLabels.day} {...field("day")} />
      </Two>
      <Two>
        <TextInput
          label={expenseLabels.amountMinor}
          inputMode="decimal"
          autoComplete="off"
          description="As on the receipt, with tax."
          {...field("amountMinor")}
        />
        <Select
          label={expenseLabels.currency}
          data={currencies}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No currencies match."
          description="That of the receipt."
          {...field("currency")}
        />
      </Two>
      <Two>
        <Select label={expenseLabels.tax} allowDeselect={false} data={taxChoices(rates)} {...field("tax")} />
        {tax === "other" ? (
          <TextInput
            label={expenseLabels.taxPercent}
            inputMode="decimal"
            autoComplete="off"
            {...field("taxPercent")}
          />
        ) : (
          <Select
            label={expenseLabels.category}
            allowDeselect={false}
            data={categories}
            {...field("category")}
          />
        )}
      </Two>
      {tax === "other" && (
        <Select
          label={expenseLabels.category}
          allowDeselect={false}
          data={categories}
          {...field("category")}
        />
      )}
      <CampaignSelect
        label={expenseLabels.campaignId}
        placeholder="None: an internal expense"
        clearable
        {...field("campaignId")}
        value={campaignId}
      />
      {campaignId !== null && (
        <Two>
          <Checkbox
            size="xs"
            mt={{ base: 0, xs: 30 }}
            label="Bill it to the client"
            {...field("billable", "checkbox")}
          />
          {billable && (
            <TextInput
              label={expenseLabels.markupPercent}
              inputMode="decimal"
              autoComplete="off"
              placeholder="0"
              {...field("markupPercent")}
            />
          )}
        </Two>
      )}
      <Textarea
        label={expenseLabels.description}
        placeholder="What it was for"
        autosize
        minRows={2}
        maxRows={8}
        {...field("description")}
      />
      <Amounts values={form.values} />
    </>
  )
}

/** What comes of the amount as one types. */
function Amounts({ values }: { values: ExpenseValues }) {
  const { locale } = useReader()
  const amounts = useMemo(() => {
    try {
      return amountsOf(expenseForApi(values, locale))
    } catch {
      return null
    }
  }, [values, locale])
  if (amounts === null) return null
  const say = (minor: number) => sayMoney(minor, values.currency, locale)
  const { netMinor, taxMinor, billMinor } = amounts
  return (
    <Text size="sm" c="dimmed" data-figures aria-live="polite">
      {say(netMinor)} net, {say(taxMinor)} tax
      {billMinor !== null && `; ${say(billMinor)} billed to the client, before tax`}
    </Text>
  )
}
