import type { Db } from "@alphas/db/connection"
import { makeClient, makeContact, makeMember, makeUser, type UserRow } from "@alphas/db/factories"
import { clientImports } from "@alphas/db/schema/clients"
import { apiTokens, invitations, sessions } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import { type Relation, type Role, relations, roles } from "./permission-oracle"

/** A client with a contact, as a person stands to it. */
export interface Row {
  clientId: string
  clientName: string
  contactId: string
  clientVersion: number
  /** A session, an API token and an import: the person's own where the client is, somebody else's otherwise. */
  session: string
  tokenId: string
  importId: string
}

/** A person of a role, with one client in each relation to them. */
export interface Person {
  user: UserRow
  rows: Partial<Record<Relation, Row>>
  /** A second client of their own. */
  spare: Row
}

/** An agency in which every role stands in every relation to some client. */
export interface Fixture {
  people: Record<Role, Person>
  /** Somebody else, who may be named in an input: active, of the agency. */
  colleague: UserRow
  /** An invitation that is open. */
  invitationId: string
}

export async function makeFixture(db: Db): Promise<Fixture> {
  const colleague = await makeUser(db, { role: "team_member" })
  const stranger = await makeUser(db, { role: "manager" })
  const [invitation] = await db
    .insert(invitations)
    .values({
      email: "invited@agency.example",
      name: "Invited",
      role: "finance",
      tokenHash: "none",
      invitedBy: colleague.id,
      expiresAt: later,
    })
    .returning({ id: invitations.id })
  const people: Partial<Record<Role, Person>> = {}
  for (const role of roles) people[role] = await makePerson(db, role, stranger.id)
  // Every role was filled by the loop above.
  return { people: people as Record<Role, Person>, colleague, invitationId: invitation?.id ?? "" }
}

async function makePerson(db: Db, role: Role, strangerId: string): Promise<Person> {
  if (role !== "client_viewer") {
    const user = await makeUser(db, { role })
    const rows: Person["rows"] = {}
    for (const relation of relations) rows[relation] = await makeRow(db, relation, user.id, strangerId)
    return { user, rows, spare: await makeRow(db, "own", user.id, strangerId) }
  }
  // A viewer belongs to one client and is a member of none.
  const client = await makeRow(db, "own", strangerId, strangerId)
  const user = await makeUser(db, { role, clientId: client.clientId })
  const own = { ...client, ...(await makeThings(db, user.id)) }
  return {
    user,
    spare: own,
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
  const things = await makeThings(db, relation === "own" ? userId : strangerId)
  return {
    clientId: client.id,
    clientName: client.name,
    contactId: contact.id,
    clientVersion: client.version,
    ...things,
  }
}

const later = new Date(Date.now() + 3_600_000).toISOString()

/** What only its own person may touch. */
async function makeThings(db: Db, userId: string): Promise<Pick<Row, "session" | "tokenId" | "importId">> {
  const session = newId()
  const row = { userId, idHash: session, name: session, expiresAt: later, endsAt: later, device: "proof" }
  await db.insert(sessions).values(row)
  const [tokenId, importId] = [newId(), newId()]
  const token = {
    id: tokenId,
    userId,
    name: "proof",
    prefix: "alp_",
    hash: tokenId,
    scope: "read",
    expiresAt: later,
  } as const
  await db.insert(apiTokens).values(token)
  await db.insert(clientImports).values({ id: importId, userId, fileName: "proof.csv" })
  return { session, tokenId, importId }
}
