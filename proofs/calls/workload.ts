import type { Calls } from "./call"
import type { Shared } from "./campaigns"
import type { Row } from "./tasks"
import { agency, reachesTask } from "./who"

export const calls: Calls<"workload", Row, Shared> = {
  list: {
    input: () => ({ monday: "2026-05-04" }),
    role: (role) => (role === "finance" ? "forbidden" : agency(role)),
  },
  tasks: {
    input: ({ shared }) => ({ userId: shared.doer.id, monday: "2026-03-02" }),
    row: reachesTask,
    shows: (answer, row) =>
      (answer as { tasks: { id: string }[] }).tasks.some((each) => each.id === row.taskId),
  },
}
