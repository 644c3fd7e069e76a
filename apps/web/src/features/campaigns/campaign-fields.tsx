"use client"

import { Select, Textarea, TextInput } from "@mantine/core"
import { useMemo } from "react"
import { currencyChoices } from "../../format/choices"
import { DayInput } from "../../forms/day-input"
import { Two } from "../../forms/two"
import type { Editing } from "../../forms/use-editing"
import { type CampaignValues, campaignLabels } from "./campaign-values"

interface Props<Values> {
  editing: Editing<Values>
}

/** First and last day of a campaign, and what it is about. */
export function WhenAndWhat<Values extends CampaignValues>({ editing: { field, form } }: Props<Values>) {
  return (
    <>
      <Two>
        <DayInput label={campaignLabels.startDay} {...field("startDay")} />
        <DayInput
          label={campaignLabels.endDay}
          min={form.values.startDay || undefined}
          {...field("endDay")}
        />
      </Two>
      <Textarea
        label={campaignLabels.description}
        autosize
        minRows={3}
        maxRows={12}
        {...field("description")}
      />
    </>
  )
}

interface BudgetProps<Values> extends Props<Values> {
  /** The currency that is shown; what the form holds may stand for the client's own. */
  currency: string
  note?: string | undefined
}

/** What a campaign may cost, and in which currency. */
export function BudgetFields<Values extends CampaignValues>({
  editing,
  currency,
  note,
}: BudgetProps<Values>) {
  const { field } = editing
  const currencies = useMemo(currencyChoices, [])
  return (
    <Two>
      <TextInput
        label={campaignLabels.budgetMinor}
        inputMode="decimal"
        placeholder="None"
        rightSection={currency}
        rightSectionWidth={52}
        rightSectionPointerEvents="none"
        description="The most the agency can spend: the cost of hours, plus expenses."
        {...field("budgetMinor")}
      />
      <Select
        label={campaignLabels.currency}
        data={currencies}
        searchable
        allowDeselect={false}
        nothingFoundMessage="No currencies match."
        description={note}
        {...field("currency")}
        value={currency}
      />
    </Two>
  )
}
