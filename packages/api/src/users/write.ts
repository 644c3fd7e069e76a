import { clients } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import type { Versioned } from "@alphas/domain/ids"
import type { User } from "@alphas/domain/users/dto"
import type { ChangeRole, SetHours } from "@alphas/domain/users/input"
import { and, asc, eq, isNull, or, sql } from "drizzle-orm"
import type { Mutating } from "../context"
import { Records } from "../records"
import { invalidField, notFound, Refusal, staleVersion } from "../refusal"
import type { MutationArgs } from "../trpc"
import { readUser } from "./read"
import { takeBackResets } from "./reset"

const personRecords = new Records({
  table: users,
  entity: "user",
  what: "person",
  visible: (ctx) => ctx.visible.users(),
  show: (ctx, { id }) => readUser(ctx, ctx.tx, id),
  place: ({ id }) => ({ people: [id] }),
})

/**
 * The person who is about to change, and the active admins, locked in one order by everybody, so that two admins who
 * demote each other at the same time wait for one another, and the second one finds who is left.
 */
async function lockPersonAndAdmins(ctx: Mutating, seen: Versioned) {
  const theirs = and(eq(users.id, seen.id), ctx.visible.users())
  const admins = and(eq(users.role, "admin"), isNull(users.disabledAt))
  const rows = await ctx.tx
    .select()
    .from(users)
    .where(or(theirs, sql`/* visible users: who is an admin */ ${admins}`))
    .orderBy(asc(users.id))
    .for("no key update")
  const person = rows.find(({ id }) => id === seen.id)
  if (person === undefined) throw notFound("person")
  if (person.version !== seen.version) throw staleVersion("person", await readUser(ctx, ctx.tx, person.id))
  const others = rows.filter(
    ({ id, role, disabledAt }) => id !== person.id && role === "admin" && !disabledAt,
  )
  const isAdmin = person.role === "admin" && person.disabledAt === null
  return { person, isLastAdmin: isAdmin && others.length === 0 }
}

const lastAdmin = () =>
  new Refusal("workflow", "This is the last active admin. Make somebody else an admin first.")

/**
 * Gives a person another role, or a client viewer another client. It is in force at once.
 * @throws Refusal `stale_version`, `workflow` for the last active admin, `invalid` when there is no such client.
 */
export async function changeRole({ ctx, input }: MutationArgs<typeof ChangeRole>): Promise<User> {
  const { tx } = ctx
  const { person, isLastAdmin } = await lockPersonAndAdmins(ctx, input)
  const { role, clientId } = input
  const { version } = await personRecords.edit(ctx, person, { role, clientId }, async () => {
    if (isLastAdmin && role !== "admin") throw lastAdmin()
    if (clientId !== null) {
      const [client] = await tx
        .select({ id: clients.id })
        .from(clients)
        .where(and(eq(clients.id, clientId), ctx.visible.clients("clients.read")))
        // A merge that is under way first moves this client's people; then it is seen that the client is gone.
        .for("share")
      if (!client) throw invalidField("clientId", "This client does not exist. Choose another one.")
    }
    return undefined
  })
  if (version > person.version) await ctx.services.auth.sessions.rightsChanged(tx, person.id)
  return readUser(ctx, tx, person.id)
}

/**
 * Keeps a person out: ends their sessions, and their API tokens do nothing until they are enabled again.
 * @throws Refusal `stale_version`, `workflow` for the last active admin.
 */
export async function disableUser({ ctx, input }: MutationArgs<typeof Versioned>): Promise<User> {
  const { tx } = ctx
  const { person, isLastAdmin } = await lockPersonAndAdmins(ctx, input)
  if (person.disabledAt !== null) return readUser(ctx, tx, person.id)
  if (isLastAdmin) throw lastAdmin()
  await personRecords.save(ctx, person, { disabledAt: sql`now()` }, async ({ disabledAt }) => {
    const { sessions } = ctx.services.auth
    const [ended] = await Promise.all([
      sessions.end(tx, { userId: person.id }),
      sessions.rightsChanged(tx, person.id),
      takeBackResets(tx, person.id),
    ])
    return { fields: { disabledAt: { before: null, after: disabledAt }, sessions: { before: ended } } }
  })
  return readUser(ctx, tx, person.id)
}

/** Lets a person in again, with the role and the API tokens that they had. @throws Refusal `stale_version`. */
export async function enableUser({ ctx, input }: MutationArgs<typeof Versioned>): Promise<User> {
  const { tx } = ctx
  const { person } = await lockPersonAndAdmins(ctx, input)
  if (person.disabledAt === null) return readUser(ctx, tx, person.id)
  const fields = { disabledAt: { before: person.disabledAt, after: null } }
  await personRecords.save(ctx, person, { disabledAt: null }, { fields })
  return readUser(ctx, tx, person.id)
}

/** Says how long a person works on a working day, which is what their workload is held against. @throws Refusal `stale_version`. */
export async function setHours({ ctx, input }: MutationArgs<typeof SetHours>): Promise<User> {
  const { tx } = ctx
  const person = await personRecords.lock(ctx, input)
  await personRecords.edit(ctx, person, { dailyMinutes: input.dailyMinutes })
  return readUser(ctx, tx, person.id)
}
