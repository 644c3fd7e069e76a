import type { CampaignRow } from "@alphas/domain/campaigns/dto"
import { isolate } from "@alphas/domain/isolate"

type Counted = Pick<CampaignRow, "name" | "tasksTotal" | "tasksDone">

/** What is asked before a campaign is completed over tasks that are not; null when all of them are. */
export function askOpenTasks({ name, tasksTotal, tasksDone }: Counted) {
  const open = tasksTotal - tasksDone
  if (open <= 0) return null
  const still = open === 1 ? "1 task is still open" : `${open} tasks are still open`
  return {
    title: `Complete ${isolate(name)}?`,
    text: `${still}. Completing the campaign does not change ${open === 1 ? "it" : "them"}.`,
    action: "Complete",
  }
}
