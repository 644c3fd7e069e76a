import * as z from "zod"

/**
 * A whole number; `say` is told for everything else. Zod's own `int` would add a sentence of its own about what is too
 * large to be calculated with, before the one about what is too large for the field.
 */
export const whole = (say = "Enter a whole number.") => z.number(say).refine(Number.isInteger, say)

/** What a column of Postgres's `integer` holds at the most. */
const largest = 2_147_483_647

const noVersion = "Send the version you read, a whole number of 1 or more."
/** The version of a row that the caller saw. */
export const Version = whole(noVersion).min(1, noVersion).max(largest, noVersion)

const unsaved = "Send the version you read, or 0 if nothing has been saved yet."
/** The same of what exists only once it is changed. */
export const VersionOrNone = whole(unsaved).min(0, unsaved).max(largest, unsaved)
