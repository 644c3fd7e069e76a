import type { ReactNode } from "react"

/** One column of a list. */
export interface Column<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** The list's sort key (one of the domain's sort words) that a click on the header asks for. */
  sort?: string
  /** Pixels at the least; wide tables share what is left in this proportion. */
  width: number
  align?: "right"
  /** The first column always shows; others can be hidden. `true` starts hidden. */
  hidden?: boolean
  /** Where it goes on a phone: under the name, at the right of the name, or nowhere. */
  card?: "detail" | "aside" | "none"
}

export interface Sorting {
  sort: string
  direction: "asc" | "desc"
}
