import type { Tx } from "@alphas/db/connection"
import { users } from "@alphas/db/schema/users"
import { may, roles } from "@alphas/domain/permissions"
import { and, inArray, isNull, sql } from "drizzle-orm"
import { invalidField } from "../refusal"

/** Roles that can be given work: those that see clients and are not a client themselves. */
const staff = roles.filter((role) => may(role, "clients.internal"))

/** @throws Refusal at `field` unless everybody named is active and of a role that works with clients. */
export async function checkStaff(tx: Tx, userIds: string[], field: string): Promise<void> {
  const found = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        sql`/* visible users: ids that the caller named, answered by yes or no */ ${inArray(users.id, userIds)}`,
        inArray(users.role, staff),
        isNull(users.disabledAt),
      ),
    )
  if (found.length < new Set(userIds).size) {
    throw invalidField(
      field,
      "Choose people of the agency who are active; a client viewer cannot be assigned.",
    )
  }
}
