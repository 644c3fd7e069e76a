import classes from "./line-grid.module.css"

/** What is wrong with a cell, below it. `at` is the cell's place. */
export function CellError({ at, error }: { at: string; error: string | undefined }) {
  if (error === undefined) return null
  return (
    <span id={`${at.replace(" ", "-")}-error`} role="alert" className={classes.error}>
      {error}
    </span>
  )
}
