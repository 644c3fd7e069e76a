import { makeClient, makeMember, makeUser, type UserRow } from "@alphas/db/factories"
import type { Agency } from "./agency"
import type { Credential } from "./ear"

/** A person whose rights end, as they stand before, and the call that ends them. */
export interface Round {
  /** The client that they see before and not after. */
  lost: string
  /** A client that they see after; null when nothing is left to them. */
  left: string | null
  /** What loses its rights. */
  revoked: Credential[]
  /** What keeps them all. */
  kept: Credential[]
  /** The call that ends them, and who makes it. */
  by: Credential
  path: string
  input: unknown
}

type Make = (agency: Agency) => Promise<Round>

/** A manager of one client with two sessions and a token. */
async function manager(agency: Agency) {
  const user = await makeUser(agency.db, { role: "manager" })
  const client = await makeClient(agency.db, { ownerId: user.id })
  const [here, there] = [await agency.signIn(user), await agency.signIn(user)]
  const script = await agency.makeToken(user)
  return { user, lost: client.id, here, there, script, left: null }
}

async function roleChange(
  agency: Agency,
  user: UserRow,
  lost: string,
  left: string,
  to: { role: string; clientId?: string },
): Promise<Round> {
  const revoked = [await agency.signIn(user), await agency.makeToken(user)]
  const input = { id: user.id, version: user.version, ...to }
  return { lost, left, revoked, kept: [], by: agency.boss, path: "users.changeRole", input }
}

/** Every way in which somebody loses rights, in turn. */
export const kinds: Record<string, Make> = {
  "signs out": async (agency) => {
    const { here, there, script, ...person } = await manager(agency)
    return { ...person, revoked: [here], kept: [there, script], by: here, path: "session.signOut", input: {} }
  },
  "revokes another session": async (agency) => {
    const { here, there, script, ...person } = await manager(agency)
    const input = { id: there.name }
    return {
      ...person,
      revoked: [there],
      kept: [here, script],
      by: here,
      path: "account.revokeSession",
      input,
    }
  },
  "signs out everywhere": async (agency) => {
    const { here, there, script, ...person } = await manager(agency)
    const path = "account.signOutEverywhere"
    return { ...person, revoked: [here, there, script], kept: [], by: there, path, input: {} }
  },
  "signs out everywhere but keeps a token": async (agency) => {
    const { here, there, script, ...person } = await manager(agency)
    const input = { keepTokens: [script.id] }
    const path = "account.signOutEverywhere"
    return { ...person, revoked: [here, there], kept: [script], by: there, path, input }
  },
  "revokes a token": async (agency) => {
    const { here, there, script, ...person } = await manager(agency)
    const input = { id: script.id }
    return { ...person, revoked: [script], kept: [there], by: here, path: "account.revokeToken", input }
  },
  "is disabled": async (agency) => {
    const { user, here, script, ...person } = await manager(agency)
    const input = { id: user.id, version: user.version }
    return { ...person, revoked: [here, script], kept: [], by: agency.boss, path: "users.disable", input }
  },
  "becomes a client viewer": async (agency) => {
    const { user, lost } = await manager(agency)
    const clientId = (await makeClient(agency.db)).id
    return roleChange(agency, user, lost, clientId, { role: "client_viewer", clientId })
  },
  "is an admin no more": async (agency) => {
    const user = await makeUser(agency.db, { role: "admin" })
    const [lost, left] = [await makeClient(agency.db), await makeClient(agency.db)]
    await makeMember(agency.db, { clientId: left.id, userId: user.id })
    return roleChange(agency, user, lost.id, left.id, { role: "team_member" })
  },
  "is of finance no more": async (agency) => {
    const user = await makeUser(agency.db, { role: "finance" })
    const [lost, left] = [await makeClient(agency.db), await makeClient(agency.db, { ownerId: user.id })]
    return roleChange(agency, user, lost.id, left.id, { role: "manager" })
  },
  "is a member no more": async (agency) => {
    const user = await makeUser(agency.db, { role: "team_member" })
    const { clientId: lost } = await makeMember(agency.db, { userId: user.id })
    const { clientId: left } = await makeMember(agency.db, { userId: user.id })
    const revoked = [await agency.signIn(user), await agency.makeToken(user)]
    const input = { id: lost, userId: user.id }
    return { lost, left, revoked, kept: [], by: agency.boss, path: "clients.removeMember", input }
  },
  "is the owner no more": async (agency) => {
    const user = await makeUser(agency.db, { role: "manager" })
    const lost = await makeClient(agency.db, { ownerId: user.id })
    const left = await makeClient(agency.db, { ownerId: user.id })
    const revoked = [await agency.signIn(user), await agency.makeToken(user)]
    const input = { id: lost.id, version: lost.version, changes: { ownerId: null } }
    return {
      lost: lost.id,
      left: left.id,
      revoked,
      kept: [],
      by: agency.boss,
      path: "clients.update",
      input,
    }
  },
}
