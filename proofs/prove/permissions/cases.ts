import type { Fixture, Person, Row } from "./fixture"
import {
  admins,
  agency,
  bookkeeping,
  everyone,
  exporters,
  managing,
  type Outcome,
  ownImport,
  ownOnly,
  type Relation,
  type Role,
  reachesTask,
  readsCampaign,
  readsCampaignHistory,
  readsClient,
  readsHistory,
  restoresTask,
  takesTask,
  timerOf,
  tracksOn,
  writesCampaign,
  writesClient,
  writesLeave,
  writesTime,
} from "./oracle"

/** How a procedure is tried: with what input, and what must come of it for each role and relation. */
export interface Case {
  input: (row: Row, fixture: Fixture, person: Person) => unknown
  /** For a procedure that names a row. */
  row?: (role: Role, relation: Relation) => Outcome
  /** For one that names none. */
  role?: (role: Role) => Outcome
  /** For a list: whether the answer shows the row, which it must, or must not, as `row` says. */
  shows?: (answer: unknown, row: Row) => boolean
  /** What of the row stands in the answer for whoever may read it. */
  holds?: (row: Row) => (string | number)[]
}

// The answers are what the procedures below promise.
const lists = (answer: unknown, row: Row) =>
  (answer as { items: { id: string }[] }).items.some((item) => item.id === row.clientId)
const names = (answer: unknown, row: Row) =>
  (answer as { id: string }[]).some((item) => item.id === row.clientId)
const writes = (answer: unknown, row: Row) => (answer as { csv: string }).csv.includes(`\n${row.clientName},`)
/** Managers export those assigned to them; finance and admins all; nobody else any. */
const exportsClient = (role: Role, relation: Relation): Outcome =>
  exporters(role) === "done" ? readsClient(role, relation) : "forbidden"
const versioned = (row: Row) => ({ id: row.clientId, version: row.clientVersion })
const days = { startDay: "2026-03-02", endDay: "2026-06-26" }
const ofCampaign = (row: Row) => ({ id: row.campaignId })
const campaign = (row: Row) => ({ id: row.campaignId, version: 1 })
const listsCampaign = (answer: unknown, row: Row) =>
  (answer as { items: { id: string }[] }).items.some((item) => item.id === row.campaignId)
const ofTask = (row: Row) => ({ id: row.taskId })
const task = (row: Row) => ({ id: row.taskId, version: 1 })
const listsTask = (answer: unknown, row: Row) =>
  (answer as { items: { id: string }[] }).items.some((item) => item.id === row.taskId)
const loadsTask = (answer: unknown, row: Row) =>
  (answer as { tasks: { id: string }[] }).tasks.some((each) => each.id === row.taskId)
/** Who has no history of anything is told so; who has, and sees no tasks, finds none. */
const readsTaskHistory = (role: Role, relation: Relation): Outcome =>
  role === "finance" ? "not_found" : reachesTask(role, relation)
const may = { fromDay: "2026-05-04", toDay: "2026-05-06" }
const entry = (row: Row) => ({ campaignId: row.campaignId })
const cell = { day: "2026-05-04", minutes: 5, seen: 0 }
const nothing = () => ({})
const password = "a password that nobody has"
const token = "a token that nobody has"
const merging = (keep: Row, merge: Row) => ({
  keepId: keep.clientId,
  keepVersion: keep.clientVersion,
  mergeId: merge.clientId,
  mergeVersion: merge.clientVersion,
})
/** A procedure of the public list: its own secret decides, not the role. */
const open = (input: unknown): Case => ({ input: () => input, role: everyone })
/** On somebody, by an admin. */
const onColleague: Case = { input: (_row, { colleague }) => ({ id: colleague.id, version: 1 }), role: admins }
const onInvitation: Case = { input: (_row, { invitationId }) => ({ id: invitationId }), role: admins }
const onImport = (also: object = {}): Case => ({
  input: (row) => ({ id: row.importId, ...also }),
  row: ownImport,
})

/** Every procedure of the router stands here; the proof fails for one that does not. */
export const cases: Record<string, Case | Case[]> = {
  "clients.list": { input: () => ({ limit: 200, archived: "also" }), row: readsClient, shows: lists },
  "clients.get": {
    input: (row) => ({ id: row.clientId }),
    row: readsClient,
    holds: ({ clientId, tag, contactId, contactNotes }) => [clientId, tag, contactId, contactNotes],
  },
  "clients.facets": { input: nothing, role: everyone },
  "clients.duplicates": { input: (row) => ({ name: row.clientName }), row: readsClient, shows: names },
  "clients.create": { input: () => ({ name: "New" }), role: managing },
  "clients.update": { input: (row) => ({ ...versioned(row), changes: { city: "Ulm" } }), row: writesClient },
  "clients.archive": { input: versioned, row: writesClient },
  "clients.restore": { input: versioned, row: writesClient },
  "clients.addMember": {
    input: (row, { colleague }) => ({ id: row.clientId, userId: colleague.id }),
    row: writesClient,
  },
  "clients.removeMember": {
    input: (row, { colleague }) => ({ id: row.clientId, userId: colleague.id }),
    row: writesClient,
  },
  "clients.merge": [
    { input: (row, _fixture, { spare }) => merging(row, spare), row: writesClient },
    { input: (row, _fixture, { spare }) => merging(spare, row), row: writesClient },
  ],
  "clients.export": { input: () => ({ archived: "also" }), row: exportsClient, shows: writes },
  "clients.contacts.create": {
    input: (row) => ({ clientId: row.clientId, contact: { name: "New" } }),
    row: writesClient,
  },
  "clients.contacts.update": {
    input: (row) => ({ id: row.contactId, version: 1, changes: { name: "Other" } }),
    row: writesClient,
  },
  "clients.contacts.remove": { input: (row) => ({ id: row.contactId, version: 1 }), row: writesClient },
  "clients.imports.start": { input: () => ({ fileName: "a.csv" }), role: managing },
  "clients.imports.append": onImport({ index: 0, content: "YQ==" }),
  "clients.imports.finish": onImport({ pieces: 1 }),
  "clients.imports.get": onImport(),
  "clients.imports.list": { input: nothing, role: managing },
  "clients.imports.rows": onImport(),
  "clients.imports.refused": onImport(),
  "clients.imports.check": onImport({ mapping: { name: 0 } }),
  "clients.imports.run": onImport(),
  "clients.imports.undo": onImport(),
  "clients.imports.cancel": onImport(),

  "campaigns.list": {
    input: () => ({ limit: 200, archived: "also" }),
    row: readsCampaign,
    shows: listsCampaign,
    holds: ({ clientId, budgetMinor }) => [clientId, budgetMinor],
  },
  "campaigns.get": {
    input: ofCampaign,
    row: readsCampaign,
    holds: ({ clientId, budgetMinor, kpiId }) => [clientId, budgetMinor, kpiId],
  },
  "campaigns.create": [
    { input: (row) => ({ clientId: row.clientId, name: "New", ...days }), row: writesClient },
    {
      input: (row, { templateId }) => ({ clientId: row.clientId, name: "New", ...days, templateId }),
      row: writesClient,
    },
  ],
  "campaigns.update": {
    input: (row) => ({ ...campaign(row), changes: { name: "Other" } }),
    row: writesCampaign,
  },
  "campaigns.step": { input: (row) => ({ ...campaign(row), step: "pause" }), row: writesCampaign },
  "campaigns.archive": { input: campaign, row: writesCampaign },
  "campaigns.restore": { input: campaign, row: writesCampaign },
  "campaigns.addMember": {
    input: (row, { colleague }) => ({ ...ofCampaign(row), userId: colleague.id }),
    row: writesCampaign,
  },
  "campaigns.removeMember": {
    input: (row, { colleague }) => ({ ...ofCampaign(row), userId: colleague.id }),
    row: writesCampaign,
  },
  "campaigns.templates.list": { input: nothing, role: managing },
  "campaigns.templates.end": {
    input: (_row, { templateId }) => ({ templateId, startDay: "2026-05-04" }),
    role: managing,
  },
  "campaigns.templates.save": {
    input: (row) => ({ campaignId: row.campaignId, name: "New" }),
    row: writesCampaign,
  },
  "campaigns.templates.fill": {
    input: (row, { templateId }) => ({ campaignId: row.campaignId, templateId }),
    row: writesCampaign,
  },
  "campaigns.templates.remove": {
    input: (_row, { templateId }) => ({ id: templateId, version: 1 }),
    role: managing,
  },
  "campaigns.kpis.create": {
    input: (row) => ({ campaignId: row.campaignId, kpi: { name: "New", unit: "x", target: 1 } }),
    row: writesCampaign,
  },
  "campaigns.kpis.update": {
    input: (row) => ({ id: row.kpiId, version: 1, changes: { target: 2 } }),
    row: writesCampaign,
  },
  "campaigns.kpis.remove": { input: (row) => ({ id: row.kpiId, version: 1 }), row: writesCampaign },
  "campaigns.kpis.setValue": {
    input: (row) => ({ id: row.kpiId, day: "2026-05-01", value: 1 }),
    row: writesCampaign,
  },

  "tasks.list": { input: () => ({ limit: 200 }), row: reachesTask, shows: listsTask },
  "tasks.get": { input: ofTask, row: reachesTask },
  "tasks.board": { input: (row) => ({ campaignId: row.campaignId }), row: reachesTask },
  "schedule.plan": { input: (row) => ({ campaignId: row.campaignId }), row: reachesTask },
  "tasks.create": [
    { input: (row) => ({ campaignId: row.campaignId, title: "New" }), row: reachesTask },
    {
      input: (row, _fixture, { user: { id } }) => ({
        campaignId: row.campaignId,
        title: "Mine",
        responsibleId: id,
      }),
      row: takesTask,
    },
  ],
  "tasks.update": { input: (row) => ({ ...task(row), changes: { title: "Other" } }), row: reachesTask },
  "tasks.step": { input: (row) => ({ ...task(row), step: "start" }), row: reachesTask },
  "tasks.assign": [
    {
      input: (row, { colleague }) => ({ ...task(row), responsibleId: colleague.id, assigneeIds: [] }),
      row: reachesTask,
    },
    {
      input: (row, _fixture, { user: { id } }) => ({ ...task(row), responsibleId: null, assigneeIds: [id] }),
      row: takesTask,
    },
  ],
  "tasks.place": { input: (row) => ({ ...ofTask(row), afterId: row.laterTaskId }), row: reachesTask },
  "tasks.remove": { input: task, row: reachesTask },
  "tasks.restore": { input: (row) => ({ id: row.removedTaskId, version: 1 }), row: restoresTask },
  "schedule.reschedule": {
    input: (row) => ({
      campaignId: row.campaignId,
      changes: [{ id: row.taskId, durationDays: 2 }],
      seen: [
        { id: row.taskId, version: 1 },
        { id: row.laterTaskId, version: 1 },
      ],
    }),
    row: reachesTask,
  },
  "schedule.undo": {
    input: (row) => ({ campaignId: row.campaignId, id: row.scheduleId }),
    row: reachesTask,
  },
  "tasks.checklist.add": { input: (row) => ({ taskId: row.taskId, text: "New" }), row: reachesTask },
  "tasks.checklist.update": {
    input: (row) => ({ id: row.itemId, changes: { done: true } }),
    row: reachesTask,
  },
  "tasks.checklist.remove": { input: (row) => ({ id: row.itemId }), row: reachesTask },
  "schedule.dependencies.create": [
    { input: (row) => ({ predecessorId: row.laterTaskId, successorId: row.taskId }), row: reachesTask },
    {
      // To a task of a campaign that a team member does not work on.
      input: (row, _fixture, { spare }) => ({ predecessorId: row.taskId, successorId: spare.taskId }),
      row: (role, relation) => (role === "team_member" ? "not_found" : reachesTask(role, relation)),
    },
  ],
  "schedule.dependencies.update": {
    input: (row) => ({ id: row.dependencyId, version: 1, type: "start_start", lagDays: 1 }),
    row: reachesTask,
  },
  "schedule.dependencies.remove": {
    input: (row) => ({ id: row.dependencyId, version: 1 }),
    row: reachesTask,
  },

  "calendar.get": { input: nothing, role: agency },
  "calendar.places": { input: nothing, role: admins },
  "calendar.update": { input: () => ({ version: 1, changes: { workingWeekdays: [1] } }), role: admins },
  "calendar.setDayOff": { input: () => ({ day: "2026-05-15", name: "Bridge" }), role: admins },
  "calendar.leave.list": { input: () => ({ from: "2026-05-01", to: "2026-05-31" }), role: agency },
  "calendar.leave.create": { input: () => may, role: agency },
  "calendar.leave.update": { input: (row) => ({ ...may, id: row.leaveId, version: 1 }), row: writesLeave },
  "calendar.leave.remove": { input: (row) => ({ id: row.leaveId, version: 1 }), row: writesLeave },

  "workload.list": {
    input: () => ({ monday: "2026-05-04" }),
    role: (role) => (role === "finance" ? "forbidden" : agency(role)),
  },
  "workload.tasks": {
    input: (_row, { doer }) => ({ userId: doer.id, monday: "2026-03-02" }),
    row: reachesTask,
    shows: loadsTask,
  },
  "time.list": { input: () => ({ limit: 200 }), role: agency },
  "time.create": { input: (row) => ({ ...entry(row), day: "2026-05-04", minutes: 5 }), row: tracksOn },
  "time.update": {
    input: (row) => ({ id: row.entryId, version: 1, changes: { note: "New" } }),
    row: writesTime,
  },
  "time.restore": { input: (row) => ({ id: row.removedEntryId, version: 1 }), row: writesTime },
  "time.remove": { input: (row) => ({ id: row.entryId, version: 1 }), row: writesTime },
  "time.timer.get": { input: nothing, role: agency },
  "time.timer.start": { input: entry, row: tracksOn },
  "time.timer.update": { input: (row) => ({ ...entry(row), id: row.entryId, version: 1 }), role: timerOf },
  "time.timer.stop": {
    input: (row) => ({ id: row.entryId, version: 1, discard: true }),
    role: timerOf,
  },
  "time.weeks.get": {
    input: (_row, { colleague }) => ({ monday: "2026-05-04", userId: colleague.id }),
    role: (role) =>
      role === "admin" || role === "manager" ? "done" : role === "client_viewer" ? "forbidden" : "not_found",
  },
  "time.weeks.setCell": { input: (row) => ({ ...cell, campaignId: row.campaignId }), row: tracksOn },
  "time.weeks.step": {
    input: (_row, { colleague }) => ({
      monday: "2026-05-04",
      userId: colleague.id,
      version: 0,
      step: "approve",
    }),
    role: managing,
  },
  "time.weeks.submitted": { input: nothing, role: managing },
  "time.rules.get": { input: nothing, role: agency },
  "time.rules.update": { input: () => ({ version: 1, changes: { rounding: "up" } }), role: admins },
  "time.rules.lockMonth": { input: () => ({ month: "2026-05-01", locked: true }), role: admins },
  "time.rates.list": { input: nothing, role: bookkeeping },
  "time.rates.create": {
    input: () => ({ kind: "cost", fromDay: "2026-05-01", currency: "EUR", minorPerHour: 1 }),
    role: bookkeeping,
  },
  "time.rates.remove": { input: (_row, { rateId }) => ({ id: rateId, version: 1 }), role: bookkeeping },

  "changes.history": [
    { input: (row) => ({ entity: "task", id: row.taskId }), row: readsTaskHistory },
    { input: (row) => ({ entity: "campaign", id: row.campaignId }), row: readsCampaignHistory },
    { input: (row) => ({ entity: "client", id: row.clientId }), row: readsHistory },
    { input: (row) => ({ entity: "contact", id: row.contactId }), row: readsHistory },
  ],
  "changes.audit": { input: nothing, role: admins },
  "changes.live": { input: nothing, role: everyone },
  "presence.list": { input: nothing, role: agency },
  "presence.live": { input: nothing, role: agency },

  "users.list": { input: nothing, role: managing },
  "users.get": { input: (_row, { colleague }) => ({ id: colleague.id }), role: managing },
  "users.directory": { input: nothing, role: agency },
  "users.changeRole": {
    input: (_row, { colleague }) => ({ id: colleague.id, version: 1, role: "finance" }),
    role: admins,
  },
  "users.setHours": {
    input: (_row, { colleague }) => ({ id: colleague.id, version: 1, dailyMinutes: 360 }),
    role: admins,
  },
  "users.disable": onColleague,
  "users.enable": onColleague,
  "users.resetSecondFactor": onColleague,
  "users.invitations": { input: nothing, role: admins },
  "users.invite": {
    input: () => ({ email: "new@agency.example", name: "New", role: "finance" }),
    role: admins,
  },
  "users.resendInvitation": onInvitation,
  "users.revokeInvitation": onInvitation,
  "users.tokens": { input: (_row, { colleague }) => ({ id: colleague.id }), role: admins },
  "users.revokeTokenOf": { input: (row) => ({ id: row.tokenId }), role: admins },

  "account.me": { input: nothing, role: everyone },
  "account.update": { input: () => ({ version: 1, changes: { jobTitle: "Lead" } }), role: everyone },
  "account.changePassword": { input: () => ({ current: password, password }), role: everyone },
  "account.sessions": { input: nothing, role: everyone },
  "account.revokeSession": { input: (row) => ({ id: row.session }), row: ownOnly },
  "account.signOutEverywhere": { input: nothing, role: everyone },
  "account.tokens": { input: nothing, role: everyone },
  "account.createToken": { input: () => ({ name: "New", scope: "read" }), role: everyone },
  "account.revokeToken": { input: (row) => ({ id: row.tokenId }), row: ownOnly },
  "account.calendarLink": { input: nothing, role: agency },
  "account.createCalendarLink": { input: nothing, role: agency },
  "account.removeCalendarLink": { input: nothing, role: agency },
  "account.confirm": { input: () => ({ password }), role: everyone },
  "account.startSecondFactor": { input: () => ({ password }), role: everyone },
  "account.confirmSecondFactor": { input: () => ({ code: "000000" }), role: everyone },
  "account.disableSecondFactor": { input: () => ({ password }), role: everyone },

  "session.me": { input: nothing, role: everyone },
  "session.signOut": { input: nothing, role: everyone },
  "session.state": open({}),
  "session.signIn": open({ email: "nobody@agency.example", password }),
  "session.askReset": open({ email: "nobody@agency.example" }),
  "session.checkToken": open({ token }),
  "session.resetPassword": open({ token, password }),
  "session.acceptInvitation": open({ token, name: "Nobody", password }),
  "session.register": open({ email: "nobody@agency.example", name: "Nobody" }),
  "session.setUp": open({ code: "X", agencyName: "X", name: "X", email: "x@agency.example", password }),

  "settings.get": { input: nothing, role: admins },
  "settings.update": { input: () => ({ version: 1, changes: { agencyName: "New" } }), role: admins },
  "permissions.explain": {
    input: (row, { colleague }) => ({
      userId: colleague.id,
      permission: "clients.read",
      row: { table: "clients", id: row.clientId },
    }),
    role: admins,
  },
}
