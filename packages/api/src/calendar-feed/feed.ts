import { sha256 } from "@alphas/auth/secrets"
import type { Db } from "@alphas/db/connection"
import { calendarLinks, daysOff, leaves } from "@alphas/db/schema/calendar"
import { campaigns } from "@alphas/db/schema/campaigns"
import { settings } from "@alphas/db/schema/settings"
import { taskAssignees, tasks } from "@alphas/db/schema/tasks"
import { users } from "@alphas/db/schema/users"
import { type Viewer, visible } from "@alphas/db/visible"
import type { Calendar, CalendarEvent } from "@alphas/documents/icalendar"
import { dayIn, dayNumberOf, dayOf } from "@alphas/domain/days"
import { may } from "@alphas/domain/permissions"
import { and, asc, desc, eq, gte, isNull, sql } from "drizzle-orm"
import { dayOffEvent, leaveEvent, taskEvent } from "./feed-events"

/** Days back from today that a feed reaches; forwards it has no end. */
const daysBack = 180
/** Tasks in a feed at the most: those that end last. */
export const feedTasksAtMost = 5_000
/** Minutes after which a program is asked to come again. */
const refreshMinutes = 60
/** Between two notes of when a link was last used. */
const usedEvery = sql`interval '1 minute'`

/** Whose calendar a link shows. */
export interface FeedOf {
  viewer: Viewer
  name: string
}

/** Whose link holds this secret, as they are now: null for nobody, a disabled person, and a role that has no feed. */
export async function findFeed(db: Db, secret: string): Promise<FeedOf | null> {
  const [found] = await db
    .select({
      id: users.id,
      role: users.role,
      clientId: users.clientId,
      name: users.name,
      used: sql<boolean>`coalesce(${calendarLinks.lastUsedAt} > now() - ${usedEvery}, false)`,
    })
    .from(calendarLinks)
    .innerJoin(
      users,
      and(
        sql`/* visible users: whose link it is */ ${eq(users.id, calendarLinks.userId)}`,
        isNull(users.disabledAt),
      ),
    )
    .where(sql`/* visible calendar_links: by its secret */ ${eq(calendarLinks.hash, sha256(secret))}`)
  if (found === undefined || !may(found.role, "calendar.link")) return null
  const { name, used, ...viewer } = found
  if (!used) {
    await db
      .update(calendarLinks)
      .set({ lastUsedAt: sql`now()` })
      .where(eq(calendarLinks.hash, sha256(secret)))
  }
  return { viewer, name }
}

/**
 * A person's calendar as they may see it at this moment: the tasks that they do, their leave, the agency's days off.
 * `webUrl` is where the pages are.
 */
export async function readFeed(db: Db, { viewer, name }: FeedOf, webUrl: string): Promise<Calendar> {
  const [agency] = await db
    .select({
      name: sql<string>`/* visible settings: what everybody sees of them */ ${settings.agencyName}`,
      timeZone: settings.timeZone,
    })
    .from(settings)
  const today = dayIn(agency?.timeZone ?? "UTC", new Date())
  const from = dayOf(dayNumberOf(today) - daysBack)
  const where = { webUrl, host: new URL(webUrl).hostname }
  const [found, away, closed] = await Promise.all([
    tasksOf(db, viewer, from),
    db
      .select()
      .from(leaves)
      .where(and(eq(leaves.userId, viewer.id), visible.leaves(viewer, "leave.own"), gte(leaves.toDay, from)))
      .orderBy(asc(leaves.fromDay), asc(leaves.id)),
    db
      .select()
      .from(daysOff)
      .where(and(visible.daysOff(viewer, "calendar.read"), gte(daysOff.day, from)))
      .orderBy(asc(daysOff.day)),
  ])
  const events: CalendarEvent[] = [
    ...found.map((task) => taskEvent(task, today, where)),
    ...away.map((leave) => leaveEvent(leave, where)),
    ...closed.map((day) => dayOffEvent(day, where)),
  ]
  return { name: `${agency?.name ?? "Alphas"}: ${name}`, refreshMinutes, events }
}

/** The tasks that a person does and may see, that end on this day or later; not what an archived campaign has left open. */
const tasksOf = (db: Db, viewer: Viewer, from: string) =>
  db
    .select({
      id: tasks.id,
      title: tasks.title,
      status: tasks.status,
      priority: tasks.priority,
      progress: tasks.progress,
      startDay: tasks.startDay,
      endDay: tasks.endDay,
      durationDays: tasks.durationDays,
      createdAt: tasks.createdAt,
      updatedAt: tasks.updatedAt,
      version: tasks.version,
      campaign: { name: campaigns.name, updatedAt: campaigns.updatedAt, version: campaigns.version },
    })
    .from(tasks)
    .innerJoin(
      taskAssignees,
      and(
        eq(taskAssignees.taskId, tasks.id),
        sql`/* visible task_assignees: of tasks that are */ ${eq(taskAssignees.userId, viewer.id)}`,
      ),
    )
    .leftJoin(campaigns, and(eq(campaigns.id, tasks.campaignId), visible.campaigns(viewer, "campaigns.read")))
    .where(and(visible.tasks(viewer, "tasks.read"), gte(tasks.endDay, from), tasks.listed))
    .orderBy(desc(tasks.endDay), desc(tasks.id))
    .limit(feedTasksAtMost)
