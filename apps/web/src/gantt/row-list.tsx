// biome-ignore-all lint/a11y/useSemanticElements: rows of a table cannot be left out while they are out of sight
// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus and names the row that it is on
"use client"

import { IconAlertTriangle, IconChevronRight, IconPin } from "@tabler/icons-react"
import { memo } from "react"
import { RowGlow } from "../table/row-link"
import classes from "./row-list.module.css"
import { type GanttRow, rowHeight } from "./rows"

interface Props {
  rows: readonly GanttRow[]
  firstRow: number
  lastRow: number
  active: string | null
  onPick: (id: string) => void
  onToggle: (row: GanttRow) => void
  onOpen: (row: GanttRow) => void
}

/** The id of a row's element: the list with the focus names the row that it is on. */
export const rowElementId = (id: string): string => `gantt-row-${id}`

/** The names at the left, as far as they are in sight. */
export function RowList({ rows, firstRow, lastRow, active, ...actions }: Props) {
  return rows
    .slice(firstRow, lastRow)
    .map((row, offset) => (
      <Row key={row.id} row={row} index={firstRow + offset} active={row.id === active} {...actions} />
    ))
}

interface RowProps extends Pick<Props, "onPick" | "onToggle" | "onOpen"> {
  row: GanttRow
  index: number
  active: boolean
}

const Row = memo(function Row({ row, index, active, onPick, onToggle, onOpen }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys of all rows
    <div
      id={rowElementId(row.id)}
      className={classes.row}
      role="row"
      aria-rowindex={index + 1}
      aria-level={row.depth + 1}
      aria-selected={active}
      {...(row.expanded === null ? {} : { "aria-expanded": row.expanded })}
      data-kind={row.kind}
      style={{ top: index * rowHeight, paddingLeft: 12 + row.depth * 16 }}
      onClick={() => onPick(row.id)}
      onDoubleClick={() => onOpen(row)}
    >
      <RowGlow id={row.id} />
      <span role="gridcell" className={classes.title}>
        {row.expanded === null ? (
          <span className={classes.noToggle} />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className={classes.toggle}
            data-open={row.expanded || undefined}
            aria-label={row.expanded ? `Collapse ${row.title}` : `Expand ${row.title}`}
            onClick={(event) => {
              event.stopPropagation()
              onPick(row.id)
              onToggle(row)
            }}
          >
            <IconChevronRight size={14} stroke={1.8} />
          </button>
        )}
        <span className={classes.name} title={row.title}>
          {row.title}
        </span>
        {row.conflict && (
          <IconAlertTriangle className={classes.warn} size={14} stroke={1.8} aria-label="Conflict" />
        )}
        {row.manual && <IconPin className={classes.pin} size={13} stroke={1.6} aria-label="Manual" />}
        {row.tone === "critical" && <span className={classes.critical} title="On the critical path" />}
        {row.late && <span className={classes.late}>Late</span>}
      </span>
      <span role="gridcell" className={classes.note} title={row.words}>
        <span aria-hidden>{row.note}</span>
        <span className={classes.hidden}>{row.words}</span>
      </span>
    </div>
  )
})
