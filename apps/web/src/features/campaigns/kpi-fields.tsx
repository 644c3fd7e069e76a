"use client"

import { Select, TextInput } from "@mantine/core"
import type { UseFormReturnType } from "@mantine/form"
import { Two } from "../../forms/two"
import { directionLabels, type KpiValues, kpiLabels } from "./kpi-values"

interface Props {
  field: (
    name: keyof KpiValues & string,
  ) => ReturnType<UseFormReturnType<Record<string, unknown>>["getInputProps"]>
}

const directions = Object.entries(directionLabels).map(([value, label]) => ({ value, label }))

/** The fields of a KPI, as the wizard and the dialog show them. */
export function KpiFormFields({ field }: Props) {
  return (
    <Two>
      <TextInput label={kpiLabels.name} placeholder="Qualified leads" {...field("name")} />
      <TextInput label={kpiLabels.unit} placeholder="leads, %, EUR" {...field("unit")} />
      <TextInput label={kpiLabels.target} inputMode="decimal" {...field("target")} />
      <Select label={kpiLabels.direction} data={directions} allowDeselect={false} {...field("direction")} />
      <TextInput
        label={kpiLabels.start}
        inputMode="decimal"
        description="The value before the campaign. Progress is measured from here."
        {...field("start")}
      />
    </Two>
  )
}
