"use client"

import { Select, TextInput } from "@mantine/core"
import type { UseFormReturnType } from "@mantine/form"
import { Two } from "../../forms/two"
import { directionLabels, type MeasureValues, measureLabels } from "./measure-values"

interface Props {
  field: (
    name: keyof MeasureValues & string,
  ) => ReturnType<UseFormReturnType<Record<string, unknown>>["getInputProps"]>
}

const directions = Object.entries(directionLabels).map(([value, label]) => ({ value, label }))

/** The fields of a measure, as the wizard and the dialog show them. */
export function MeasureFields({ field }: Props) {
  return (
    <Two>
      <TextInput label={measureLabels.name} placeholder="Qualified leads" {...field("name")} />
      <TextInput label={measureLabels.unit} placeholder="leads, %, EUR" {...field("unit")} />
      <TextInput label={measureLabels.target} inputMode="decimal" {...field("target")} />
      <Select
        label={measureLabels.direction}
        data={directions}
        allowDeselect={false}
        {...field("direction")}
      />
      <TextInput
        label={measureLabels.start}
        inputMode="decimal"
        description="Where it stands before the campaign. Progress is the way from there."
        {...field("start")}
      />
    </Two>
  )
}
