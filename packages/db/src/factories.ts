import { domainOf } from "@alphas/domain/host"
import type { Reader } from "./connection"
import { campaignMembers, campaigns } from "./schema/campaigns"
import { clientMembers, clients, contacts } from "./schema/clients"
import { expenses } from "./schema/expenses"
import { taskAssignees, tasks } from "./schema/tasks"
import { users } from "./schema/users"

export type UserRow = typeof users.$inferSelect
export type ClientRow = typeof clients.$inferSelect
export type ContactRow = typeof contacts.$inferSelect
export type CampaignRow = typeof campaigns.$inferSelect
export type TaskRow = typeof tasks.$inferSelect
export type MemberRow = typeof clientMembers.$inferSelect

const firstNames = ["Ada", "Jonas", "Lena", "Marek", "Nora", "Paul", "Romy", "Simon", "Thea", "Viktor"]
const lastNames = ["Arnold", "Brandt", "Conti", "Dubois", "Ebert", "Fischer", "Grant", "Hansen", "Ivanova"]
const companies = ["Alder", "Beacon", "Cobalt", "Dovetail", "Ember", "Fjord", "Granite", "Harbour", "Inkwell"]

let made = 0
const next = () => ++made
const pick = (words: readonly string[], index: number) => words[index % words.length] ?? ""
/** A name that no other row of this process has. */
const personName = (number: number) =>
  `${pick(firstNames, number)} ${pick(lastNames, Math.floor(number / firstNames.length))} ${number}`
const addressOf = (name: string, domain: string) => `${name.toLowerCase().replaceAll(" ", ".")}@${domain}`

/**
 * Inserts a person, by default a team member without a password. A client viewer without `clientId` gets a client of
 * their own. For one who can sign in give `passwordHash`, an argon2id hash in PHC form.
 */
export async function makeUser(
  db: Reader,
  values: Partial<typeof users.$inferInsert> = {},
): Promise<UserRow> {
  const name = values.name ?? personName(next())
  const role = values.role ?? "team_member"
  const clientId =
    role === "client_viewer" && values.clientId === undefined ? (await makeClient(db)).id : values.clientId
  const email = values.email ?? addressOf(name, "agency.example")
  return only(
    await db
      .insert(users)
      .values({ ...values, name, role, email, clientId: clientId ?? null })
      .returning(),
  )
}

/**
 * Inserts a client, by default an active one that nobody owns, with a website and an email address that agree with
 * its name. `domain` follows `website` unless given.
 */
export async function makeClient(
  db: Reader,
  values: Partial<typeof clients.$inferInsert> = {},
): Promise<ClientRow> {
  const number = next()
  const name = `${pick(companies, number)} ${number}`
  const website = `https://www.${name.toLowerCase().replaceAll(" ", "")}.example`
  const given = values.website === undefined ? website : values.website
  const domain = values.domain === undefined ? domainOf(given ?? "") : values.domain
  const row = {
    name,
    status: "active",
    industry: "Software",
    email: domain === null ? null : `hello@${domain}`,
    city: "Berlin",
    country: "DE",
    currency: "EUR",
    ...values,
    website: given,
    domain,
  } as const
  return only(await db.insert(clients).values(row).returning())
}

/** Inserts a contact of a client, by default not its primary one. Without `clientId` a client is made for it. */
export async function makeContact(
  db: Reader,
  values: Partial<typeof contacts.$inferInsert> = {},
): Promise<ContactRow> {
  const clientId = values.clientId ?? (await makeClient(db)).id
  const name = values.name ?? personName(next())
  const row = { email: addressOf(name, "client.example"), jobTitle: "Head of marketing", ...values }
  return only(
    await db
      .insert(contacts)
      .values({ ...row, name, clientId })
      .returning(),
  )
}

/** Makes a person a member of a client; whichever of the two is left out is made. */
export async function makeMember(
  db: Reader,
  values: Partial<typeof clientMembers.$inferInsert> = {},
): Promise<MemberRow> {
  const clientId = values.clientId ?? (await makeClient(db)).id
  const userId = values.userId ?? (await makeUser(db)).id
  return only(
    await db
      .insert(clientMembers)
      .values({ ...values, clientId, userId })
      .returning(),
  )
}

/**
 * Inserts a campaign, by default an active one of a client that is made for it, from 2026-03-02 to 2026-06-26. Its
 * manager, if it has one, is a member.
 */
export async function makeCampaign(
  db: Reader,
  values: Partial<typeof campaigns.$inferInsert> = {},
): Promise<CampaignRow> {
  const clientId = values.clientId ?? (await makeClient(db)).id
  const row = {
    name: `Campaign ${next()}`,
    status: "active",
    startDay: "2026-03-02",
    endDay: "2026-06-26",
    currency: "EUR",
    ...values,
    clientId,
  } as const
  const campaign = only(await db.insert(campaigns).values(row).returning())
  if (campaign.managerId !== null) await makeCampaignMember(db, campaign.id, campaign.managerId)
  return campaign
}

/** Makes a person a member of a campaign. */
export async function makeCampaignMember(db: Reader, campaignId: string, userId: string): Promise<void> {
  await db.insert(campaignMembers).values({ campaignId, userId }).onConflictDoNothing()
}

/**
 * Inserts a task, by default one of a day on 2026-03-02 in a campaign that is made for it. Whoever is responsible does
 * it and works on the campaign. The campaign's totals are not counted again.
 */
export async function makeTask(
  db: Reader,
  values: Partial<typeof tasks.$inferInsert> = {},
): Promise<TaskRow> {
  const campaignId = values.campaignId ?? (await makeCampaign(db)).id
  const number = next()
  const row = {
    title: `Task ${number}`,
    startDay: "2026-03-02",
    endDay: "2026-03-02",
    durationDays: 1,
    rank: number * 1024,
    ...values,
    campaignId,
  } as const
  const task = only(await db.insert(tasks).values(row).returning())
  if (task.responsibleId !== null) {
    await db.insert(taskAssignees).values({ taskId: task.id, userId: task.responsibleId })
    await makeCampaignMember(db, campaignId, task.responsibleId)
  }
  return task
}

/** Inserts an expense, by default a draft of 119.00 EUR with 19 % tax on 2026-05-04, of a person who is made for it. */
export async function makeExpense(
  db: Reader,
  values: Partial<typeof expenses.$inferInsert> = {},
): Promise<typeof expenses.$inferSelect> {
  const userId = values.userId ?? (await makeUser(db, { role: "team_member" })).id
  const row = {
    day: "2026-05-04",
    supplier: `Supplier ${next()}`,
    category: "travel",
    currency: "EUR",
    amountMinor: 11_900,
    taxCategory: "standard",
    taxPercent: "19",
    taxMinor: 1_900,
    netMinor: 10_000,
    billable: false,
    markupPercent: "0",
    ...values,
    userId,
  } as const
  return only(await db.insert(expenses).values(row).returning())
}

function only<Row>(rows: Row[]): Row {
  const [row] = rows
  if (row === undefined) throw new Error("The insert returned no row.")
  return row
}
