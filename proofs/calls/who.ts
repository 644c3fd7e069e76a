/**
 * Who may do what, written down a second time and by other means than the product: from the prose of the design, row
 * by row. `npm run prove -- permissions` holds the product against it.
 */
export type Role = "admin" | "manager" | "team_member" | "finance" | "client_viewer"
export const roles: Role[] = ["admin", "manager", "team_member", "finance", "client_viewer"]

/**
 * How the person stands to the row that a call names.
 * - `own`: the client they belong to (viewers), or the one they own (everybody else)
 * - `member`: a client that they are a member of
 * - `foreign`: somebody else's; `orphan`: nobody's; `archived`: theirs, archived
 * - `works`: somebody else's, but they work on its campaign
 * - `deleted`: theirs, but deleted
 * What hangs on such a client (a contact, a task, an entry) is named by its own id, so that `foreign` is also what is
 * nested in a foreign parent; where a call names several ids, those of two rows are mixed (attempts.ts).
 */
export const relations = ["own", "member", "foreign", "orphan", "archived", "works", "deleted"] as const
export type Relation = (typeof relations)[number]

/** What guards an account: changed by somebody who has signed in, never by an API token. */
export const sessionOnly: readonly string[] = [
  "session.signOut",
  "account.changePassword",
  "account.revokeSession",
  "account.signOutEverywhere",
  "account.createToken",
  "account.revokeToken",
  "account.createCalendarLink",
  "account.removeCalendarLink",
  "account.confirm",
  "account.startSecondFactor",
  "account.confirmSecondFactor",
  "account.disableSecondFactor",
]

/** What a call must come to. */
export type Outcome = "done" | "forbidden" | "not_found"

const mine = (relation: Relation) => relation === "own" || relation === "member" || relation === "archived"
const there = (relation: Relation) => relation !== "deleted"

/** Reading a client and what hangs on it. Viewers are never members: they belong to one client. */
export function readsClient(role: Role, relation: Relation): Outcome {
  if (!there(relation)) return "not_found"
  if (role === "admin" || role === "finance") return "done"
  if (role === "client_viewer") return relation === "own" || relation === "archived" ? "done" : "not_found"
  return mine(relation) ? "done" : "not_found"
}

/** Changing a client and its contacts: admins all, managers those assigned to them, nobody else. */
export function writesClient(role: Role, relation: Relation): Outcome {
  if (role !== "admin" && role !== "manager") return "forbidden"
  if (!there(relation)) return "not_found"
  return role === "admin" || mine(relation) ? "done" : "not_found"
}

/** The history of a client: whoever sees it, but for viewers. */
export const readsHistory = (role: Role, relation: Relation): Outcome =>
  role === "client_viewer" ? "forbidden" : readsClient(role, relation)

const works = (relation: Relation) => mine(relation) || relation === "works"

/** Reading a campaign: the agency sees every one, viewers those of their client. */
export function readsCampaign(role: Role, relation: Relation): Outcome {
  if (!there(relation)) return "not_found"
  return role === "client_viewer" ? readsClient(role, relation) : "done"
}

/** Changing a campaign and its KPIs: admins all, managers those of their clients and those they work on, nobody else. */
export function writesCampaign(role: Role, relation: Relation): Outcome {
  if (role !== "admin" && role !== "manager") return "forbidden"
  if (!there(relation)) return "not_found"
  return role === "admin" || works(relation) ? "done" : "not_found"
}

/** The history of a campaign: of those assigned to one, for whoever is not of finance or an admin. */
export function readsCampaignHistory(role: Role, relation: Relation): Outcome {
  if (role === "client_viewer") return "forbidden"
  if (!there(relation)) return "not_found"
  return role === "admin" || role === "finance" || works(relation) ? "done" : "not_found"
}

/** Tasks: admins and managers every one, team members those of campaigns that they work on, nobody else any. */
export function reachesTask(role: Role, relation: Relation): Outcome {
  if (role === "finance" || role === "client_viewer") return "forbidden"
  if (!there(relation)) return "not_found"
  return role !== "team_member" || relation === "works" ? "done" : "not_found"
}

/** Taking a task oneself: managers only in campaigns that they may change, for whoever does a task works on its campaign. */
export function takesTask(role: Role, relation: Relation): Outcome {
  const reached = reachesTask(role, relation)
  return reached === "done" && role === "manager" && !works(relation) ? "forbidden" : reached
}

/** Bringing back a task that was removed: the same, and that it is gone is no hindrance. */
export const restoresTask = (role: Role, relation: Relation): Outcome =>
  reachesTask(role, there(relation) ? relation : "foreign")

/** What needs no row: allowed to these roles. */
const onlyFor =
  (...allowed: Role[]) =>
  (role: Role): Outcome =>
    allowed.includes(role) ? "done" : "forbidden"

export const everyone = onlyFor(...roles)
export const admins = onlyFor("admin")
export const managing = onlyFor("admin", "manager")
export const agency = onlyFor("admin", "manager", "team_member", "finance")
export const bookkeeping = onlyFor("admin", "finance")
export const exporters = onlyFor("admin", "manager", "finance")

/** One's own session, token, profile: nobody else's, whatever the role. */
export const ownOnly = (_role: Role, relation: Relation): Outcome =>
  relation === "own" ? "done" : "not_found"

/** Entering one's own time on a campaign: everybody of the agency who sees it. */
export const tracksOn = (role: Role, relation: Relation): Outcome =>
  role === "client_viewer" ? "forbidden" : readsCampaign(role, relation)

/** A time entry: one's own, for an admin anybody's. */
export function writesTime(role: Role, relation: Relation): Outcome {
  if (role === "client_viewer") return "forbidden"
  return role === "admin" ? "done" : ownOnly(role, relation)
}

/** An expense: one's own; for admins and finance all; for managers those of campaigns that are assigned to them. */
export function readsExpense(role: Role, relation: Relation): Outcome {
  if (role === "client_viewer") return "forbidden"
  if (role === "admin" || role === "finance") return "done"
  return relation === "own" || (role === "manager" && works(relation)) ? "done" : "not_found"
}

/** One's own expense, for everybody of the agency. */
export const ownExpense = (role: Role, relation: Relation): Outcome =>
  role === "client_viewer" ? "forbidden" : ownOnly(role, relation)

/** Changing an expense before it is decided: one's own; for admins and finance all. */
export const writesExpense = (role: Role, relation: Relation): Outcome =>
  role === "admin" || role === "finance" ? "done" : ownExpense(role, relation)

/** Approving and rejecting what somebody else spent: admins and finance all, managers as they read it. */
export const decidesExpense = (role: Role, relation: Relation): Outcome =>
  role === "team_member" ? "forbidden" : readsExpense(role, relation)

/** Leave: one's own, and anybody's for admins and managers. */
export function writesLeave(role: Role, relation: Relation): Outcome {
  if (role === "client_viewer") return "forbidden"
  return role === "admin" || role === "manager" ? "done" : ownOnly(role, relation)
}

/** One's own import, for roles that import. */
export const ownImport = (role: Role, relation: Relation): Outcome =>
  role === "admin" || role === "manager" ? ownOnly(role, relation) : "forbidden"

/** Issued invoices and credit notes: whoever of finance and management sees the client, and the client's own viewers. */
export const readsInvoice = (role: Role, relation: Relation): Outcome =>
  role === "team_member" ? "forbidden" : readsClient(role, relation)

/** Drafts: the same without the client's viewers, who are told `viewer` where they may look for what is issued. */
export const preparesInvoice =
  (viewer: Outcome = "forbidden") =>
  (role: Role, relation: Relation): Outcome =>
    role === "client_viewer" ? viewer : readsInvoice(role, relation)

/** What only finance and admins do with a client's money. */
export const bookkeepsClient = (role: Role, relation: Relation): Outcome =>
  bookkeeping(role) === "done" ? readsClient(role, relation) : "forbidden"
