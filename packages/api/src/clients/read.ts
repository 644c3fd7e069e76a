import type { Reader } from "@alphas/db/connection"
import { clientMembers, clients, contacts } from "@alphas/db/schema/clients"
import { users } from "@alphas/db/schema/users"
import type { Client, Contact } from "@alphas/domain/clients/dto"
import type { ById } from "@alphas/domain/ids"
import { may } from "@alphas/domain/permissions"
import type { PersonRef } from "@alphas/domain/users/dto"
import { and, asc, eq, sql } from "drizzle-orm"
import type { SignedIn } from "../context"
import { notFound } from "../refusal"
import type { QueryArgs } from "../trpc"

/** One client with its contacts and members. @throws Refusal `not_found`. */
export async function getClient({ ctx, input }: QueryArgs<typeof ById>): Promise<Client> {
  return readClient(ctx, ctx.db, input.id)
}

/** A client as its page shows it, to whom may see it. @throws Refusal `not_found`. */
export async function readClient(ctx: SignedIn, reader: Reader, id: string): Promise<Client> {
  const { visible: seen } = ctx
  const [row] = await reader
    .select()
    .from(clients)
    .where(and(eq(clients.id, id), seen.clients("clients.read")))
  if (row === undefined) throw notFound("client")
  const people = await reader
    .select({ id: users.id, name: users.name, addedAt: clientMembers.addedAt })
    .from(clientMembers)
    .innerJoin(users, and(eq(users.id, clientMembers.userId), seen.directory()))
    .where(and(eq(clientMembers.clientId, id), seen.clientMembers("clients.read")))
    .orderBy(asc(users.name), asc(users.id))
  const [owner] =
    row.ownerId === null
      ? []
      : await reader
          .select({ id: users.id, name: users.name })
          .from(users)
          .where(and(eq(users.id, row.ownerId), seen.directory()))
  const contactRows = await contactsOf(ctx, reader, id)
  const primary = contactRows.find((contact) => contact.isPrimary)
  const internal = may(ctx.identity.viewer.role, "clients.internal")
  const {
    ownerId: _o,
    ownerKey: _k,
    archived: _a,
    createdBy: _c,
    importId: _i,
    deletedAt: _d,
    ...shown
  } = row
  return {
    ...shown,
    tags: internal ? row.tags : [],
    notes: internal ? row.notes : null,
    owner: owner ?? null,
    members: people.map((person): PersonRef => ({ id: person.id, name: person.name })),
    contacts: contactRows,
    primaryContact: primary ? { id: primary.id, name: primary.name, email: primary.email } : null,
  }
}

async function contactsOf(ctx: SignedIn, reader: Reader, clientId: string): Promise<Contact[]> {
  const internal = may(ctx.identity.viewer.role, "clients.internal")
  const rows = await reader
    .select()
    .from(contacts)
    .where(and(eq(contacts.clientId, clientId), ctx.visible.contacts("contacts.read")))
    .orderBy(sql`${contacts.isPrimary} desc`, asc(sql`lower(${contacts.name})`), asc(contacts.id))
  return rows.map(({ deletedAt: _deletedAt, ...contact }) => ({
    ...contact,
    notes: internal ? contact.notes : null,
  }))
}

/** What the filters of the list offer: the values that occur among the clients the caller may see. */
export interface ClientFacets {
  tags: string[]
  industries: string[]
  owners: PersonRef[]
}

/** Values that occur among the visible clients, at most 200 of each. */
export async function clientFacets({ ctx }: { ctx: SignedIn }): Promise<ClientFacets> {
  const living = ctx.visible.clients()
  const internal = may(ctx.identity.viewer.role, "clients.internal")
  const [tags, industries, owners] = await Promise.all([
    internal
      ? ctx.db.execute<{ value: string }>(
          sql`select distinct tag as value from ${clients}, unnest(${clients.tags}) as tag where ${living} order by 1 limit 200`,
        )
      : [],
    ctx.db.execute<{ value: string }>(
      sql`select distinct ${clients.industry} as value from ${clients} where ${living} and ${clients.industry} is not null order by 1 limit 200`,
    ),
    ctx.db
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(
        and(
          ctx.visible.directory(),
          sql`exists (select from ${clients} where ${clients.ownerId} = ${users.id} and ${living})`,
        ),
      )
      .orderBy(asc(users.name))
      .limit(200),
  ])
  return {
    tags: [...tags].map((row) => row.value),
    industries: [...industries].map((row) => row.value),
    owners,
  }
}
