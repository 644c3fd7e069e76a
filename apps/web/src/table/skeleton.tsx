import { Skeleton } from "@mantine/core"
import type { Column } from "./column"
import classes from "./data-table.module.css"
import { tableWidth } from "./table-width"

interface Props<Row> {
  columns: Pick<Column<Row>, "id" | "header" | "width" | "card">[]
  hidden?: string[]
  rows?: number
}

/** The shape of a table whose rows are on their way: the same columns, the same heights, so nothing jumps. */
export function TableSkeleton<Row>({ columns, hidden = [], rows = 12 }: Props<Row>) {
  const shown = columns.filter((column) => !hidden.includes(column.id))
  const width = shown.reduce((sum, column) => sum + column.width, 0)
  return (
    <div className={classes.area} aria-busy>
      <table className={classes.table} style={tableWidth(width)} aria-label="Loading">
        <thead>
          <tr>
            {shown.map((column) => (
              <th key={column.id} style={{ width: column.width }}>
                <span className={classes.head}>{column.header}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows without data have no other name
            <tr key={row} className={classes.row}>
              {shown.map((column, index) => (
                <td key={column.id} data-card={index === 0 ? "name" : (column.card ?? "detail")}>
                  <Skeleton h={10} w={`${[72, 48, 60, 40][(row + index) % 4]}%`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
