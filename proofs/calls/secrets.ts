import {
  type Outcome,
  type Relation,
  type Role,
  readsCampaign,
  readsClient,
  roles,
  writesCampaign,
} from "./who"

/** Who may find a value in an answer: a role, and how the person of it stands to the row that the value is of. */
export type Sees = (role: Role, relation: Relation) => boolean

/** A value that stands in one row of the fixture and nowhere else. */
interface Secret {
  what: string
  sees: Sees
  /** To whom the row stands as `relation` says; to everybody else it is a foreign one. Null where that is the same. */
  of: { role: Role; relation: Relation } | null
}

const done =
  (reads: (role: Role, relation: Relation) => Outcome): Sees =>
  (role, relation) =>
    reads(role, relation) === "done"
/** What was deleted is still in the log, which admins read. */
export const orAudit =
  (sees: Sees): Sees =>
  (role, relation) =>
    role === "admin" || sees(role, relation)

/** Clients, contacts and what names them. */
export const withClient = orAudit(done(readsClient))
/** What of a client is for the agency alone. */
export const internal: Sees = (role, relation) => role !== "client_viewer" && withClient(role, relation)
/** A campaign's id is known to whoever sees it, or the tasks in it. */
export const withCampaign: Sees = (role, relation) =>
  withTask(role, relation) || orAudit(done(readsCampaign))(role, relation)
/** Budgets and costs: admins, finance, and managers of campaigns that they may change. */
export const finances: Sees = (role, relation) =>
  role === "admin" || role === "finance" || done(writesCampaign)(role, relation)
/** Tasks: admins and managers every one, team members of what they work on. */
export const withTask: Sees = (role, relation) =>
  role === "admin" || role === "manager" || (role === "team_member" && relation === "works")
export const agencyOnly: Sees = (role) => role !== "client_viewer"
export const bookkeepers: Sees = (role) => role === "admin" || role === "finance"
export const nobody: Sees = () => false

const written = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b8\d{11}\b|hush-\d+|\$argon2[^"]+/g

let made = 0

/**
 * Values that are planted in every row of the fixture, each with whoever may read it. An answer is searched for all of
 * them, whatever its shape: what a procedure sends along unasked is a leak as much as a row that it should not find.
 */
export class Secrets {
  private readonly planted = new Map<string, Secret>()
  private readonly own = new Map<Role, Set<string>>(roles.map((role) => [role, new Set()]))

  /** An amount in minor units that no other row has, not even once it was raised a little or added to a small one. */
  amount = (): number => 800_000_000_000 + 1_013 * ++made
  /** A word that no other row has. */
  word = (): string => `hush-${++made}`

  plant(value: string | number, what: string, sees: Sees, of: Secret["of"] = null): void {
    this.planted.set(String(value), { what, sees, of })
  }

  /** Of a person themself: they see it, whoever else does. */
  ofThemself(role: Role, value: string): void {
    this.own.get(role)?.add(value)
  }

  /** What of the planted values stands in an answer that the person of the role must not read. */
  leaked(answer: unknown, role: Role): string[] {
    const found = new Set(this.in(answer))
    return [...found]
      .filter((value) => !this.seenBy(value, role))
      .map((value) => this.planted.get(value)?.what ?? value)
  }

  /** Which of the values the person may read and the answer does not show. */
  missing(answer: unknown, role: Role, values: (string | number)[]): string[] {
    const found = new Set(this.in(answer))
    return values
      .map(String)
      .filter((value) => this.seenBy(value, role) && !found.has(value))
      .map((value) => this.planted.get(value)?.what ?? value)
  }

  private in(answer: unknown): string[] {
    return (JSON.stringify(answer) ?? "").match(written)?.filter((value) => this.planted.has(value)) ?? []
  }

  private seenBy(value: string, role: Role): boolean {
    const secret = this.planted.get(value)
    if (secret === undefined || this.own.get(role)?.has(value)) return true
    const { of, sees } = secret
    const relation =
      of === null ? "foreign" : of.role === role || of.relation === "deleted" ? of.relation : "foreign"
    return sees(role, relation)
  }
}
