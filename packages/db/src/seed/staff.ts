import type { Role } from "@alphas/domain/permissions"
import type { Faker } from "@faker-js/faker"
import type { users } from "../schema/users"
import { day, idAt, iso, officeHour } from "./calendar"
import { colleagues, type Person } from "./people"
import type { NewChangeRow } from "./rows"
import { at, slug, type Vocabulary } from "./vocabulary"

export type NewUserRow = typeof users.$inferInsert & { id: string; createdAt: string }

export const demoDomain = "alphas.demo"
export const demoPassword = "alphas-demo-2026"
/** `demoPassword` under argon2id, as `@alphas/auth/passwords` makes it: public, like the password. */
export const demoPasswordHash =
  "$argon2id$v=19$m=19456,t=2,p=1$sp9Q5t2zafU0mDOxrx+fmQ$Pwfj7vojwr3gC8Ybvmozbrdz5ZsIXmqDkRh4J3kZ8AM"

/** The accounts that are named on the first page of the README, one of each role. */
export const namedAccounts: readonly { role: Role; email: string }[] = [
  { role: "admin", email: `admin@${demoDomain}` },
  { role: "manager", email: `manager@${demoDomain}` },
  { role: "team_member", email: `team@${demoDomain}` },
  { role: "finance", email: `finance@${demoDomain}` },
  { role: "client_viewer", email: `viewer@${demoDomain}` },
]

/** What the team does: its job titles. */
export const crafts = [
  "Art Director",
  "Copywriter",
  "Media Planner",
  "SEO Specialist",
  "Paid Social Manager",
  "Motion Designer",
  "Web Developer",
  "Content Strategist",
  "Graphic Designer",
  "Data Analyst",
  "Project Manager",
] as const
export type Craft = (typeof crafts)[number]

const jobTitles: Record<Exclude<Role, "client_viewer">, readonly string[]> = {
  admin: ["Managing Partner", "Head of Operations"],
  manager: ["Account Director", "Senior Account Manager", "Account Manager", "Client Partner"],
  team_member: crafts,
  finance: ["Head of Finance", "Accountant", "Billing Specialist", "Financial Controller"],
}

interface Account {
  person: Pick<Person, "name">
  email: string
  role: Role
  jobTitle: string | null
  clientId: string | null
  createdAt: number
}

/** An account that signs in with the demo password. */
export function accountRow(random: Faker, account: Account, now: number): NewUserRow {
  const seen = random.number.int(9) === 0 ? account.createdAt : now - random.number.int(3 * day)
  return {
    id: idAt(random, account.createdAt),
    email: account.email,
    name: account.person.name,
    role: account.role,
    clientId: account.clientId,
    jobTitle: account.jobTitle,
    passwordHash: demoPasswordHash,
    disabledAt: null,
    lastSeenAt: iso(Math.max(seen, account.createdAt)),
    createdAt: iso(account.createdAt),
  }
}

/** Who works at an agency of 64. */
export const staffRoles: readonly Exclude<Role, "client_viewer">[] = [
  ...Array<"admin">(2).fill("admin"),
  ...Array<"manager">(8).fill("manager"),
  ...Array<"team_member">(50).fill("team_member"),
  ...Array<"finance">(4).fill("finance"),
]

/**
 * People of the agency from number `start` on, in the proportions of `staffRoles`. The first of each role has the
 * named account; nobody else's address can be taken by two. Admins, managers and finance were there from the first.
 */
export function staffRows(vocabulary: Vocabulary, start: number, count: number, now: number): NewUserRow[] {
  const { random } = vocabulary
  const colleague = colleagues(vocabulary)
  return Array.from({ length: count }, (_, offset) => {
    const number = start + offset
    const role = at(staffRoles, number)
    const person = colleague(number)
    const first = number === staffRoles.indexOf(role)
    const named = first ? namedAccounts.find((account) => account.role === role) : undefined
    const founding = role !== "team_member"
    const createdAt = founding
      ? officeHour(random, now - 1400 * day, now - 1200 * day)
      : officeHour(random, now - 1300 * day, now - (first ? 1000 : 30) * day)
    return accountRow(
      random,
      {
        person,
        email: named?.email ?? `${slug(person.first)}.${slug(person.last)}@${demoDomain}`,
        role,
        jobTitle: at(jobTitles[role], number),
        clientId: null,
        createdAt,
      },
      now,
    )
  })
}

/** What the log says of how an account came to be: by the first set-up, or by the invitation of `by`. */
export function accountLog(random: Faker, row: NewUserRow, by: string | null): NewChangeRow[] {
  const clientId = row.clientId ?? null
  const fields = {
    name: { after: row.name },
    email: { after: row.email },
    role: { after: row.role },
    ...(clientId === null ? {} : { clientId: { after: clientId } }),
  }
  // Whoever comes in has no session yet.
  const joined: NewChangeRow = {
    at: row.createdAt,
    actorId: null,
    channel: "system",
    verb: by === null ? "session.setUp" : "session.acceptInvitation",
    entity: "user",
    entityId: row.id,
    clientId,
    campaignId: null,
    people: [row.id],
    fields,
  }
  if (by === null) return [joined]
  const invitedAt = Date.parse(row.createdAt) - random.number.int({ min: 5, max: 55 }) * 60_000
  const invited: NewChangeRow = {
    ...joined,
    at: iso(invitedAt),
    actorId: by,
    channel: "web",
    verb: "users.invite",
    entity: "invitation",
    entityId: idAt(random, invitedAt),
    people: [],
  }
  return [invited, joined]
}
