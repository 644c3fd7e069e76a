"use client"

import { type ReactNode, useRef } from "react"
import { EmptyRows, FailedRows } from "./blank-rows"
import type { Column } from "./column"
import classes from "./data-table.module.css"
import own from "./grouped-table.module.css"
import { RowLink } from "./row-link"
import { TableSkeleton } from "./skeleton"
import { tableWidth } from "./table-width"
import { useHiddenColumns } from "./use-hidden-columns"
import { useRowKeys } from "./use-row-keys"
import { useScrollMemory } from "./use-scroll-memory"

interface Props<Row extends { id: string }> {
  /** Under this name the browser remembers which columns are shown. */
  id: string
  label: string
  columns: Column<Row>[]
  /** Groups in their order, each with its rows; undefined while the first page loads. */
  groups: readonly { id: string; title: ReactNode; rows: readonly Row[] }[] | undefined
  error?: unknown
  retry?: () => void
  waiting?: boolean
  name: (row: Row) => string
  href: (row: Row) => string
  /** Opens a row in place on a plain click; the link stays for other clicks. */
  open?: (row: Row) => void
  actions?: (row: Row) => ReactNode
  empty: ReactNode
}

/** A list in groups that stand below each other in one table, with the keys of any list. It has one order. */
export function GroupedTable<Row extends { id: string }>(props: Props<Row>) {
  const { id, label, columns, groups, error, retry, waiting, name, href, open, actions, empty } = props
  const area = useRef<HTMLDivElement>(null)
  const [hidden] = useHiddenColumns(id, columns)
  const rows = groups?.flatMap((group) => group.rows)
  useScrollMemory(area, rows !== undefined)
  useRowKeys(area, rows, undefined)

  if (error !== undefined && error !== null && groups === undefined) {
    return <FailedRows error={error} {...(retry ? { retry } : {})} />
  }
  if (groups === undefined) return <TableSkeleton columns={columns} hidden={hidden} />
  if (rows?.length === 0) return <EmptyRows>{empty}</EmptyRows>
  const shown = columns.filter((column) => !hidden.includes(column.id))
  const width = shown.reduce((sum, column) => sum + column.width, actions ? 44 : 0)
  return (
    <div ref={area} className={classes.area} data-waiting={waiting || undefined}>
      <table className={classes.table} style={tableWidth(width)} aria-label={label}>
        <thead>
          <tr>
            {shown.map((column) => (
              <th key={column.id} style={{ width: column.width }} data-align={column.align}>
                <span className={classes.head}>{column.header}</span>
              </th>
            ))}
            {actions && (
              <th style={{ width: 44 }}>
                <span className={classes.unseen}>Actions</span>
              </th>
            )}
          </tr>
        </thead>
        {groups
          .filter((group) => group.rows.length > 0)
          .map((group) => (
            <tbody key={group.id}>
              <tr className={own.group}>
                <th scope="rowgroup" colSpan={shown.length + (actions ? 1 : 0)}>
                  {group.title}
                </th>
              </tr>
              {group.rows.map((row) => (
                <tr key={row.id} className={classes.row} data-row={row.id}>
                  {shown.map((column, index) => (
                    <td
                      key={column.id}
                      data-align={column.align}
                      data-card={index === 0 ? "name" : (column.card ?? "detail")}
                    >
                      {index === 0 ? (
                        <RowLink
                          href={href(row)}
                          label={name(row)}
                          {...(open ? { open: () => open(row) } : {})}
                        >
                          {column.cell(row)}
                        </RowLink>
                      ) : (
                        column.cell(row)
                      )}
                    </td>
                  ))}
                  {actions && (
                    <td data-card="actions">
                      <div className={classes.actions}>{actions(row)}</div>
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          ))}
      </table>
    </div>
  )
}
