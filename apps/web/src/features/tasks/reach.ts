import { type Role, scopeOf } from "@alphas/domain/permissions"

interface Somebody {
  id: string
  role: Role
}

/** Which campaigns a list is asked for when it is their tasks that are wanted: not everybody who sees a campaign sees those. */
export const withTasksOf = ({ id, role }: Somebody): { memberId?: string } =>
  scopeOf(role, "tasks.read") === "assigned" ? { memberId: id } : {}

/** Whether somebody sees the tasks of a campaign, and may add some where they may write any. */
export function seesTasksOf(me: Somebody, { members }: { members: readonly { id: string }[] }): boolean {
  const scope = scopeOf(me.role, "tasks.read")
  return scope === "all" || (scope === "assigned" && members.some(({ id }) => id === me.id))
}
