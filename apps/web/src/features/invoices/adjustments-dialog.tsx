"use client"

import { Button, Group, SegmentedControl, Text, TextInput } from "@mantine/core"
import { IconPlus, IconTrash } from "@tabler/icons-react"
import { invalidFields } from "../../data/refusal"
import { DecimalInput } from "../../forms/decimal-input"
import { FormDialog } from "../../forms/form-dialog"
import { useEditing } from "../../forms/use-editing"
import classes from "./adjustments-dialog.module.css"
import { type AdjustmentValues, adjustmentError } from "./draft-values"

interface Props {
  title: string
  currency: string
  /** How many there may be. */
  most: number
  adjustments: readonly AdjustmentValues[]
  onSave: (adjustments: AdjustmentValues[]) => void
  close: () => void
}

const empty = (kind: AdjustmentValues["kind"]): AdjustmentValues => ({
  ...{ kind, by: "percent", value: "", reason: "" },
})

/** Discounts and charges, of a line or of the whole: each in percent or an amount, with its reason. */
export function AdjustmentsDialog({ title, currency, most, adjustments, onSave, close }: Props) {
  const initial = { adjustments: adjustments.length === 0 ? [empty("discount")] : [...adjustments] }
  const editing = useEditing({
    initial,
    save: async ({ values }) => {
      // Who adds one and leaves it empty wants none.
      const kept = values.adjustments.filter(({ value, reason }) => value !== "" || reason.trim() !== "")
      const wrong = values.adjustments.flatMap((each, index) => {
        const error = kept.includes(each) ? adjustmentError(each, currency) : undefined
        return error === undefined ? [] : [[`adjustments.${index}.value`, error] as const]
      })
      if (wrong.length > 0) throw invalidFields(Object.fromEntries(wrong))
      return kept
    },
    onSaved: (kept) => {
      onSave(kept)
      close()
    },
  })
  const { form, field } = editing
  const rows = form.values.adjustments
  return (
    <FormDialog title={title} size="lg" editing={editing} action="Apply" guard={false} close={close}>
      {rows.map((row, index) => (
        // They have no name but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: as said above
        <fieldset key={index} className={classes.row} aria-label={`${row.kind} ${index + 1}`}>
          <DecimalInput
            aria-label={row.by === "percent" ? "Percent" : `Amount in ${currency}`}
            digits={4}
            {...field(`adjustments.${index}.value`)}
          />
          <SegmentedControl
            size="xs"
            aria-label="Percent or amount"
            data={[
              { value: "percent", label: "%" },
              { value: "amount", label: currency },
            ]}
            {...field(`adjustments.${index}.by`)}
          />
          <SegmentedControl
            size="xs"
            aria-label="Kind"
            data={[
              { value: "discount", label: "Discount" },
              { value: "charge", label: "Charge" },
            ]}
            {...field(`adjustments.${index}.kind`)}
          />
          <TextInput
            className={classes.reason ?? ""}
            aria-label="Reason"
            placeholder="Reason, such as early payment"
            maxLength={200}
            {...field(`adjustments.${index}.reason`)}
          />
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            aria-label={`Remove ${row.kind} ${index + 1}`}
            onClick={() => form.removeListItem("adjustments", index)}
          >
            <IconTrash size={15} stroke={1.6} />
          </Button>
        </fieldset>
      ))}
      {rows.length === 0 && (
        <Text size="sm" c="dimmed">
          None. Apply removes them.
        </Text>
      )}
      <Group gap="xs">
        {(["discount", "charge"] as const).map((kind) => (
          <Button
            key={kind}
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} />}
            disabled={rows.length >= most}
            onClick={() => form.insertListItem("adjustments", empty(kind))}
          >
            Add {kind}
          </Button>
        ))}
      </Group>
    </FormDialog>
  )
}
