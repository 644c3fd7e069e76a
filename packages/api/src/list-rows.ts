import type { Viewer } from "@alphas/db/visible"
import type { Declaration } from "./list-declaration"
import type { NameOf } from "./names"

/** How the rows of a list's answer are made from the values of its columns. */
export class RowMaker<Found extends object, Row extends object, Aside extends object> {
  private shape: Shape | null = null

  constructor(
    private readonly of: Pick<Declaration<Found, Row, object, never, Aside>, "columns" | "aside" | "toRow">,
  ) {}

  /** A row from values in the order of the declaration's columns, of which the first is at `from`. */
  fromValues(viewer: Viewer, values: readonly unknown[], from: number, nameOf: NameOf): Row {
    let place = from
    return this.make(viewer, () => values[place++], nameOf)
  }

  fromColumns(viewer: Viewer, columns: Readonly<Record<string, unknown>>, nameOf: NameOf): Row {
    return this.make(viewer, (name) => columns[name], nameOf)
  }

  private make(viewer: Viewer, value: (name: string) => unknown, nameOf: NameOf): Row {
    this.shape ??= shapeOf(Object.keys(this.of.columns(viewer)), Object.keys(this.of.aside?.(viewer) ?? {}))
    const { columns, asideColumns, isFirst } = this.shape
    // Exactly the columns that the declaration names, whose values only Postgres knows.
    const found: Record<string, unknown> = { ...this.shape.found }
    for (const name of columns) found[name] = value(name)
    const aside: Record<string, unknown> = { ...this.shape.aside }
    for (const name of asideColumns) aside[name] = value(name)
    const row = this.of.toRow(found as Found, aside as Aside, nameOf)
    // What `toRow` adds to a row costs more than all that is in it, unless its name is there already.
    if (isFirst) this.shape = { ...this.shape, isFirst: false, found: emptyOf(Object.keys(row)) }
    return row
  }
}

interface Shape {
  columns: readonly string[]
  asideColumns: readonly string[]
  found: object
  aside: object
  isFirst: boolean
}

const shapeOf = (columns: readonly string[], asideColumns: readonly string[]): Shape => ({
  columns,
  asideColumns,
  found: emptyOf(columns),
  aside: emptyOf(asideColumns),
  isFirst: true,
})

/** Whatever has all its names from the start stays a quick object when it is filled by name. */
const emptyOf = (names: readonly string[]): object =>
  JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`)}}`)
