"use client"

import { type UnitCode, unitCodes, unitLabels } from "@alphas/domain/invoices/words"
import { digitsOf } from "@alphas/domain/money/currency"
import type { LineTotals } from "@alphas/domain/money/totals"
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDiscount,
  IconRowInsertBottom,
  IconTrash,
} from "@tabler/icons-react"
import { memo } from "react"
import { Money } from "../../format/money-text"
import { ActionsMenu } from "../../shell/actions-menu"
import { CellError } from "./cell-error"
import { DiscountCell } from "./discount-cell"
import type { LineErrors, LineField, LineValues } from "./draft-values"
import type { LineEdit } from "./line-edits"
import classes from "./line-grid.module.css"
import { NumberCell } from "./number-cell"
import { SelectCell } from "./select-cell"

/** What the grid does for its rows; always the same object. */
export interface GridActions {
  edit: (edit: Extract<LineEdit, { do: "change" }>) => void
  add: (below: string) => void
  copy: (key: string) => void
  move: (key: string, by: 1 | -1) => void
  remove: (key: string) => void
  /** Opens the discounts and charges of a line. */
  adjust: (key: string) => void
}

export interface Choice {
  value: string
  label: string
}

interface Props {
  line: LineValues
  index: number
  currency: string
  taxes: readonly Choice[]
  totals: LineTotals | undefined
  errors: LineErrors
  actions: GridActions
}

const units = unitCodes.map((value): Choice => ({ value, label: unitLabels[value] }))

/** A line of the grid; a phone shows it as a card. */
function Row({ line, index, currency, taxes, totals, errors, actions }: Props) {
  const { key } = line
  const number = index + 1
  const change = (to: Partial<LineValues>) => actions.edit({ do: "change", key, to })
  const at = (column: number) => `${index} ${column}`
  const cell = (field: LineField) => ({ "data-wrong": errors[field] !== undefined || undefined })
  return (
    <tr className={classes.line} data-line={key}>
      <td className={classes.description} data-label={`Line ${number}`} {...cell("description")}>
        <div className={classes.grows} data-text={`${line.description} `}>
          <textarea
            className={classes.cell}
            rows={1}
            data-at={at(0)}
            aria-label={`Description of line ${number}`}
            aria-invalid={errors.description !== undefined || undefined}
            value={line.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
          />
        </div>
        <CellError at={at(0)} error={errors.description} />
      </td>
      <td data-label="Quantity" data-align="right" {...cell("quantity")}>
        <NumberCell
          at={at(1)}
          label={`Quantity of line ${number}`}
          digits={4}
          value={line.quantity}
          error={errors.quantity}
          onChange={(quantity) => change({ quantity })}
        />
      </td>
      <td data-label="Unit">
        <SelectCell
          at={at(2)}
          label={`Unit of line ${number}`}
          value={line.unit}
          choices={units}
          // The choices are the units.
          onChange={(unit) => change({ unit: unit as UnitCode })}
        />
      </td>
      <td data-label="Unit price" data-align="right" {...cell("unitPrice")}>
        <NumberCell
          at={at(3)}
          label={`Unit price of line ${number}`}
          digits={6}
          least={digitsOf(currency)}
          value={line.unitPrice}
          error={errors.unitPrice}
          onChange={(unitPrice) => change({ unitPrice })}
        />
      </td>
      <td data-label="Tax" {...cell("tax")}>
        <SelectCell
          at={at(4)}
          label={`Tax of line ${number}`}
          value={line.tax}
          choices={taxes}
          error={errors.tax}
          onChange={(tax) => change({ tax })}
        />
      </td>
      <td data-label="Discount" data-align="right" {...cell("adjustments")}>
        <DiscountCell
          at={at(5)}
          number={number}
          currency={currency}
          adjustments={line.adjustments}
          error={errors.adjustments}
          onChange={(adjustments) => change({ adjustments })}
          open={() => actions.adjust(key)}
        />
      </td>
      <td className={classes.amount} data-label="Amount" data-align="right">
        {totals && <Money minor={totals.valueMinor} currency={currency} />}
      </td>
      <td className={classes.menu}>
        <ActionsMenu
          inRow
          label={`Actions for line ${number}`}
          actions={[
            { label: "Insert line below", icon: IconRowInsertBottom, onClick: () => actions.add(key) },
            { label: "Copy line", icon: IconCopy, onClick: () => actions.copy(key) },
            { label: "Move up", icon: IconArrowUp, onClick: () => actions.move(key, -1) },
            { label: "Move down", icon: IconArrowDown, onClick: () => actions.move(key, 1) },
            { label: "Discounts and charges", icon: IconDiscount, onClick: () => actions.adjust(key) },
            { label: "Delete line", icon: IconTrash, onClick: () => actions.remove(key) },
          ]}
        />
      </td>
    </tr>
  )
}

const alike = (one: object, other: object): boolean => {
  const names = Object.keys(one)
  // Both have the same type.
  const [before, after] = [one as Record<string, unknown>, other as Record<string, unknown>]
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => {
      const [was, is] = [before[name], after[name]]
      return was === is || (Array.isArray(was) && JSON.stringify(was) === JSON.stringify(is))
    })
  )
}

/** A form hands out new objects at every key; only a line that differs is drawn again. */
export const LineRow = memo(
  Row,
  (before, after) =>
    before.index === after.index &&
    before.currency === after.currency &&
    before.taxes === after.taxes &&
    before.totals?.valueMinor === after.totals?.valueMinor &&
    alike(before.errors, after.errors) &&
    alike(before.line, after.line),
)
