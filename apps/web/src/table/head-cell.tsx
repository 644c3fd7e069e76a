import { UnstyledButton } from "@mantine/core"
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react"
import clsx from "clsx"
import type { Column, Sorting } from "./column"
import classes from "./data-table.module.css"

interface Props<Row> {
  column: Column<Row>
  sorted: "asc" | "desc" | null
  onSort?: (sorting: Sorting) => void
}

/** A column's name; where the list can be sorted by it, a button that turns the order around. */
export function HeadCell<Row>({ column, sorted, onSort }: Props<Row>) {
  const { sort, header } = column
  if (sort === undefined || onSort === undefined) return <span className={classes.head}>{header}</span>
  const Arrow = sorted === "desc" ? IconArrowDown : IconArrowUp
  return (
    <UnstyledButton
      className={clsx(classes.head)}
      data-sorted={sorted ?? undefined}
      onClick={() => onSort({ sort, direction: sorted === "asc" ? "desc" : "asc" })}
    >
      {header}
      <Arrow size={13} stroke={1.8} aria-hidden />
    </UnstyledButton>
  )
}
