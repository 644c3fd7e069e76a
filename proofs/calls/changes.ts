import type { Calls } from "./call"
import type { Shared } from "./campaigns"
import type { Row } from "./tasks"
import {
  admins,
  agency,
  everyone,
  type Outcome,
  type Relation,
  type Role,
  reachesTask,
  readsCampaignHistory,
  readsHistory,
} from "./who"

/** Who has no history of anything is told so; who has, and sees no tasks, finds none. */
const readsTaskHistory = (role: Role, relation: Relation): Outcome =>
  role === "finance" ? "not_found" : reachesTask(role, relation)

export const calls: Calls<"changes", Row, Shared> = {
  history: [
    { input: ({ row }) => ({ entity: "task", id: row.taskId }), row: readsTaskHistory },
    { input: ({ row }) => ({ entity: "campaign", id: row.campaignId }), row: readsCampaignHistory },
    { input: ({ row }) => ({ entity: "client", id: row.clientId }), row: readsHistory },
    { input: ({ row }) => ({ entity: "contact", id: row.contactId }), row: readsHistory },
  ],
  audit: { input: () => ({}), role: admins },
  live: { input: () => ({}), role: everyone },
}

export const presence: Calls<"presence", Row, Shared> = {
  list: { input: () => ({}), role: agency },
  live: { input: () => ({}), role: agency },
}
