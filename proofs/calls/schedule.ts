import { taskDependencies } from "@alphas/db/schema/tasks"
import { eq } from "drizzle-orm"
import type { Calls } from "./call"
import type { Shared } from "./campaigns"
import type { Row } from "./tasks"
import { reachesTask } from "./who"

const versioned = (row: Row) => ({ id: row.dependencyId, version: 1 })

export const calls: Calls<"schedule", Row, Shared> = {
  plan: { input: ({ row }) => ({ campaignId: row.campaignId }), row: reachesTask },
  reschedule: {
    input: ({ row: { campaignId, taskId, laterTaskId } }) => ({
      campaignId,
      changes: [{ id: taskId, durationDays: 2 }],
      seen: [taskId, laterTaskId].map((id) => ({ id, version: 1 })),
    }),
    row: reachesTask,
  },
  undo: { input: ({ row }) => ({ campaignId: row.campaignId, id: row.scheduleId }), row: reachesTask },
  dependencies: {
    create: [
      {
        input: async ({ db, row }) => {
          await db.delete(taskDependencies).where(eq(taskDependencies.id, row.dependencyId))
          return { predecessorId: row.taskId, successorId: row.laterTaskId }
        },
        row: reachesTask,
      },
      {
        // To a task of a campaign that a team member does not work on.
        input: ({ row, spare }) => ({ predecessorId: row.taskId, successorId: spare.taskId }),
        row: (role, relation) => (role === "team_member" ? "not_found" : reachesTask(role, relation)),
      },
    ],
    update: {
      input: ({ row }) => ({ ...versioned(row), type: "start_start", lagDays: 1 }),
      row: reachesTask,
    },
    remove: { input: ({ row }) => versioned(row), row: reachesTask },
  },
}
