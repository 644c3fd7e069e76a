import { dayNumberOf, dayOf } from "@alphas/domain/days"
import type { CampaignRows, NewCampaignRow, NewTaskRow } from "./campaign-rows"
import type { Timekeeping } from "./timekeeping"

/** What somebody can book time on. */
export interface Job {
  campaign: NewCampaignRow
  /** Null for what a campaign takes besides its tasks. */
  task: NewTaskRow | null
  /** The first and last day on which there was work. */
  from: string
  to: string
  /** Quarter-hours a day that were planned for this person. */
  planned: number
}

/** The last day on which there was work for a campaign; null for one that has not begun. */
export function lastWorked(campaign: NewCampaignRow, yesterday: string): string | null {
  if (campaign.status === "planning") return null
  // The last thing that happened to a campaign that is paused is that.
  if (campaign.status === "paused")
    return dayOf(dayNumberOf((campaign.updatedAt ?? campaign.createdAt).slice(0, 10)) - 1)
  const last = campaign.status === "completed" ? (campaign.forecastDay ?? campaign.endDay) : yesterday
  return last < yesterday ? last : yesterday
}

/** By person: the tasks that were theirs and the campaigns they are members of, as far as the days kept reach. */
export function jobsOf(work: CampaignRows, { days, bookers }: Timekeeping): Map<string, Job[]> {
  const jobs = new Map<string, Job[]>()
  const [first, last] = [days[0]?.day, days.at(-1)?.day]
  if (first === undefined || last === undefined) return jobs
  const add = (userId: string, job: Job) => {
    if (!bookers.has(userId) || job.to < first || job.from > last) return
    const own = jobs.get(userId)
    if (own === undefined) jobs.set(userId, [job])
    else own.push(job)
  }
  const campaigns = new Map(work.campaigns.map((campaign) => [campaign.id, campaign]))
  const ends = new Map(work.campaigns.map((campaign) => [campaign.id, lastWorked(campaign, last)]))
  const tasks = new Map(work.tasks.map((task) => [task.id, task]))
  const wholes = new Set(work.tasks.map(({ parentId }) => parentId))
  const hands = new Map<string, number>()
  for (const { taskId } of work.assignees) hands.set(taskId, (hands.get(taskId) ?? 0) + 1)
  for (const { taskId, userId } of work.assignees) {
    const task = tasks.get(taskId)
    const campaign = campaigns.get(task?.campaignId ?? "")
    const end = ends.get(task?.campaignId ?? "")
    if (task === undefined || campaign === undefined || end == null) continue
    if (task.status === "not_started" || task.durationDays === 0 || wholes.has(taskId)) continue
    const to = task.status === "completed" && task.endDay < end ? task.endDay : end
    const quarters = (task.estimateMinutes ?? 0) / 15 / task.durationDays / (hands.get(taskId) ?? 1)
    add(userId, { campaign, task, from: task.startDay, to, planned: Math.max(2, quarters) })
  }
  for (const { campaignId, userId } of work.members) {
    const campaign = campaigns.get(campaignId)
    const end = ends.get(campaignId)
    if (campaign === undefined || end == null) continue
    add(userId, { campaign, task: null, from: campaign.startDay, to: end, planned: 0 })
  }
  return jobs
}
