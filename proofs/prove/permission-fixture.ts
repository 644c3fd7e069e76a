import type { Db } from "@alphas/db/connection"
import { makeClient, makeContact, makeMember, makeUser, type UserRow } from "@alphas/db/factories"
import { type Relation, type Role, relations, roles } from "./permission-oracle"

/** A client with a contact, as a person stands to it. */
export interface Row {
  clientId: string
  contactId: string
  clientVersion: number
}

/** A person of a role, with one client in each relation to them. */
export interface Person {
  user: UserRow
  rows: Partial<Record<Relation, Row>>
}

/** An agency in which every role stands in every relation to some client. */
export interface Fixture {
  people: Record<Role, Person>
  /** Somebody else, who may be named in an input: active, of the agency. */
  colleague: UserRow
}

export async function makeFixture(db: Db): Promise<Fixture> {
  const colleague = await makeUser(db, { role: "team_member" })
  const stranger = await makeUser(db, { role: "manager" })
  const people: Partial<Record<Role, Person>> = {}
  for (const role of roles) people[role] = await makePerson(db, role, stranger.id)
  // Every role was filled by the loop above.
  return { people: people as Record<Role, Person>, colleague }
}

async function makePerson(db: Db, role: Role, strangerId: string): Promise<Person> {
  if (role !== "client_viewer") {
    const user = await makeUser(db, { role })
    const rows: Person["rows"] = {}
    for (const relation of relations) rows[relation] = await makeRow(db, relation, user.id, strangerId)
    return { user, rows }
  }
  // A viewer belongs to one client: their own, archived and deleted one are the same client in turn, so each has a
  // viewer of its own; the proof signs in whoever belongs to the row.
  const own = await makeRow(db, "own", strangerId, strangerId)
  const user = await makeUser(db, { role, clientId: own.clientId })
  return {
    user,
    rows: {
      own,
      foreign: await makeRow(db, "foreign", strangerId, strangerId),
      orphan: await makeRow(db, "orphan", strangerId, strangerId),
    },
  }
}

async function makeRow(db: Db, relation: Relation, userId: string, strangerId: string): Promise<Row> {
  const now = new Date().toISOString()
  const owners: Record<Relation, string | null> = {
    own: userId,
    member: strangerId,
    foreign: strangerId,
    orphan: null,
    archived: userId,
    deleted: userId,
  }
  const client = await makeClient(db, {
    ownerId: owners[relation],
    archivedAt: relation === "archived" ? now : null,
    deletedAt: relation === "deleted" ? now : null,
  })
  if (relation === "member") await makeMember(db, { clientId: client.id, userId })
  const contact = await makeContact(db, { clientId: client.id, isPrimary: true })
  return { clientId: client.id, contactId: contact.id, clientVersion: client.version }
}
