import { users } from "@alphas/db/schema/users"
import { tableOf, type Viewer } from "@alphas/db/visible"
import { permissions, roleLabels, scopeOf } from "@alphas/domain/permissions"
import type { Explain, Explanation } from "@alphas/domain/permissions-input"
import { and, eq } from "drizzle-orm"
import { holdsFor } from "../holds"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

/**
 * Tells an admin why somebody may or may not do something: it evaluates each of the grants whose disjunction is the
 * predicate that the procedure itself runs with.
 */
export async function explain({ ctx, input }: QueryArgs<typeof Explain>): Promise<Explanation> {
  const [person] = await ctx.db
    .select({
      id: users.id,
      name: users.name,
      role: users.role,
      clientId: users.clientId,
      disabledAt: users.disabledAt,
    })
    .from(users)
    .where(and(eq(users.id, input.userId), ctx.visible.users("users.read")))
  if (person === undefined) throw notFound("person")
  const { label } = permissions[input.permission]
  const scope = scopeOf(person.role, input.permission)
  const about = {
    person: { id: person.id, name: person.name, role: person.role, disabled: person.disabledAt !== null },
    permission: { name: input.permission, label, scope },
  }
  const answer = (allowed: boolean, because: string, evaluated: Explanation["grants"] = []): Explanation => ({
    ...about,
    allowed,
    because,
    grants: evaluated,
  })
  const verb = label.charAt(0).toLowerCase() + label.slice(1)
  const role = roleLabels[person.role]
  if (person.disabledAt !== null) return answer(false, `${person.name} is disabled and cannot sign in.`)
  if (scope === null) return answer(false, `The role ${role} does not have this permission: ${verb}.`)
  if (input.row === undefined)
    return answer(true, `The role ${role} has this permission: ${verb} (${scope}).`)

  const guarded = tableOf(input.row.entity)
  if (guarded === undefined || !("id" in guarded.table))
    throw invalidField("row.entity", "Access to a single record of this kind cannot be explained.")
  const viewer: Viewer = { id: person.id, role: person.role, clientId: person.clientId }
  const possible = guarded.grants(viewer, input.permission)
  const living = guarded.visible(ctx.identity.viewer, undefined)
  const holds = await holdsFor(
    ctx.db,
    guarded,
    input.row.id,
    living,
    possible.map((grant) => grant.holds),
  )
  if (holds === undefined)
    return answer(false, "This record does not exist (any more), so nobody has access to it.")
  const evaluated = possible.map((grant, index) => ({
    because: grant.because,
    holds: holds[index] === true,
  }))
  const holding = evaluated.find((grant) => grant.holds)
  return holding
    ? answer(true, `${person.name} has access: ${holding.because}.`, evaluated)
    : answer(false, refused(person.name, evaluated), evaluated)
}

function refused(name: string, evaluated: Explanation["grants"]): string {
  if (evaluated.length === 0) return `${name} has no access to this record.`
  return `${name} has no access, because none of these is true: ${evaluated.map((grant) => grant.because).join("; ")}.`
}
