"use client"

import type { Campaign } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"
import { TextInput } from "@mantine/core"
import { trpc } from "../../data/trpc"
import { sayDay } from "../../format/dates"
import { useReader } from "../../format/reader"
import { FormDialog } from "../../forms/form-dialog"
import { useEditRow } from "../../forms/use-edit-row"
import { PersonSelect, useNameOf } from "../users/person-select"
import { BudgetFields, WhenAndWhat } from "./campaign-fields"
import { campaignLabels, campaignValues, changesForApi } from "./campaign-values"

/** Edits a campaign; if somebody else was faster, both versions are shown. */
export function EditDialog({ campaign, close }: { campaign: Campaign; close: () => void }) {
  const reader = useReader()
  const { locale } = reader
  const nameOf = useNameOf()
  const update = trpc.campaigns.update.useMutation()
  const editing = useEditRow({
    row: campaign,
    valuesOf: (row: Campaign) => campaignValues(row, locale),
    forApi: (changes, values) => changesForApi(changes, values, locale),
    update: update.mutateAsync,
    nameOf: ({ name }) => name,
    close,
  })
  return (
    <FormDialog
      title={`Edit ${isolate(campaign.name)}`}
      size="lg"
      editing={editing}
      labels={campaignLabels}
      sayValue={(field, value) => {
        if (typeof value !== "string" || value === "") return null
        if (field === "managerId") return nameOf(value) ?? "A former team member"
        return field === "startDay" || field === "endDay" ? sayDay(value, reader) : null
      }}
      action="Save"
      close={close}
    >
      <TextInput label={campaignLabels.name} {...editing.field("name")} />
      <WhenAndWhat editing={editing} />
      <BudgetFields editing={editing} currency={editing.form.values.currency} />
      <PersonSelect
        label={campaignLabels.managerId}
        clearable={false}
        allowDeselect={false}
        known={campaign.manager}
        {...editing.field("managerId")}
      />
    </FormDialog>
  )
}
