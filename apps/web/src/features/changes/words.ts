import { campaignStatusLabels } from "@alphas/domain/campaigns/words"
import type { ChangeEntry, Channel, Entity } from "@alphas/domain/changes/dto"
import { clientStatusLabels } from "@alphas/domain/clients/words"
import { roleLabels, tokenScopeLabels } from "@alphas/domain/permissions"
import { ruleOf } from "@alphas/domain/tasks/recurrence"
import { sayRule } from "@alphas/domain/tasks/recurrence-words"
import { priorityLabels, taskStatusLabels } from "@alphas/domain/tasks/words"
import { stateWords } from "../clients/import-words"
import { dependencyLabels } from "../tasks/dependency-words"

/** What the log's entities are called. */
export const entityWords: Record<Entity, string> = {
  user: "person",
  client: "client",
  client_member: "client member",
  contact: "contact",
  campaign: "campaign",
  campaign_member: "campaign member",
  kpi: "kpi",
  campaign_template: "campaign template",
  task: "task",
  task_dependency: "dependency",
  schedule: "schedule",
  leave: "leave",
  calendar_link: "calendar link",
  time_entry: "time entry",
  timer: "timer",
  timesheet: "timesheet",
  locked_month: "locked month",
  rate: "hourly rate",
  client_import: "import",
  session: "session",
  api_token: "API token",
  invitation: "invitation",
  settings: "settings",
}

export const channelWords: Record<Channel, string> = {
  web: "in the browser",
  token: "through the API",
  job: "by a background job",
  system: "by the system",
}

/** What somebody did, after their name. A verb that is not here is told by its own name. */
const verbs: Record<string, string> = {
  "session.signIn": "signed in",
  "session.signOut": "signed out",
  "session.askReset": "asked for a new password",
  "session.resetPassword": "chose a new password",
  "session.acceptInvitation": "accepted an invitation",
  "session.register": "asked for an account",
  "session.setUp": "set up the agency",
  "account.update": "changed their profile",
  "account.changePassword": "changed their password",
  "account.confirm": "confirmed who they are",
  "account.revokeSession": "ended a session",
  "account.signOutEverywhere": "signed out everywhere",
  "account.startSecondFactor": "began to set up a second factor",
  "account.confirmSecondFactor": "turned the second factor on",
  "account.disableSecondFactor": "turned the second factor off",
  "account.createToken": "made an API token",
  "account.revokeToken": "revoked an API token",
  "account.createCalendarLink": "made a calendar link",
  "account.removeCalendarLink": "removed their calendar link",
  "users.invite": "invited somebody",
  "users.resendInvitation": "sent an invitation again",
  "users.revokeInvitation": "took an invitation back",
  "users.changeRole": "changed a role",
  "users.setHours": "changed the hours of a person",
  "users.disable": "disabled a person",
  "users.enable": "enabled a person",
  "users.resetSecondFactor": "turned off the second factor of a person",
  "users.revokeTokenOf": "revoked somebody's API token",
  "clients.create": "created the client",
  "clients.update": "edited the client",
  "clients.archive": "archived the client",
  "clients.restore": "restored the client",
  "clients.merge": "merged clients",
  "clients.addMember": "added a member",
  "clients.removeMember": "removed a member",
  "clients.contacts.create": "added a contact",
  "clients.contacts.update": "edited a contact",
  "clients.contacts.remove": "removed a contact",
  "clients.imports.start": "began an import",
  "clients.imports.append": "uploaded a piece of an import",
  "clients.imports.finish": "uploaded the file of an import",
  "clients.imports.check": "had an import checked",
  "clients.imports.run": "started an import",
  "clients.imports.undo": "began to take an import back",
  "clients.imports.cancel": "gave an import up",
  "clients.import": "imported clients",
  "clients.import.read": "read the file of an import",
  "clients.import.check": "checked an import",
  "clients.import.undo": "took an import back",
  "campaigns.create": "created the campaign",
  "campaigns.update": "edited the campaign",
  "campaigns.step": "changed the status of the campaign",
  "campaigns.archive": "archived the campaign",
  "campaigns.restore": "restored the campaign",
  "campaigns.addMember": "added a member to the campaign",
  "campaigns.removeMember": "removed a member from the campaign",
  "campaigns.kpis.create": "added a KPI",
  "campaigns.kpis.update": "edited a KPI",
  "campaigns.kpis.remove": "removed a KPI",
  "campaigns.kpis.setValue": "set a KPI value",
  "campaigns.templates.save": "kept a campaign as a template",
  "campaigns.templates.fill": "filled the campaign from a template",
  "campaigns.templates.remove": "removed a template",
  "tasks.create": "created the task",
  "tasks.recur": "completed the one before, which this task repeats",
  "tasks.update": "edited the task",
  "tasks.step": "changed the status of the task",
  "tasks.assign": "changed who does the task",
  "tasks.place": "moved the task on the board",
  "tasks.remove": "removed the task",
  "tasks.restore": "brought the task back",
  "tasks.checklist.add": "added a checklist item",
  "tasks.checklist.update": "changed a checklist item",
  "tasks.checklist.remove": "removed a checklist item",
  "schedule.dependencies.create": "added a dependency",
  "schedule.dependencies.update": "changed a dependency",
  "schedule.dependencies.remove": "removed a dependency",
  "settings.update": "changed the settings",
  "calendar.update": "changed the working days",
  "calendar.setDayOff": "changed a day off",
  "calendar.leave.create": "entered leave",
  "calendar.leave.update": "changed leave",
  "calendar.leave.remove": "removed leave",
  "time.create": "entered time",
  "time.update": "changed time",
  "time.remove": "removed time",
  "time.restore": "brought time back",
  "time.timer.start": "started a timer",
  "time.timer.update": "changed a timer",
  "time.timer.stop": "stopped a timer",
  "time.weeks.setCell": "entered time in the week",
  "time.weeks.step": "changed the state of a week",
  "time.rules.update": "changed how time is rounded",
  "time.rules.lockMonth": "locked or unlocked a month",
  "time.rates.create": "added an hourly rate",
  "time.rates.remove": "removed an hourly rate",
}

/** What a template brings beside its KPIs. */
const fromTemplate = {
  task: "created the task from a template",
  task_dependency: "added a dependency from the template",
  schedule: "planned the tasks",
}

/** A verb changes more than its own entity: the members and contacts of a new client, the clients of an import. */
const verbsOf: Record<string, Partial<Record<Entity, string>>> = {
  "clients.create": { contact: "added a contact", client_member: "added a member" },
  "clients.import": {
    client: "imported the client",
    contact: "imported a contact",
    client_member: "added a member",
  },
  "campaigns.create": {
    campaign_member: "added a member to the campaign",
    kpi: "added a KPI",
    ...fromTemplate,
  },
  "campaigns.templates.fill": { kpi: "added a KPI", ...fromTemplate },
  "campaigns.update": { campaign_member: "added a member to the campaign" },
  "clients.import.undo": { client: "removed the imported client" },
}

/** What moved the plan, where it was not somebody who moved it. */
const planVerbs: Record<string, string> = {
  "schedule.reschedule": "changed the plan",
  "schedule.undo": "took a change of the plan back",
  "schedule.replan": "changed the calendar, which moved the plan",
  "tasks.create": "added a task, which moved the plan",
  "tasks.remove": "removed a task, which moved the plan",
  "tasks.restore": "brought a task back, which moved the plan",
  "tasks.assign": "changed who does a task, which moved the plan",
  "schedule.dependencies.create": "added a dependency, which moved the plan",
  "schedule.dependencies.update": "changed a dependency, which moved the plan",
  "schedule.dependencies.remove": "removed a dependency, which moved the plan",
  "campaigns.update": "changed the days of the campaign, which moved the plan",
  "campaigns.step": "opened the campaign again, which moved the plan",
  "campaigns.restore": "restored the campaign, which moved the plan",
}

/** What was done, after the name of who did it. */
export function sayVerb({ verb, entity }: Pick<ChangeEntry, "verb" | "entity">): string {
  const ofPlan =
    entity === "schedule" ? (planVerbs[verb] ?? "changed a task, which moved the plan") : undefined
  const known = verbsOf[verb]?.[entity] ?? ofPlan ?? verbs[verb]
  if (known !== undefined) return known
  const [, action = verb] = /\.([^.]+)$/.exec(verb) ?? []
  return `${action.replace(/([A-Z])/g, " $1").toLowerCase()} (${entityWords[entity]})`
}

/** What stands before the client's name at the end of a line: a task is not called like its client. */
export const beforeClient = ({ entity }: Pick<ChangeEntry, "entity">): string =>
  entity === "client" ? "" : "for "

/** Verbs that are done to a person, as they stand before the person's name. */
const toPerson: Record<string, string> = {
  "users.changeRole": "changed the role of",
  "users.setHours": "changed the hours of",
  "users.disable": "disabled",
  "users.enable": "enabled",
  "users.resetSecondFactor": "turned off the second factor of",
}

/** The same where a person's name follows: `disabled`, `merged clients:`. */
export function sayVerbTo(change: Pick<ChangeEntry, "verb" | "entity">): string {
  return toPerson[change.verb] ?? `${sayVerb(change)}:`
}

const fieldWords: Record<string, string> = {
  archivedAt: "Archived",
  assigneeIds: "Done by",
  budgetMinor: "Budget",
  campaignId: "Campaign",
  checklistItem: "Checklist item",
  checklist: "Checklist",
  clientId: "Client",
  currency: "Currency",
  dailyMinutes: "Minutes a day",
  deletedAt: "Removed",
  direction: "Better is",
  disabledAt: "Disabled",
  durationDays: "Working days",
  endDay: "Ends",
  endedAt: "Ended",
  estimateMinutes: "Minutes estimated",
  expiresAt: "Good until",
  importId: "Import",
  isPrimary: "Primary contact",
  jobTitle: "Job title",
  lagDays: "Working days between",
  locale: "Language",
  managerId: "Manager",
  monday: "Week from",
  minorPerHour: "Minor units an hour",
  member: "Member",
  merged: "Merged with",
  mergedIntoId: "Merged into",
  mode: "Planned",
  notBefore: "Not before",
  occursOn: "Day by the rule",
  others: "Other tasks",
  ownerId: "Owner",
  parentId: "Part of",
  postalCode: "Postal code",
  predecessorId: "First",
  recurrence: "Repeats",
  registrationDomains: "Domains that may register",
  registrationOpen: "Registration open",
  resetSentTo: "Link sent to",
  responsibleId: "Responsible",
  secondFactor: "Second factor",
  startDay: "Starts",
  startedAt: "Began",
  successorId: "Then",
  taskId: "Task",
  timeZone: "Time zone",
  userId: "Person",
  vatId: "VAT id",
}

/** A value of a KPI stands under its day. */
const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text)

/** What a field is called: `jobTitle` is the job title. */
export function sayField(name: string, words: Pick<Words, "day" | "nameOf">): string {
  const known = fieldWords[name]
  if (known !== undefined) return known
  // A change of the plan has a field for each task that it moved.
  if (isId.test(name)) return words.nameOf(name) ?? "A task"
  if (isDay(name)) return words.day(name)
  const text = name.replace(/([A-Z])/g, " $1").toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isInstant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const labels: Record<string, Record<string, string>> = {
  status: { ...clientStatusLabels, ...campaignStatusLabels, ...taskStatusLabels },
  priority: priorityLabels,
  mode: { automatic: "by the plan", manual: "by hand" },
  type: dependencyLabels,
  role: roleLabels,
  scope: tokenScopeLabels,
  state: Object.fromEntries(Object.entries(stateWords).map(([state, [label]]) => [state, label])),
  direction: { up: "more", down: "less" },
}
/** What an id stands for whose name is not known; in every other field it is a person's. */
const nameless: Record<string, string> = {
  clientId: "another client",
  mergedIntoId: "another client",
  merged: "another client",
  importId: "an import",
  campaignId: "one of the client's",
  parentId: "another task",
  taskId: "one of the campaign's",
  predecessorId: "another task",
  successorId: "another task",
}

/** How a reader is told what a value stands for. */
export interface Words {
  /** The name that belongs to an id, where it is known. */
  nameOf: (id: string) => string | undefined
  instant: (instant: string) => string
  day: (day: string) => string
  number: (value: number) => string
  /** An amount in minor units, in the currency of the row that was changed. */
  money: (minor: number) => string
}

/** A field's value for a reader; ids become names where one is known. */
export function sayValue(field: string, value: unknown, words: Words): string {
  if (value === null || value === undefined || value === "") return "empty"
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (typeof value === "number") return field.endsWith("Minor") ? words.money(value) : words.number(value)
  if (Array.isArray(value)) {
    return value.length === 0 ? "empty" : value.map((each) => sayValue(field, each, words)).join(", ")
  }
  if (typeof value === "object") {
    const name = "name" in value ? value.name : undefined
    if (typeof name === "string") return name
    const days = "startDay" in value && "endDay" in value ? [value.startDay, value.endDay] : []
    if (days.length > 0) return [...new Set(days)].map((day) => words.day(String(day))).join(" – ")
    // A point of a checklist.
    const text = "text" in value && "done" in value ? `${value.text}${value.done ? ", done" : ""}` : undefined
    return text ?? JSON.stringify(value)
  }
  const text = String(value)
  if (isId.test(text)) return words.nameOf(text) ?? nameless[field] ?? "one that you cannot see"
  if (isInstant.test(text)) return words.instant(text)
  if (isDay(text)) return words.day(text)
  if (field === "recurrence") return sayRecurrence(text, words)
  return labels[field]?.[text] ?? text
}

function sayRecurrence(text: string, words: Words): string {
  const rule = ruleOf(text)
  return rule === null ? text : sayRule(rule, words.day)
}
