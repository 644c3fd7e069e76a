import { hashPassword } from "@alphas/auth/passwords"
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
import { calendarLinks, daysOff, leaves } from "@alphas/db/schema/calendar"
import { campaignTemplates, kpis, kpiValues } from "@alphas/db/schema/campaigns"
import { changes } from "@alphas/db/schema/changes"
import {
  clientImportChunks,
  clientImportKeys,
  clientImportRows,
  clientImports,
} from "@alphas/db/schema/clients"
import { checklistItems, taskAssignees, taskDependencies, tasks } from "@alphas/db/schema/tasks"
import { lockedMonths, rates, timeEntries, timers, timesheets } from "@alphas/db/schema/time"
import { apiTokens, invitations, sessions } from "@alphas/db/schema/users"
import { newId } from "@alphas/domain/ids"
import { eq } from "drizzle-orm"
import { ownOnly, type Relation, type Role, relations, roles } from "./oracle"
import {
  agencyOnly,
  bookkeepers,
  finances,
  internal,
  nobody,
  Secrets,
  withCampaign,
  withClient,
  withTask,
} from "./secrets"

/** A client with a contact, as a person stands to it. */
export interface Row {
  clientId: string
  clientName: string
  contactId: string
  clientVersion: number
  /** A campaign of the client, with a KPI. */
  campaignId: string
  kpiId: string
  /** Two tasks of it, linked, the first with a point on its checklist; a removed one; a change of its plan. */
  taskId: string
  laterTaskId: string
  dependencyId: string
  itemId: string
  removedTaskId: string
  scheduleId: string
  /** A session, an API token, an import and leave: the person's own where the client is, somebody else's otherwise. */
  session: string
  tokenId: string
  importId: string
  leaveId: string
  entryId: string
  removedEntryId: string
  /** Planted: amounts and words that stand nowhere else. */
  tag: string
  contactNotes: string
  budgetMinor: number
  costMinor: number
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
  /** Whoever does the first task of every row. */
  doer: UserRow
  rateId: string
  templateId: string
  /** An invitation that is open. */
  invitationId: string
  /** What no answer may hold but for those who may read it. */
  secrets: Secrets
}

export async function makeFixture(db: Db): Promise<Fixture> {
  const secrets = new Secrets()
  const passwordHash = await hashPassword("a password of somebody")
  secrets.plant(passwordHash, "a password's hash", nobody)
  const colleague = await makeUser(db, { role: "team_member", passwordHash })
  const stranger = await makeUser(db, { role: "manager", passwordHash })
  const doer = await makeUser(db, { role: "team_member", passwordHash })
  for (const { id } of [colleague, stranger, doer]) secrets.plant(id, "somebody of the agency", agencyOnly)
  const invitationHash = secrets.word()
  secrets.plant(invitationHash, "an invitation's hash", nobody)
  const [invitation] = await db
    .insert(invitations)
    .values({
      email: "invited@agency.example",
      name: "Invited",
      role: "finance",
      tokenHash: invitationHash,
      invitedBy: colleague.id,
      expiresAt: later,
    })
    .returning({ id: invitations.id })
  const templateId = newId()
  const content = { days: 1, description: null, tasks: [], dependencies: [], kpis: [] }
  await db.insert(campaignTemplates).values({ id: templateId, name: "Template", content })
  const rateId = newId()
  secrets.plant(rateId, "an hourly rate", bookkeepers)
  await db
    .insert(rates)
    .values({ id: rateId, kind: "cost", fromDay: "2026-01-01", currency: "EUR", minorPerHour: 1 })
  await db.insert(daysOff).values({ day: "2020-12-24", name: "Long ago" })
  await db.insert(lockedMonths).values({ month: "2020-01-01" })
  const reason = secrets.word()
  secrets.plant(reason, "a week of a colleague", (role) => role === "admin" || role === "manager")
  await db.insert(timesheets).values({ userId: colleague.id, monday: "2020-01-06", state: "open", reason })
  const people: Partial<Record<Role, Person>> = {}
  for (const role of roles)
    people[role] = await makePerson({ db, secrets, role, strangerId: stranger.id, passwordHash })
  const first = await db.select({ taskId: tasks.id }).from(tasks).where(eq(tasks.title, "First"))
  await db.insert(taskAssignees).values(first.map(({ taskId }) => ({ taskId, userId: doer.id })))
  const [{ campaignId = "" } = {}] = await db.select({ campaignId: tasks.campaignId }).from(tasks).limit(1)
  await db.insert(timers).values({ userId: colleague.id, campaignId, billable: false })
  // Every role was filled by the loop above.
  return {
    people: people as Record<Role, Person>,
    colleague,
    doer,
    rateId,
    templateId,
    invitationId: invitation?.id ?? "",
    secrets,
  }
}

interface Making {
  db: Db
  secrets: Secrets
  role: Role
  strangerId: string
  passwordHash: string
}

async function makePerson(making: Making): Promise<Person> {
  const { db, secrets, role, strangerId } = making
  const make = async (relation: Relation, userId: string) => {
    const row = await makeRow(making, relation, userId)
    plant(secrets, row, { role, relation })
    return row
  }
  if (role !== "client_viewer") {
    const user = await makeUser(db, { role, passwordHash: making.passwordHash })
    secrets.plant(user.id, "somebody of the agency", agencyOnly)
    const linkHash = newId()
    secrets.plant(linkHash, "the hash of a calendar link", nobody)
    await db.insert(calendarLinks).values({ userId: user.id, hash: linkHash })
    const rows: Person["rows"] = {}
    for (const relation of relations) rows[relation] = await make(relation, user.id)
    return { user, rows, spare: await make("own", user.id) }
  }
  // A viewer belongs to one client and is a member of none.
  const client = await make("own", strangerId)
  const user = await makeUser(db, { role, clientId: client.clientId, passwordHash: making.passwordHash })
  secrets.plant(user.id, "a viewer", agencyOnly)
  secrets.ofThemself(role, user.id)
  const own = { ...client, ...(await makeThings(making, user.id, client.campaignId)) }
  plant(secrets, own, { role, relation: "own" })
  return {
    user,
    spare: own,
    rows: {
      own,
      foreign: await make("foreign", strangerId),
      orphan: await make("orphan", strangerId),
    },
  }
}

/** Whose it is, and whoever reads the time of all. */
const withTime = (role: Role, relation: Relation) =>
  role === "admin" || role === "manager" || ownOnly(role, relation) === "done"

/** Says of everything that is found in one row only who may read it. */
function plant(secrets: Secrets, row: Row, of: { role: Role; relation: Relation }): void {
  const plants: [string | number, string, Parameters<Secrets["plant"]>[2]][] = [
    [row.clientId, "a client", withClient],
    [row.contactId, "a contact", withClient],
    [row.tag, "a client's tag", internal],
    [row.contactNotes, "a contact's notes", internal],
    [row.campaignId, "a campaign", withCampaign],
    [row.kpiId, "a KPI", withCampaign],
    [row.budgetMinor, "a campaign's budget", finances],
    [row.costMinor, "what an hour cost", finances],
    [row.taskId, "a task", withTask],
    [row.laterTaskId, "a task", withTask],
    [row.removedTaskId, "a removed task", withTask],
    [row.dependencyId, "a dependency", withTask],
    [row.itemId, "a point of a checklist", withTask],
    [row.scheduleId, "a change of the plan", withTask],
    // Whose it is decides, and admins look after the tokens of others.
    [row.session, "a session", (role, relation) => ownOnly(role, relation) === "done"],
    [row.tokenId, "a token", (role, relation) => role === "admin" || ownOnly(role, relation) === "done"],
    [row.importId, "an import", (role, relation) => role === "admin" || ownOnly(role, relation) === "done"],
    [row.leaveId, "leave", agencyOnly],
    [row.entryId, "a time entry", withTime],
    [row.removedEntryId, "a removed time entry", withTime],
  ]
  for (const [value, what, sees] of plants)
    secrets.plant(value, `${what} (${of.role}'s ${of.relation})`, sees, of)
}

async function makeRow(making: Making, relation: Relation, userId: string): Promise<Row> {
  const { db, secrets, strangerId } = making
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
  const [tag, contactNotes, budgetMinor] = [secrets.word(), secrets.word(), secrets.amount()]
  const client = await makeClient(db, {
    tags: [tag],
    ownerId: owners[relation],
    archivedAt: relation === "archived" ? now : null,
    deletedAt: relation === "deleted" ? now : null,
  })
  if (relation === "member") await makeMember(db, { clientId: client.id, userId })
  const contact = await makeContact(db, { clientId: client.id, isPrimary: true, notes: contactNotes })
  const campaign = await makeCampaign(db, { clientId: client.id, managerId: strangerId, budgetMinor })
  if (relation === "works") await makeCampaignMember(db, campaign.id, userId)
  const [kpi] = await db
    .insert(kpis)
    .values({ campaignId: campaign.id, name: "Leads", unit: "leads", target: 1 })
    .returning({ id: kpis.id })
  await db.insert(kpiValues).values({ kpiId: kpi?.id ?? "", day: "2026-01-01", value: 1 })
  const work = await makeWork(db, campaign, relation === "deleted")
  const things = await makeThings(making, relation === "own" ? userId : strangerId, campaign.id)
  return {
    clientId: client.id,
    clientName: client.name,
    contactId: contact.id,
    clientVersion: client.version,
    campaignId: campaign.id,
    kpiId: kpi?.id ?? "",
    ...work,
    ...things,
    tag,
    contactNotes,
    budgetMinor,
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
  const [dependencyId, itemId, scheduleId] = [newId(), newId(), newId()]
  const tie = { id: dependencyId, campaignId: campaign.id, predecessorId: taskId, successorId: laterTaskId }
  if (!gone) await db.insert(taskDependencies).values(tie)
  await db.insert(checklistItems).values({ id: itemId, taskId, text: "Point" })
  await db.insert(changes).values({
    epoch: 1,
    channel: "web",
    verb: "schedule.reschedule",
    entity: "schedule",
    entityId: scheduleId,
    clientId: campaign.clientId,
    campaignId: campaign.id,
  })
  return { taskId, laterTaskId, removedTaskId, dependencyId, itemId, scheduleId }
}

const later = new Date(Date.now() + 3_600_000).toISOString()

/** What only its own person may touch. */
async function makeThings(
  { db, secrets }: Making,
  userId: string,
  campaignId: string,
): Promise<
  Pick<Row, "session" | "tokenId" | "importId" | "leaveId" | "entryId" | "removedEntryId" | "costMinor">
> {
  const session = newId()
  const [idHash, tokenHash, costMinor] = [secrets.word(), secrets.word(), secrets.amount()]
  for (const hash of [idHash, tokenHash]) secrets.plant(hash, "the hash of a session or token", nobody)
  const row = { userId, idHash, name: session, expiresAt: later, endsAt: later, device: "proof" }
  await db.insert(sessions).values(row)
  const [tokenId, importId] = [newId(), newId()]
  const token = {
    id: tokenId,
    userId,
    name: "proof",
    prefix: "alp_",
    hash: tokenHash,
    scope: "read",
    expiresAt: later,
  } as const
  await db.insert(apiTokens).values(token)
  await db.insert(clientImports).values({ id: importId, userId, fileName: "proof.csv" })
  await db.insert(clientImportChunks).values({ importId, index: 0, content: Buffer.from("Name\nProof\n") })
  await db.insert(clientImportRows).values({ importId, line: 2, values: ["Proof"], size: 5 })
  await db.insert(clientImportKeys).values({ importId, key: "name:proof", line: 2 })
  const leaveId = newId()
  await db.insert(leaves).values({ id: leaveId, userId, fromDay: "2026-05-04", toDay: "2026-05-08" })
  const [entryId, removedEntryId] = [newId(), newId()]
  const hours = {
    ...{ userId, campaignId, day: "2026-05-04", minutes: 5, billable: true, costMinor },
    role: "team_member" as const,
  }
  await db.insert(timeEntries).values([
    { ...hours, id: entryId },
    { ...hours, id: removedEntryId, deletedAt: new Date().toISOString() },
  ])
  return { session, tokenId, importId, leaveId, entryId, removedEntryId, costMinor }
}
