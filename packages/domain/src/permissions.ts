/** The only place where roles are named. Everything else asks for a permission. */
export const roles = ["admin", "manager", "team_member", "finance", "client_viewer"] as const
export type Role = (typeof roles)[number]

export const roleLabels: Record<Role, string> = {
  admin: "Admin",
  manager: "Manager",
  team_member: "Team member",
  finance: "Finance",
  client_viewer: "Client viewer",
}

/**
 * How far a permission reaches.
 * - `all`: every row.
 * - `assigned`: a client's owner or member, and what hangs on that client; a campaign's manager or member.
 *   Of tasks: those of campaigns that one manages or works on.
 * - `own`: the client that the viewer belongs to, and what hangs on it.
 * - `self`: the person's own row, sessions, tokens, calendar link, imports.
 */
export type Scope = "all" | "assigned" | "own" | "self"

interface Rule extends Partial<Record<Role, Scope>> {
  label: string
}

const everyone = (scope: Scope) =>
  ({ admin: scope, manager: scope, team_member: scope, finance: scope, client_viewer: scope }) as const
const agency = (scope: Scope) =>
  ({ admin: scope, manager: scope, team_member: scope, finance: scope }) as const
const managing = { admin: "all", manager: "assigned" } as const

const table = {
  "account.self": { label: "View and edit your own profile, sessions and tokens", ...everyone("self") },

  "users.read": { label: "View people with their role and status", admin: "all", manager: "all" },
  "users.directory": { label: "View names and pictures, to assign people", ...agency("all") },
  "users.manage": { label: "Invite people, change their roles and hours, disable them", admin: "all" },

  "clients.read": {
    label: "View clients",
    admin: "all",
    manager: "assigned",
    team_member: "assigned",
    finance: "all",
    client_viewer: "own",
  },
  "clients.internal": {
    label: "View a client's internal notes and tags",
    admin: "all",
    manager: "assigned",
    team_member: "assigned",
    finance: "all",
  },
  "clients.create": { label: "Create clients (and become their owner)", admin: "all", manager: "all" },
  "clients.update": { label: "Edit clients, owner and members", ...managing },
  "clients.archive": { label: "Archive and restore clients", ...managing },
  "clients.merge": { label: "Merge duplicate clients", ...managing },
  "clients.import": { label: "Import clients from a file, and undo it", admin: "self", manager: "self" },
  "clients.export": { label: "Export clients to a file", admin: "all", manager: "assigned", finance: "all" },

  "contacts.read": {
    label: "View a client's contacts",
    admin: "all",
    manager: "assigned",
    team_member: "assigned",
    finance: "all",
    client_viewer: "own",
  },
  "contacts.write": { label: "Create, edit and delete contacts", ...managing },

  "campaigns.read": {
    label: "View campaigns",
    admin: "all",
    manager: "all",
    team_member: "all",
    finance: "all",
    client_viewer: "own",
  },
  "campaigns.finances": {
    label: "View a campaign's budget and costs",
    admin: "all",
    manager: "assigned",
    finance: "all",
  },
  "campaigns.create": { label: "Create campaigns (and become their manager)", ...managing },
  "campaigns.update": { label: "Edit campaigns with their members and KPIs", ...managing },
  "campaigns.archive": { label: "Archive and restore campaigns", ...managing },

  "tasks.read": { label: "View tasks", admin: "all", manager: "all", team_member: "assigned" },
  "tasks.write": {
    label: "Create, edit, plan and delete tasks",
    admin: "all",
    manager: "all",
    team_member: "assigned",
  },

  "workload.read": { label: "View the workload of people", admin: "all", manager: "all", team_member: "all" },
  "calendar.read": { label: "View working days, holidays and leave", ...agency("all") },
  "calendar.link": { label: "Create a secret link to your own calendar", ...agency("self") },
  "leave.own": { label: "Add your own leave", ...agency("self") },
  "leave.manage": { label: "Add leave for others", admin: "all", manager: "all" },

  "time.track": { label: "Log your own time", ...agency("self") },
  "time.read": {
    label: "View time entries and timesheets",
    admin: "all",
    manager: "all",
    team_member: "self",
    finance: "self",
  },
  "time.manage": { label: "Edit the time of others", admin: "all" },
  "time.approve": { label: "Approve the timesheets of others", admin: "all", manager: "all" },
  "time.lock": { label: "Lock and unlock months, and change locked time with a reason", admin: "all" },
  "rates.manage": { label: "View and set hourly rates", admin: "all", finance: "all" },

  "billing.manage": {
    label: "Change billing settings, tax rates and exchange rates",
    admin: "all",
    finance: "all",
  },
  "invoices.read": {
    label: "See issued invoices and credit notes",
    admin: "all",
    manager: "assigned",
    finance: "all",
    client_viewer: "own",
  },
  "invoices.prepare": {
    label: "See, create and edit drafts of invoices",
    admin: "all",
    manager: "assigned",
    finance: "all",
  },
  "invoices.issue": { label: "Issue, send and void invoices", admin: "all", finance: "all" },
  "payments.read": { label: "See payments", admin: "all", manager: "assigned", finance: "all" },
  "payments.record": { label: "Record payments and refunds", admin: "all", finance: "all" },
  "expenses.own": { label: "Enter one's own expenses", ...agency("self") },
  "expenses.read": {
    label: "See expenses",
    admin: "all",
    manager: "assigned",
    team_member: "self",
    finance: "all",
  },
  "expenses.approve": {
    label: "Approve expenses, managers up to a limit",
    admin: "all",
    manager: "assigned",
    finance: "all",
  },
  "expenses.manage": {
    label: "Change and reimburse the expenses of others",
    admin: "all",
    finance: "all",
  },

  "changes.live": { label: "Get live changes to visible records", ...everyone("self") },
  "changes.history": {
    label: "View the history of a visible record",
    admin: "all",
    manager: "assigned",
    team_member: "assigned",
    finance: "all",
  },
  "changes.audit": { label: "View the audit log", admin: "all" },
  "presence.read": { label: "See who is online, and on which client", ...agency("all") },

  "settings.manage": { label: "View and change the agency's settings", admin: "all" },
  "permissions.explain": { label: "See why a person can or cannot do something", admin: "all" },
} as const satisfies Record<string, Rule>

export type Permission = keyof typeof table
export const permissions: Readonly<Record<Permission, Rule>> = table
// The keys of a const object are its type's keys; Object.keys cannot say so.
export const permissionNames = Object.keys(table) as Permission[]

/** What an API token is made for. */
export const tokenScopes = ["read", "read_write", "manage_people"] as const
export type TokenScope = (typeof tokenScopes)[number]

export const tokenScopeLabels: Record<TokenScope, string> = {
  read: "Read",
  read_write: "Read and write",
  manage_people: "Read, write and manage people",
}

/** What a way of calling lets somebody do, whatever their role. */
interface Way {
  /** Call what changes something. */
  changes: boolean
  /** Invite people, change their roles, disable them: what `users.manage` changes. */
  people: boolean
  /** Change what guards the account: password, second factor, sessions, tokens, links. */
  account: boolean
}

/** The ways in which somebody calls: in a session, with an API token of some scope, or in a job in their name. */
export const ways: Readonly<Record<"session" | TokenScope | "job", Readonly<Way>>> = {
  session: { changes: true, people: true, account: true },
  read: { changes: false, people: false, account: false },
  read_write: { changes: true, people: false, account: false },
  manage_people: { changes: true, people: true, account: false },
  job: { changes: true, people: false, account: false },
}

/** How far `permission` reaches for `role`; null when the role does not have it. Deny by default. */
export const scopeOf = (role: Role, permission: Permission): Scope | null =>
  permissions[permission][role] ?? null

/** Whether `role` has `permission` over anything at all: what shows or hides a button. */
export const may = (role: Role, permission: Permission): boolean => scopeOf(role, permission) !== null
