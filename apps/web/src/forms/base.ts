import { same } from "./conflict"

/** The values of a form, and the version of the row that they were read at. */
export interface Row<Values> {
  values: Values
  version: number
}

/** What a form goes on from: the row as it was when the form began, or as the last save left it. */
export class Base<Values extends Record<string, unknown>> {
  private now: Row<Values>
  /** What the last save replaced, which is still handed in until the row is read again. */
  private replaced: Row<Values> | null = null

  constructor(row: Row<Values>) {
    this.now = row
  }

  get values(): Values {
    return this.now.values
  }

  get version(): number {
    return this.now.version
  }

  /** The fields in which these values differ. */
  changes(values: Values): Partial<Values> {
    // The entries of a Values are a Partial of it.
    return Object.fromEntries(
      Object.entries(values).filter(([name, value]) => !same(this.now.values[name], value)),
    ) as Partial<Values>
  }

  /** Takes over the row as it was read, unless something is typed; says whether it is another one. */
  read(row: Row<Values>, typed: Values): boolean {
    if (alike(this.now, row) || !same(typed, this.now.values)) return false
    if (this.replaced !== null && alike(this.replaced, row)) return false
    this.now = row
    return true
  }

  /** Goes on from what was saved: whoever saves again before the row was read once more is not in conflict with themselves. */
  saved(values: Values, answer: unknown): void {
    this.replaced = this.now
    this.now = { values, version: versionIn(answer) ?? this.now.version }
  }

  /** Goes on from what somebody else has saved. */
  settle(theirs: Row<Values>): void {
    this.now = theirs
  }
}

const alike = <Values>(one: Row<Values>, other: Row<Values>): boolean =>
  one.version === other.version && same(one.values, other.values)

/** The version that a save says the row has now. */
const versionIn = (saved: unknown): number | undefined =>
  typeof saved === "object" && saved !== null && "version" in saved && typeof saved.version === "number"
    ? saved.version
    : undefined
