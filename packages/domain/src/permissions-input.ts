import * as z from "zod"
import { entities } from "./entities"
import { Id } from "./ids"
import { type Permission, permissionNames, type Role, type Scope } from "./permissions"

/** May this person do this, to this row? Without a row: to anything at all. */
export const Explain = z.strictObject({
  userId: Id,
  permission: z.enum(permissionNames),
  row: z.strictObject({ entity: z.enum(entities), id: Id }).optional(),
})

/** Why a person may or may not do something, from the evaluator that enforces it. */
export interface Explanation {
  allowed: boolean
  /** One sentence that says it. */
  because: string
  person: { id: string; name: string; role: Role; disabled: boolean }
  permission: { name: Permission; label: string; scope: Scope | null }
  /** Every way in which the row could be within reach, and whether it is. Empty without a row. */
  grants: { because: string; holds: boolean }[]
}
