import type { Calls } from "./call"
import type { Shared } from "./campaigns"
import type { Row as SpentRow } from "./expenses"
import type { Row as TasksRow } from "./tasks"
import {
  admins,
  agency,
  everyone,
  type Outcome,
  type Relation,
  type Role,
  reachesTask,
  readsCampaignHistory,
  readsExpense,
  readsHistory,
} from "./who"

/** Who has no history of anything is told so; who has, and sees no tasks, finds none. */
const readsTaskHistory = (role: Role, relation: Relation): Outcome =>
  role === "finance" ? "not_found" : reachesTask(role, relation)

type Row = TasksRow & SpentRow

export const calls: Calls<"changes", Row, Shared> = {
  history: [
    { input: ({ row }) => ({ entity: "task", id: row.taskId }), row: readsTaskHistory },
    { input: ({ row }) => ({ entity: "campaign", id: row.campaignId }), row: readsCampaignHistory },
    { input: ({ row }) => ({ entity: "client", id: row.clientId }), row: readsHistory },
    { input: ({ row }) => ({ entity: "contact", id: row.contactId }), row: readsHistory },
    { input: ({ row }) => ({ entity: "expense", id: row.expenseId }), row: readsExpense },
  ],
  audit: { input: () => ({}), role: admins },
  live: { input: () => ({}), role: everyone },
}

export const presence: Calls<"presence", Row, Shared> = {
  list: { input: () => ({}), role: agency },
  live: { input: () => ({}), role: agency },
}
