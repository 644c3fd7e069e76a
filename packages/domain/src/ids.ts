import { v7 } from "uuid"
import * as z from "zod"
import { Version } from "./numbers"

/** A new UUIDv7: 128 bits, sorts by the millisecond it was made in. */
export const newId = (): string => v7()

/** The id of any row. Every id on the wire is a UUID in lower case. */
export const Id = z.uuid("This is not an ID.").toLowerCase()

/** A row that people edit, named together with the version that the caller saw. */
export const Versioned = z.strictObject({ id: Id, version: Version })
export type Versioned = z.output<typeof Versioned>

/** What a mutation of a row answers: which one, and the version that the next edit names. */
export interface Saved {
  id: string
  version: number
}

/** A row named by its id alone. */
export const ById = z.strictObject({ id: Id })

/** A verb that takes nothing still refuses unknown keys. */
export const Nothing = z.strictObject({}).optional()

/** Fields of a row to change: each may be left out, and at least one is named. */
export const changesOf = <Fields extends z.ZodRawShape>(fields: Fields) =>
  z
    .strictObject(fields)
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, "Change at least one field.")
