"use client"

import { Checkbox } from "@mantine/core"
import { type MRT_ColumnDef, MRT_Table, useMantineReactTable } from "mantine-react-table"
import { type ReactNode, useMemo, useRef } from "react"
import { EmptyRows, FailedRows } from "./blank-rows"
import type { Column, Sorting } from "./column"
import classes from "./data-table.module.css"
import { HeadCell } from "./head-cell"
import { RowLink } from "./row-link"
import { SelectBox } from "./select-box"
import { TableSkeleton } from "./skeleton"
import { tableWidth } from "./table-width"
import { useHiddenColumns } from "./use-hidden-columns"
import { useRowKeys } from "./use-row-keys"
import { useScrollMemory } from "./use-scroll-memory"
import type { Selection } from "./use-selection"

interface Props<Row extends { id: string }> {
  /** Under this name the browser remembers which columns are shown. */
  id: string
  /** What the table holds, for screen readers. */
  label: string
  columns: Column<Row>[]
  /** The rows of the page that is shown; undefined while the first one loads. */
  rows: readonly Row[] | undefined
  error?: unknown
  retry?: () => void
  /** Rows of the page before are shown while the next loads. */
  waiting?: boolean
  /** What a row is called: the text of its link, and of its box. */
  name: (row: Row) => string
  /** The page that the row opens; the whole row is its link. */
  href: (row: Row) => string
  /** Opens a row in place on a plain click; the link stays for other clicks. */
  open?: (row: Row) => void
  sorting?: Sorting
  onSort?: (sorting: Sorting) => void
  selection?: Selection
  /** Buttons that appear at the row's end on hover and focus. */
  actions?: (row: Row) => ReactNode
  /** Instead of the table when there is nothing; the caller knows whether because of a filter. */
  empty: ReactNode
}

const skeletonRows = 12

/**
 * A list as a table, and on a phone as cards. Sorting, filtering and paging happen on the server: the caller gives
 * the rows of one page. The only file that knows mantine-react-table; pages draw its toolbar and paging beside it.
 */
export function DataTable<Row extends { id: string }>(props: Props<Row>) {
  const {
    id,
    label,
    columns,
    rows,
    error,
    retry,
    waiting,
    name,
    href,
    open,
    sorting,
    onSort,
    selection,
    actions,
    empty,
  } = props
  const area = useRef<HTMLDivElement>(null)
  const [hidden] = useHiddenColumns(id, columns)
  const [selects, acting] = [selection !== undefined, actions !== undefined]
  useScrollMemory(area, rows !== undefined)
  useRowKeys(area, rows, selection)

  const definitions = useMemo(() => {
    const define = (id: string, header: string, size: number): MRT_ColumnDef<Row> => ({
      id,
      header,
      size,
      // The cell is drawn below; what it would draw by itself is nothing.
      accessorFn: () => null,
    })
    return [
      ...(selects ? [define("select", "Select", 40)] : []),
      ...columns.map((column) => define(column.id, column.header, column.width)),
      ...(acting ? [define("actions", "Actions", 44)] : []),
    ]
  }, [columns, selects, acting])
  const cell = (row: Row, id: string, column: Column<Row> | undefined): ReactNode => {
    if (id === "select") return <SelectBox id={row.id} name={name(row)} />
    if (id === "actions") return <div className={classes.actions}>{actions?.(row)}</div>
    if (column !== columns[0]) return column?.cell(row)
    return (
      <RowLink href={href(row)} label={name(row)} {...(open ? { open: () => open(row) } : {})}>
        {column?.cell(row)}
      </RowLink>
    )
  }

  const byId = new Map(columns.map((column) => [column.id, column]))
  const width = definitions.reduce(
    (sum, { id, size = 0 }) => (hidden.includes(id ?? "") ? sum : sum + size),
    0,
  )
  const table = useMantineReactTable<Row>({
    columns: definitions,
    // The table only reads it.
    data: (rows ?? []) as Row[],
    getRowId: (row) => row.id,
    state: { columnVisibility: Object.fromEntries(hidden.map((column) => [column, false])) },
    manualPagination: true,
    manualSorting: true,
    manualFiltering: true,
    enableColumnFilters: false,
    enableColumnActions: false,
    enableSorting: false,
    enablePagination: false,
    enableRowSelection: false,
    mantineTableProps: {
      className: classes.table ?? "",
      style: tableWidth(width),
      "aria-label": label,
      highlightOnHover: false,
      withRowBorders: false,
    },
    mantineTableHeadCellProps: ({ column }) => {
      const known = byId.get(column.id)
      const sorted = known?.sort !== undefined && known.sort === sorting?.sort ? sorting.direction : null
      return {
        "data-column": known ? undefined : column.id,
        "data-align": known?.align,
        "aria-sort": sorted === null ? undefined : sorted === "asc" ? "ascending" : "descending",
        children: known ? (
          <HeadCell column={known} sorted={sorted} {...(onSort ? { onSort } : {})} />
        ) : column.id === "select" && selection ? (
          <Checkbox
            size="xs"
            aria-label="Select all rows of this page"
            checked={selection.allOf(rows)}
            indeterminate={selection.count > 0 && !selection.allOf(rows)}
            onChange={() => selection.toggleAll(rows)}
          />
        ) : (
          <span className={classes.unseen}>{column.columnDef.header}</span>
        ),
      }
    },
    mantineTableBodyRowProps: ({ row }) => ({
      className: classes.row ?? "",
      "data-row": row.id,
      "data-picked": selection?.has(row.id) || undefined,
    }),
    mantineTableBodyCellProps: ({ column, row }) => {
      const known = byId.get(column.id)
      const marks: Record<`data-${string}`, string | undefined> = {
        "data-column": known ? undefined : column.id,
        "data-align": known?.align,
        "data-card": known === columns[0] ? "name" : known ? (known.card ?? "detail") : column.id,
      }
      return { ...marks, children: cell(row.original, column.id, known) }
    },
  })

  if (error !== undefined && error !== null && rows === undefined) {
    return <FailedRows error={error} {...(retry ? { retry } : {})} />
  }
  if (rows === undefined) return <TableSkeleton columns={columns} hidden={hidden} rows={skeletonRows} />
  if (rows.length === 0) return <EmptyRows>{empty}</EmptyRows>
  return (
    <div ref={area} className={classes.area} data-waiting={waiting || undefined}>
      <MRT_Table table={table} />
    </div>
  )
}
