import type { Db } from "@alphas/db/connection"
import {
  makeCampaign,
  makeCampaignMember,
  makeClient,
  makeContact,
  makeMember,
  makeUser,
  type UserRow,
} from "@alphas/db/factories"
import { leaves } from "@alphas/db/schema/calendar"
import { campaignTemplates, kpis } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import { clientImports } from "@alphas/db/schema/clients"
import { taskChecks, taskLinks, tasks } from "@alphas/db/schema/tasks"
import { rates, timeEntries } from "@alphas/db/schema/time"
import { apiTokens, invitations, sessions } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import { type Relation, type Role, relations, roles } from "./oracle"

/** A client with a contact, as a person stands to it. */
export interface Row {
  clientId: string
  clientName: string
  contactId: string
  clientVersion: number
  /** A campaign of the client, with a measure. */
  campaignId: string
  kpiId: string
  /** Two tasks of it, tied, the first with a point on its checklist; a removed one; a change of its plan. */
  taskId: string
  laterTaskId: string
  linkId: string
  checkId: string
  removedTaskId: string
  scheduleId: string
  /** A session, an API token, an import and leave: the person's own where the client is, somebody else's otherwise. */
  session: string
  tokenId: string
  importId: string
  leaveId: string
  entryId: string
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
  rateId: string
  templateId: string
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
  const templateId = newId()
  const content = { days: 1, description: null, tasks: [], links: [], kpis: [] }
  await db.insert(campaignTemplates).values({ id: templateId, name: "Template", content })
  const rateId = newId()
  await db
    .insert(rates)
    .values({ id: rateId, kind: "cost", fromDay: "2026-01-01", currency: "EUR", minorPerHour: 1 })
  const people: Partial<Record<Role, Person>> = {}
  for (const role of roles) people[role] = await makePerson(db, role, stranger.id)
  // Every role was filled by the loop above.
  return {
    people: people as Record<Role, Person>,
    colleague,
    rateId,
    templateId,
    invitationId: invitation?.id ?? "",
  }
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
  const own = { ...client, ...(await makeThings(db, user.id, client.campaignId)) }
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
    works: strangerId,
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
  const campaign = await makeCampaign(db, { clientId: client.id, managerId: strangerId })
  if (relation === "works") await makeCampaignMember(db, campaign.id, userId)
  const [kpi] = await db
    .insert(kpis)
    .values({ campaignId: campaign.id, name: "Leads", unit: "leads", target: 1 })
    .returning({ id: kpis.id })
  const work = await makeWork(db, campaign, relation === "deleted")
  const things = await makeThings(db, relation === "own" ? userId : strangerId, campaign.id)
  return {
    clientId: client.id,
    clientName: client.name,
    contactId: contact.id,
    clientVersion: client.version,
    campaignId: campaign.id,
    kpiId: kpi?.id ?? "",
    ...work,
    ...things,
  }
}

async function makeWork(db: Db, campaign: { id: string; clientId: string }, gone: boolean) {
  const now = new Date().toISOString()
  const [taskId, laterTaskId, removedTaskId] = [newId(), newId(), newId()]
  const row = {
    campaignId: campaign.id,
    startDay: "2026-03-02",
    endDay: "2026-03-02",
    durationDays: 1,
    rank: 1,
    deletedAt: gone ? now : null,
  }
  await db.insert(tasks).values([
    { ...row, id: taskId, title: "First" },
    { ...row, id: laterTaskId, title: "Second" },
    { ...row, id: removedTaskId, title: "Removed", deletedAt: now },
  ])
  const [linkId, checkId, scheduleId] = [newId(), newId(), newId()]
  const tie = { id: linkId, campaignId: campaign.id, predecessorId: taskId, successorId: laterTaskId }
  if (!gone) await db.insert(taskLinks).values(tie)
  await db.insert(taskChecks).values({ id: checkId, taskId, text: "Point" })
  await db.insert(changes).values({
    epoch: 1,
    channel: "web",
    verb: "tasks.reschedule",
    entity: "schedule",
    entityId: scheduleId,
    clientId: campaign.clientId,
    campaignId: campaign.id,
  })
  return { taskId, laterTaskId, removedTaskId, linkId, checkId, scheduleId }
}

const later = new Date(Date.now() + 3_600_000).toISOString()

/** What only its own person may touch. */
async function makeThings(
  db: Db,
  userId: string,
  campaignId: string,
): Promise<Pick<Row, "session" | "tokenId" | "importId" | "leaveId" | "entryId">> {
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
  const leaveId = newId()
  await db.insert(leaves).values({ id: leaveId, userId, fromDay: "2026-05-04", toDay: "2026-05-08" })
  const entryId = newId()
  await db
    .insert(timeEntries)
    .values({ id: entryId, userId, campaignId, day: "2026-05-04", minutes: 5, billable: true })
  return { session, tokenId, importId, leaveId, entryId }
}
