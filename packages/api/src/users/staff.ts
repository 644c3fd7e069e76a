import type { Tx } from "@alphas/db/connection"
import { users } from "@alphas/db/schema/users"
import { may, roles } from "@alphas/domain/permissions"
import { and, inArray, isNull, sql } from "drizzle-orm"
import { invalidField } from "../refusal"

/** Roles that can be given work: those that see clients and are not a client themselves. */
const staff = roles.filter((role) => may(role, "clients.internal"))

/** Those of the named people who can be given work: active, and of a role that works with clients. */
export async function activeStaff(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return []
  const found = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        sql`/* visible users: ids that the caller named, answered by yes or no */ ${inArray(users.id, [...userIds])}`,
        inArray(users.role, staff),
        isNull(users.disabledAt),
      ),
    )
  const active = new Set(found.map(({ id }) => id))
  return userIds.filter((id) => active.has(id))
}

/** @throws Refusal at `field` unless everybody named is active and of a role that works with clients. */
export async function checkStaff(tx: Tx, userIds: string[], field: string): Promise<void> {
  const named = [...new Set(userIds)]
  if ((await activeStaff(tx, named)).length < named.length) {
    throw invalidField(
      field,
      "Choose people of the agency who are active; a client viewer cannot be assigned.",
    )
  }
}
