import { makeCampaign, makeCampaignMember, makeClient, makeMember, makeUser } from "@alphas/db/factories"
import { campaignMembers } from "@alphas/db/schema/campaigns"
import { clientMembers } from "@alphas/db/schema/clients"
import { type TestDatabase, testDatabase } from "@alphas/db/testing"
import { newId } from "@alphas/domain/ids"
import { eq } from "drizzle-orm"
import { afterAll, beforeAll, expect, test } from "vitest"
import { Feed } from "./feed"
import { announcement, append, Inbox, openTransaction } from "./testing"

let database: TestDatabase
let feed: Feed
beforeAll(async () => {
  database = await testDatabase()
  feed = new Feed({ databaseUrl: database.url, redisUrl: null, pollEvery: 20, pageSize: 20 })
})
afterAll(async () => {
  await feed.close()
  await database.drop()
})

test("what is taken away behind more rows than one read holds is taken away at once, too", async () => {
  const { db } = database.connection
  const [member, worker, leaver] = [
    await makeUser(db, { role: "manager" }),
    await makeUser(db, { role: "team_member" }),
    await makeUser(db, { role: "manager" }),
  ]
  const client = await makeClient(db)
  const campaign = await makeCampaign(db, { clientId: client.id, managerId: leaver.id })
  await makeMember(db, { clientId: client.id, userId: member.id })
  await makeCampaignMember(db, campaign.id, worker.id)
  const follow = async (personId: string) => {
    const inbox = new Inbox()
    const subscription = feed.subscribe(personId, null, inbox)
    await inbox.until(({ kinds }) => kinds.includes("ready"))
    return { inbox, subscription }
  }
  const [ofMember, ofWorker] = [await follow(member.id), await follow(worker.id)]
  const signedOut = new Promise<string[]>((resolve) => feed.onPeople(resolve))
  const long = await openTransaction(database)
  try {
    await append(long.tx, announcement())
    await db.transaction((tx) => append(tx, ...Array.from({ length: 100 }, () => announcement())))
    await new Promise((resolve) => setTimeout(resolve, 300))
    await db.transaction(async (tx) => {
      await tx.delete(clientMembers).where(eq(clientMembers.userId, member.id))
      await tx.delete(campaignMembers).where(eq(campaignMembers.userId, worker.id))
      await append(
        tx,
        { entity: "client_member", id: client.id, clientId: client.id, people: [member.id] },
        { entity: "campaign_member", id: campaign.id, campaignId: campaign.id, people: [worker.id] },
        { entity: "session", id: newId(), people: [leaver.id] },
      )
    })
    await ofMember.inbox.until(({ kinds }) => kinds.includes("access"), 1_000)
    await ofWorker.inbox.until(({ kinds }) => kinds.includes("access"), 1_000)
    expect(await signedOut).toEqual([leaver.id])
  } finally {
    await long.close()
  }
})
