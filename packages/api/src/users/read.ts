import { isoInstant } from "@alphas/db/columns"
import type { Reader } from "@alphas/db/connection"
import { byId, byText } from "@alphas/db/keyset"
import { clients } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import { visible } from "@alphas/db/visible"
import type { ById } from "@alphas/domain/ids"
import type { Page } from "@alphas/domain/paging"
import { may, roles } from "@alphas/domain/permissions"
import type { PersonRef, User } from "@alphas/domain/users/dto"
import type { ListUsers, SearchDirectory } from "@alphas/domain/users/input"
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { List } from "../list"
import { type FiltersOf, shown } from "../list-declaration"
import { anyOf, containing, textFilter } from "../list-filters"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

/** People with the name of the client that a viewer belongs to, where the caller may see that client. */
export const people = new List<User, User, FiltersOf<ListUsers>, "name">({
  table: users,
  permission: "users.read",
  visible: "users",
  unique: byId(sql`${users.id}`),
  sorts: { name: [byText(sql`${users.name}`)] },
  filters: {
    text: textFilter((text) => sql`(lower(${users.name}) like ${text} or ${users.email} like ${text})`),
    role: anyOf(users.role, "role"),
    state: {
      form: (state) => (state === "all" ? null : state),
      where: (_bound, form) =>
        form === "active" ? sql`${users.disabledAt} is null` : sql`${users.disabledAt} is not null`,
      bind: () => null,
    },
  },
  columns: () => ({
    ...shown(users, "id", "name", "email", "role", "jobTitle", "dailyMinutes", "disabledAt", "lastSeenAt"),
    ...shown(users, "createdAt", "version"),
    clientId: sql`${clients.id}`,
    clientName: sql`${clients.name}`,
    secondFactor: sql`page.totp_enabled_at is not null`,
  }),
  joins: (eyes) =>
    sql`left join ${clients} on ${clients.id} = page.client_id and ${visible.clients(eyes, "clients.read")}`,
  toRow: (found) => ({
    ...found,
    disabledAt: found.disabledAt === null ? null : isoInstant(found.disabledAt),
    lastSeenAt: found.lastSeenAt === null ? null : isoInstant(found.lastSeenAt),
    createdAt: isoInstant(found.createdAt),
  }),
})

/** A page of the people whom the caller may see, by name. */
export const listUsers = ({ ctx, input }: QueryArgs<typeof ListUsers>): Promise<Page<User>> =>
  people.page(ctx.services, ctx.identity.viewer, {
    ...input,
    filters: input,
    sort: "name",
    direction: "asc",
  })

/** One person. @throws Refusal `not_found`. */
export const getUser = ({ ctx, input }: QueryArgs<typeof ById>): Promise<User> =>
  readUser(ctx, ctx.db, input.id)

/** A person as admins and managers see them. @throws Refusal `not_found`. */
export async function readUser(ctx: SignedIn, reader: Reader, id: string): Promise<User> {
  const where = and(eq(users.id, id), ctx.visible.users("users.read"))
  const [row] = await people.rows(ctx.services, reader, ctx.identity.viewer, where)
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
        input.text ? sql`lower(${users.name}) like ${containing(input.text)}` : undefined,
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(input.limit)
}
