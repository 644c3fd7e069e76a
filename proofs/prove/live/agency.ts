import { apiToken } from "@alphas/auth/tokens"
import type { Db } from "@alphas/db/connection"
import { makeClient, makeMember, makeUser } from "@alphas/db/factories"
import { clients } from "@alphas/db/schema/clients"
import { apiTokens } from "@alphas/db/schema/users"
import { eq } from "drizzle-orm"

const roles = ["admin", "manager", "team_member", "finance", "client_viewer"] as const
export type Role = (typeof roles)[number]

/** Somebody who listens, with an API token. */
export interface Listening {
  id: string
  role: Role
  token: string
}

export interface Agency {
  /** As many of each role, each of the assigned ones with other clients. */
  listening: Listening[]
  clientIds: string[]
  /** People who do things: admins whose calls go over the wire, each with a client of their own to edit. */
  writers: (Listening & { clientId: string })[]
}

const chance = (share: number) => Math.random() < share
export const pick = <T>(values: readonly T[]): T => {
  const value = values[Math.floor(Math.random() * values.length)]
  if (value === undefined) throw new Error("There is nothing to pick from.")
  return value
}

async function makeToken(db: Db, userId: string): Promise<string> {
  const { secret, hash, prefix } = apiToken()
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  await db.insert(apiTokens).values({ userId, name: "Proof", scope: "read_write", prefix, hash, expiresAt })
  return secret
}

/** Makes an agency in which `count` people of the five roles listen, and some others work. */
export async function makeAgency(db: Db, count: number): Promise<Agency> {
  const listening: Listening[] = []
  const clientIds: string[] = []
  for (let number = 0; number < 40; number++) clientIds.push((await makeClient(db)).id)
  for (let number = 0; number < count; number++) {
    const role = roles[number % roles.length] ?? "admin"
    const user = await makeUser(db, {
      role,
      ...(role === "client_viewer" ? { clientId: pick(clientIds.slice(1)) } : {}),
    })
    if (role === "manager" || role === "team_member") await assign(db, user.id, clientIds, number < 10)
    listening.push({ id: user.id, role, token: await makeToken(db, user.id) })
  }
  const writers: Agency["writers"] = []
  for (let number = 0; number < 4; number++) {
    const { id } = await makeUser(db, { role: "admin" })
    const client = await makeClient(db, { ownerId: pick(listening).id })
    clientIds.push(client.id)
    writers.push({ id, role: "admin", token: await makeToken(db, id), clientId: client.id })
  }
  return { listening, clientIds, writers }
}

/** Makes somebody the owner of some clients and a member of others; one in ten has none at all. */
async function assign(db: Db, userId: string, clientIds: string[], surely: boolean): Promise<void> {
  if (!surely && chance(0.1)) return
  const share = 0.05 + Math.random() * 0.3
  for (const clientId of clientIds) {
    if (!chance(share)) continue
    if (chance(0.3)) await db.update(clients).set({ ownerId: userId }).where(eq(clients.id, clientId))
    else await makeMember(db, { clientId, userId })
  }
}
