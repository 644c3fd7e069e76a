import { campaigns } from "@alphas/db/schema/campaigns"
import { clients, contacts } from "@alphas/db/schema/clients"
import { tasks } from "@alphas/db/schema/tasks"
import { users } from "@alphas/db/schema/users"
import { grants, type Viewer } from "@alphas/db/visible"
import { permissions, roleLabels, scopeOf } from "@alphas/domain/permissions"
import type { Explain, Explanation } from "@alphas/domain/permissions-input"
import { and, eq, sql } from "drizzle-orm"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

const tables = { tasks, campaigns, clients, contacts, users }

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
  if (scope === null) return answer(false, `The role ${role} does not include this: ${verb}.`)
  if (input.row === undefined) return answer(true, `The role ${role} includes this: ${verb} (${scope}).`)

  const table = tables[input.row.table]
  const viewer: Viewer = { id: person.id, role: person.role, clientId: person.clientId }
  const possible = grants[input.row.table](viewer, input.permission)
  const [row] = await ctx.db
    .select({
      // An array of booleans, one for each grant, in their order.
      holds: sql<
        boolean[]
      >`array[${sql.join([...possible.map((grant) => grant.holds), sql`false`], sql`, `)}]::boolean[]`,
    })
    .from(table)
    .where(and(eq(table.id, input.row.id), ctx.visible[input.row.table](permissionToRead[input.row.table])))
  if (row === undefined)
    return answer(false, "There is no such row (any more), so nobody can do anything to it.")
  const evaluated = possible.map((grant, index) => ({
    because: grant.because,
    holds: row.holds[index] === true,
  }))
  const holding = evaluated.find((grant) => grant.holds)
  return holding
    ? answer(true, `${person.name} may: ${holding.because}.`, evaluated)
    : answer(false, refused(person.name, evaluated), evaluated)
}

const permissionToRead = {
  tasks: "tasks.read",
  campaigns: "campaigns.read",
  clients: "clients.read",
  contacts: "contacts.read",
  users: "users.read",
} as const

function refused(name: string, evaluated: Explanation["grants"]): string {
  if (evaluated.length === 0) return `${name} has no way to reach this row.`
  return `${name} may not, for none of these is so: ${evaluated.map((grant) => grant.because).join("; ")}.`
}
