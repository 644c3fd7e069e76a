"use client"

import { hasRate, taxCategories, taxCategoryLabels } from "@alphas/domain/money/tax"
import { ActionIcon, Button, Select, TextInput } from "@mantine/core"
import { IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react"
import { DecimalInput } from "../../forms/decimal-input"
import type { Editing } from "../../forms/use-editing"
import classes from "./billing.module.css"
import type { BillingValues } from "./billing-values"

const categories = taxCategories.map((value) => ({ value, label: taxCategoryLabels[value] }))
const most = 30

/** The agency's tax rates, of which the first is that of a new line. */
export function TaxRatesField({ editing: { form, field } }: { editing: Editing<BillingValues> }) {
  const { taxRates } = form.values
  return (
    <div>
      <ul className={classes.rates} aria-label="Tax rates">
        {taxRates.map((rate, index) => {
          const number = index + 1
          const category = field(`taxRates.${index}.category`)
          return (
            // They have no name but their place.
            // biome-ignore lint/suspicious/noArrayIndexKey: as said above
            <li key={index} className={classes.rate}>
              <TextInput aria-label={`Name of rate ${number}`} {...field(`taxRates.${index}.name`)} />
              <Select
                aria-label={`Category of rate ${number}`}
                data={categories}
                allowDeselect={false}
                {...category}
              />
              <DecimalInput
                aria-label={`Percent of rate ${number}`}
                digits={4}
                rightSection="%"
                disabled={!hasRate(rate.category)}
                {...field(`taxRates.${index}.percent`)}
                value={hasRate(rate.category) ? rate.percent : "0"}
              />
              <span className={classes.rateTools}>
                <ActionIcon
                  aria-label={`Move rate ${number} up`}
                  disabled={index === 0}
                  onClick={() => form.reorderListItem("taxRates", { from: index, to: index - 1 })}
                >
                  <IconArrowUp size={15} stroke={1.6} />
                </ActionIcon>
                <ActionIcon
                  aria-label={`Remove rate ${number}`}
                  disabled={taxRates.length === 1}
                  onClick={() => form.removeListItem("taxRates", index)}
                >
                  <IconTrash size={15} stroke={1.6} />
                </ActionIcon>
              </span>
            </li>
          )
        })}
      </ul>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconPlus size={14} />}
        disabled={taxRates.length >= most}
        onClick={() => form.insertListItem("taxRates", { name: "", category: "standard", percent: "" })}
      >
        Add rate
      </Button>
    </div>
  )
}
