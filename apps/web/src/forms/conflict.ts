/** A field of which somebody else has saved another value than the form holds. */
export interface Difference<Values> {
  field: keyof Values & string
  before: unknown
  yours: unknown
  theirs: unknown
  /** Whether you changed it as well; else only they did. */
  both: boolean
}

export type Picks<Values> = Partial<Record<keyof Values, "yours" | "theirs">>

/** Whether two values of a form are the same; an empty text and nothing are. */
export function same(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other)
}

const plain = (value: unknown): string =>
  JSON.stringify(value ?? null, (_key, each: unknown) => (each === "" || each === undefined ? null : each))

/**
 * The fields that somebody else changed and in which yours differs, those that both changed first. What only you changed
 * stays yours, and is not asked about.
 */
export function differences<Values extends Record<string, unknown>>(
  before: Values,
  yours: Values,
  theirs: Values,
): Difference<Values>[] {
  return Object.keys(yours)
    .filter((field) => !same(before[field], theirs[field]) && !same(yours[field], theirs[field]))
    .map((field) => ({
      field,
      before: before[field],
      yours: yours[field],
      theirs: theirs[field],
      both: !same(before[field], yours[field]),
    }))
    .sort((one, other) => Number(other.both) - Number(one.both))
}

/** What to save: each field as picked, and where nothing was picked whatever was changed (yours, if both did). */
export function settle<Values extends Record<string, unknown>>(
  before: Values,
  yours: Values,
  theirs: Values,
  picks: Picks<Values>,
): Values {
  const entries = Object.keys(yours).map((field) => {
    const pick = picks[field] ?? (same(before[field], yours[field]) ? "theirs" : "yours")
    return [field, pick === "yours" ? yours[field] : theirs[field]]
  })
  // The same fields with values of the same types.
  return Object.fromEntries(entries) as Values
}
