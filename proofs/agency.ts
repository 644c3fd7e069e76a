import { hashPassword } from "@alphas/auth/passwords"
import type { Db, Reader } from "@alphas/db/connection"
import { makeUser, type UserRow } from "@alphas/db/factories"
import { users } from "@alphas/db/schema/users"
import { eq } from "drizzle-orm"
import { ofPerson } from "./calls/account"
import { type Founding, password, type Scene } from "./calls/call"
import { makeRow, makeShared, type Row, type Shared } from "./calls/calls"
import { agencyOnly, nobody, Secrets } from "./calls/secrets"
import { type Relation, type Role, relations, roles } from "./calls/who"

/** A person of a role, with a row in each relation to them. */
export interface Person {
  user: UserRow
  rows: Partial<Record<Relation, Row>> & { own: Row }
  /** A second row of their own; of a viewer, who has one client, the same. */
  spare: Row
}

/** An agency in which every role stands in every relation to some row. */
export interface Agency {
  people: Record<Role, Person>
  shared: Shared
  /** What no answer may hold but for those who may read it. */
  secrets: Secrets
}

const hash = hashPassword(password)

async function found(db: Reader): Promise<Founding> {
  const secrets = new Secrets()
  const passwordHash = await hash
  secrets.plant(passwordHash, "a password's hash", nobody)
  return { db, secrets, passwordHash }
}

/** Makes the agency. */
export async function makeAgency(db: Db): Promise<Agency> {
  const founding = await found(db)
  const shared = await makeShared(founding)
  const people: Partial<Record<Role, Person>> = {}
  for (const role of roles) {
    const all = role === "client_viewer" ? (["own", "foreign", "orphan"] as const) : relations
    people[role] = await makePerson(founding, shared, role, all)
  }
  // Every role was filled by the loop above.
  return { people: people as Record<Role, Person>, shared, secrets: founding.secrets }
}

/** Makes one more person with a row of their own, and a shared part that nobody else has: a call that is carried out spends it. */
export async function makeSubject(
  db: Reader,
  role: Role,
): Promise<Omit<Scene<Row, Shared>, "db" | "services">> {
  const founding = await found(db)
  const shared = await makeShared(founding)
  const { user: me, rows, spare } = await makePerson(founding, shared, role, ["own"])
  return { me, row: rows.own, spare, shared }
}

async function makePerson(
  founding: Founding,
  shared: Shared,
  role: Role,
  all: readonly Relation[],
): Promise<Person> {
  const { db, secrets, passwordHash } = founding
  let user = await makeUser(db, { role, passwordHash })
  await ofPerson({ db, secrets, userId: user.id, role })
  secrets.plant(user.id, role === "client_viewer" ? "a viewer" : "somebody of the agency", agencyOnly)
  secrets.ofThemself(role, user.id)
  const make = (relation: Relation) => {
    const own = relation === "own"
    const strangerId = shared.stranger.id
    const making = {
      ...founding,
      ...{ role, relation, userId: user.id, strangerId, holderId: own ? user.id : strangerId },
      plant: <Value extends string | number>(
        value: Value,
        what: string,
        sees: Parameters<Secrets["plant"]>[2],
      ) => {
        secrets.plant(value, `${what} (${role}'s ${relation})`, sees, { role, relation })
        return value
      },
    }
    return makeRow(making, shared)
  }
  const own = await make("own")
  // A viewer belongs to one client.
  if (role === "client_viewer") {
    const [viewer] = await db
      .update(users)
      .set({ clientId: own.clientId })
      .where(eq(users.id, user.id))
      .returning()
    user = viewer ?? user
  }
  const rows: Person["rows"] = { own }
  for (const relation of all) if (relation !== "own") rows[relation] = await make(relation)
  return { user, rows, spare: role === "client_viewer" ? own : await make("own") }
}
