import type { Tx } from "@alphas/db/connection"
import { users } from "@alphas/db/schema/users"
import { may, type Permission, roles } from "@alphas/domain/permissions"
import { and, inArray, isNull, sql } from "drizzle-orm"
import { invalidField } from "../refusal"

/** What somebody must be allowed to be given work: to see clients and not be one, or to write tasks. */
type Needs = Extract<Permission, "clients.internal" | "tasks.write">

/** Those of the named people who can be given work: active, and of a role that may do what it needs. */
export async function activeStaff(
  tx: Tx,
  userIds: readonly string[],
  needs: Needs = "clients.internal",
): Promise<string[]> {
  if (userIds.length === 0) return []
  const found = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        sql`/* visible users: ids that the caller named, answered by yes or no */ ${inArray(users.id, [...userIds])}`,
        inArray(
          users.role,
          roles.filter((role) => may(role, needs)),
        ),
        isNull(users.disabledAt),
      ),
    )
  const active = new Set(found.map(({ id }) => id))
  return userIds.filter((id) => active.has(id))
}

/** @throws Refusal at `field` unless everybody named is active and of a role that may do what it needs. */
export async function checkStaff(tx: Tx, userIds: string[], field: string, needs?: Needs): Promise<void> {
  checkAllActive(userIds, await activeStaff(tx, userIds, needs), field, needs)
}

/** @throws Refusal at `field` unless everybody named is among those who were found to be active. */
export function checkAllActive(
  named: readonly string[],
  active: readonly string[],
  field: string,
  needs?: Needs,
): void {
  if (named.every((id) => active.includes(id))) return
  throw invalidField(
    field,
    needs === "tasks.write"
      ? "Choose people of the agency who are active and work on tasks; finance and client viewers do not."
      : "Choose people of the agency who are active; a client viewer cannot be assigned.",
  )
}
