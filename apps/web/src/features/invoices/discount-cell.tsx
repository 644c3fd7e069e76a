"use client"

import { sayDecimal } from "../../format/numbers"
import { useReader } from "../../format/reader"
import { CellError } from "./cell-error"
import type { AdjustmentValues } from "./draft-values"
import classes from "./line-grid.module.css"
import { NumberCell } from "./number-cell"

interface Props {
  at: string
  /** The line's, from 1. */
  number: number
  currency: string
  adjustments: readonly AdjustmentValues[]
  error: string | undefined
  onChange: (adjustments: AdjustmentValues[]) => void
  /** Opens the dialog for what a cell cannot hold. */
  open: () => void
}

/** Discounts and charges in a few characters: −10 %, +€5. */
const sayAdjustments = (adjustments: readonly AdjustmentValues[], currency: string, locale: string): string =>
  adjustments
    .map(({ kind, by, value }) => {
      const size = sayDecimal(value, locale)
      return `${kind === "discount" ? "−" : "+"}${by === "percent" ? `${size}\u00a0%` : `${size}\u00a0${currency}`}`
    })
    .join(", ")

/** A discount in percent is typed right here; amounts, charges and several of them open a dialog. */
export function DiscountCell(props: Props) {
  const { at, number, currency, adjustments, error, onChange, open } = props
  const { locale } = useReader()
  const [first, second] = adjustments
  const simple =
    second === undefined &&
    (first === undefined || (first.kind === "discount" && first.by === "percent" && first.reason === ""))
  if (simple) {
    return (
      <NumberCell
        at={at}
        label={`Discount of line ${number} in percent`}
        digits={4}
        sign="%"
        value={first?.value ?? ""}
        error={error}
        onChange={(value) =>
          onChange(value === "" ? [] : [{ kind: "discount", by: "percent", value, reason: "" }])
        }
      />
    )
  }
  const words = sayAdjustments(adjustments, currency, locale)
  return (
    <>
      <button
        type="button"
        className={classes.cell}
        data-at={at}
        aria-label={`Discounts and charges of line ${number}: ${words}`}
        aria-invalid={error !== undefined || undefined}
        title={words}
        onClick={open}
      >
        {words}
      </button>
      <CellError at={at} error={error} />
    </>
  )
}
