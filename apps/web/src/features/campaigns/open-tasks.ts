import type { CampaignRow } from "@alphas/domain/campaigns/dto"

type Counted = Pick<CampaignRow, "name" | "tasksTotal" | "tasksDone">

/** What is asked before a campaign is completed over tasks that are not; null when all of them are. */
export function askOpenTasks({ name, tasksTotal, tasksDone }: Counted) {
  const open = tasksTotal - tasksDone
  if (open <= 0) return null
  const still = open === 1 ? "1 task is still open" : `${open} tasks are still open`
  return {
    title: `Complete ${name}?`,
    text: `${still}. Completing the campaign leaves ${open === 1 ? "it" : "them"} as ${open === 1 ? "it is" : "they are"}.`,
    action: "Complete",
  }
}
