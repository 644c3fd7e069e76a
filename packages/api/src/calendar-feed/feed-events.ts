import type { CalendarEvent } from "@alphas/documents/icalendar"
import type { DayOff } from "@alphas/domain/calendar/dto"
import { dayNumberOf, dayOf } from "@alphas/domain/days"
import { type Priority, priorityLabels, type TaskStatus, taskStatusLabels } from "@alphas/domain/tasks/words"

/** Where the pages are that events lead to, and the host that their names end in. */
interface Where {
  webUrl: string
  host: string
}

interface FeedTask {
  id: string
  title: string
  status: TaskStatus
  priority: Priority
  progress: number
  startDay: string
  endDay: string
  durationDays: number
  createdAt: string
  updatedAt: string
  version: number
  /** Its name and revision; null for whoever may not see it. */
  campaign: { name: string; updatedAt: string; version: number } | null
}

/**
 * When what an event says of a task last became something else, and a number that grows each time: an edit of the task or
 * of its campaign, whose name it says, and the day from which it is overdue.
 */
function revisionOf(
  { version, updatedAt, endDay, status, campaign }: FeedTask,
  today: string,
): { updatedAt: string; sequence: number } {
  const overdue = status !== "completed" && endDay < today
  const since = overdue ? new Date(`${dayOf(dayNumberOf(endDay) + 1)}T00:00:00Z`).toISOString() : ""
  const [last = updatedAt] = [updatedAt, campaign?.updatedAt ?? "", since].sort().reverse()
  return { updatedAt: last, sequence: 2 * (version + (campaign?.version ?? 0)) + (overdue ? 1 : 0) }
}

/** Events know no "completed" and nothing late, so the summary says it. */
function markOf({ status, endDay, durationDays }: FeedTask, today: string): string {
  if (status === "completed") return "✓ "
  if (endDay < today) return "Overdue: "
  return durationDays === 0 ? "◆ " : ""
}

/** A task over its days. */
export function taskEvent(task: FeedTask, today: string, { webUrl, host }: Where): CalendarEvent {
  const { id, title, status, priority, progress, startDay, endDay, campaign } = task
  const facts = [
    campaign === null ? null : `Campaign: ${campaign.name}`,
    `Status: ${taskStatusLabels[status]}${status === "in_progress" && progress > 0 ? `, ${progress} %` : ""}`,
    priority === "normal" ? null : `Priority: ${priorityLabels[priority]}`,
  ]
  return {
    uid: `${id}@${host}`,
    fromDay: startDay,
    toDay: endDay,
    summary: markOf(task, today) + title,
    description: facts.filter((fact) => fact !== null).join("\n"),
    url: new URL(`/tasks/${id}`, webUrl).toString(),
    category: task.durationDays === 0 ? "Milestone" : "Task",
    busy: false,
    createdAt: task.createdAt,
    ...revisionOf(task, today),
  }
}

interface FeedLeave {
  id: string
  fromDay: string
  toDay: string
  note: string | null
  createdAt: string
  updatedAt: string
  version: number
}

/** When the person is away. */
export const leaveEvent = (
  { id, fromDay, toDay, note, createdAt, updatedAt, version }: FeedLeave,
  { webUrl, host }: Where,
): CalendarEvent => ({
  uid: `${id}@${host}`,
  fromDay,
  toDay,
  summary: "Leave",
  description: note,
  url: new URL("/time?view=leave", webUrl).toString(),
  category: "Leave",
  busy: true,
  createdAt,
  updatedAt,
  sequence: version,
})

interface FeedDayOff extends DayOff {
  createdAt: string
  updatedAt: string
  version: number
}

/** A day on which the agency is closed. */
export const dayOffEvent = (
  { day, name, createdAt, updatedAt, version }: FeedDayOff,
  { host }: Where,
): CalendarEvent => ({
  uid: `day-off-${day}@${host}`,
  fromDay: day,
  toDay: day,
  summary: name,
  description: null,
  url: null,
  category: "Day off",
  busy: false,
  createdAt,
  updatedAt,
  sequence: version - 1,
})
