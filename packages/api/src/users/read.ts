import type { Reader } from "@alphas/db/connection"
import { decodeCursor, encodeCursor, keysetAfter, keysetOrder } from "@alphas/db/keyset"
import { clients } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import type { ById } from "@alphas/domain/ids"
import { countedUpTo, type Page, type Total } from "@alphas/domain/paging"
import { may, roles } from "@alphas/domain/permissions"
import type { PersonRef, User } from "@alphas/domain/users/dto"
import type { ListUsers, SearchDirectory } from "@alphas/domain/users/input"
import { and, asc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { invalidField, notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

const shown = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  clientId: clients.id,
  clientName: clients.name,
  jobTitle: users.jobTitle,
  dailyMinutes: users.dailyMinutes,
  secondFactor: sql<boolean>`${users.totpEnabledAt} is not null`,
  disabledAt: users.disabledAt,
  lastSeenAt: users.lastSeenAt,
  createdAt: users.createdAt,
  version: users.version,
}

/** People with the name of the client that a viewer belongs to, where the caller may see that client. */
const people = (ctx: SignedIn, reader: Reader) =>
  reader
    .select(shown)
    .from(users)
    .leftJoin(clients, and(eq(clients.id, users.clientId), ctx.visible.clients("clients.read")))

const contains = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`

function condition(ctx: SignedIn, input: ListUsers): SQL | undefined {
  const text = input.text ? contains(input.text) : null
  return and(
    ctx.visible.users(),
    input.state === "active" ? isNull(users.disabledAt) : undefined,
    input.state === "disabled" ? isNotNull(users.disabledAt) : undefined,
    input.role?.length ? inArray(users.role, input.role) : undefined,
    text === null ? undefined : sql`(${users.name} ilike ${text} or ${users.email} ilike ${text})`,
  )
}

/** A page of the people whom the caller may see, by name. */
export async function listUsers({ ctx, input }: QueryArgs<typeof ListUsers>): Promise<Page<User>> {
  const cursor = input.cursor ? decodeCursor(input.cursor) : null
  if (input.cursor && cursor === null) throw invalidField("cursor", "This is not a cursor of this list.")
  const [key, id] = [sql`${users.name}`, sql`${users.id}`]
  const where = condition(ctx, input)
  const found = await people(ctx, ctx.db)
    .where(
      and(
        where,
        cursor === null
          ? undefined
          : keysetAfter(key, id, "asc", sql`${cursor.value ?? ""}`, sql`${cursor.id}::uuid`),
      ),
    )
    .orderBy(keysetOrder(key, id, "asc"))
    .limit(input.limit + 1)
  const items = found.slice(0, input.limit)
  const last = found.length > input.limit ? items.at(-1) : undefined
  return {
    items,
    nextCursor: last === undefined ? null : encodeCursor({ value: last.name, id: last.id }),
    total: input.count ? await countOf(ctx, where) : null,
  }
}

async function countOf(ctx: SignedIn, where: SQL | undefined): Promise<Total> {
  const counted = ctx.db
    .select({ one: sql`1`.as("one") })
    .from(users)
    .where(where)
    .limit(countedUpTo + 1)
    .as("counted")
  const [row] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(counted)
  const count = row?.count ?? 0
  return count > countedUpTo ? "10000+" : count
}

/** One person. @throws Refusal `not_found`. */
export const getUser = ({ ctx, input }: QueryArgs<typeof ById>): Promise<User> =>
  readUser(ctx, ctx.db, input.id)

/** A person as admins and managers see them. @throws Refusal `not_found`. */
export async function readUser(ctx: SignedIn, reader: Reader, id: string): Promise<User> {
  const [row] = await people(ctx, reader).where(and(eq(users.id, id), ctx.visible.users("users.read")))
  if (!row) throw notFound("person")
  return row
}

/** Roles that work at the agency: those that see its directory. */
const agencyRoles = roles.filter((role) => may(role, "users.directory"))
const doers = agencyRoles.filter((role) => may(role, "tasks.write"))

/** Names of the agency's active people, to assign. */
export async function searchDirectory({
  ctx,
  input,
}: QueryArgs<typeof SearchDirectory>): Promise<PersonRef[]> {
  return ctx.db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      and(
        ctx.visible.directory(),
        isNull(users.disabledAt),
        inArray(users.role, input.doesTasks ? doers : agencyRoles),
        input.text ? sql`${users.name} ilike ${contains(input.text)}` : undefined,
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(input.limit)
}
