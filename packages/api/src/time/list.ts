import { isoInstant } from "@alphas/db/columns"
import { byDay, byId } from "@alphas/db/keyset"
import { campaigns } from "@alphas/db/schema/campaigns"
import { tasks } from "@alphas/db/schema/tasks"
import { timeEntries } from "@alphas/db/schema/time"
import { users } from "@alphas/db/schema/users"
import { type Viewer, visible } from "@alphas/db/visible"
import type { Page } from "@alphas/domain/paging"
import { scopeOf } from "@alphas/domain/permissions"
import type { TimeEntry } from "@alphas/domain/time/dto"
import type { ListEntries } from "@alphas/domain/time/input"
import { type SQL, sql } from "drizzle-orm"
import { List } from "../list"
import { type FiltersOf, shown } from "../list-declaration"
import { anyOf, bounded, equalTo } from "../list-filters"
import type { QueryArgs } from "../trpc"

type EntryFilters = FiltersOf<ListEntries>

type Found = Omit<TimeEntry, "person" | "campaign" | "task">
interface Aside {
  personId: string
  personName: string | null
  campaignId: string | null
  campaignName: string | null
  taskId: string | null
  taskTitle: string | null
}

/** What an hour costs is the agency's own business, whoever's hour it is. */
const money = (eyes: Viewer, amount: SQL) => ({
  needs: "campaigns.finances" as const,
  value: sql`case when exists (select from ${campaigns} where ${campaigns.id} = page.campaign_id
    and ${visible.campaigns(eyes, "campaigns.finances")} offset 0) then ${amount}::float8 end`,
  without: sql`null::float8`,
})

/** Whether another entry of the person, which is of the same day then, has part of the time of `page` in it. */
const overlapping = sql`(page.started_at is not null and exists (
  select from time_entries other where other.user_id = page.user_id and other.day = page.day and other.id <> page.id
    and other.started_at < page.ended_at and other.ended_at > page.started_at and other.deleted_at is null
    /* visible time_entries: of a person whose time is */))`

export const entryList = new List<Found, TimeEntry, EntryFilters, "day", Aside>({
  table: timeEntries,
  permission: "time.read",
  visible: "timeEntries",
  unique: byId(sql`${timeEntries.id}`),
  sorts: { day: [byDay(sql`${timeEntries.day}`)] },
  filters: {
    userId: anyOf(timeEntries.userId, "uuid"),
    campaignId: anyOf(timeEntries.campaignId, "uuid"),
    taskId: equalTo(timeEntries.taskId, "uuid"),
    from: bounded(timeEntries.day, ">=", "date"),
    to: bounded(timeEntries.day, "<=", "date"),
    billable: equalTo(timeEntries.billable, "boolean"),
  },
  paths: [
    {
      name: "campaigns",
      answers: ({ filters }) => !!filters.campaignId?.length && !filters.taskId,
      ranges: { campaign: { type: "uuid", values: ({ filters }) => filters.campaignId ?? [] } },
      instead: { campaignId: null },
      where: sql`${timeEntries.campaignId} = campaign.value`,
    },
    {
      name: "people",
      answers: ({ filters, viewer }) =>
        !!filters.userId?.length && !filters.taskId && scopeOf(viewer.role, "time.read") === "all",
      ranges: { person: { type: "uuid", values: ({ filters }) => filters.userId ?? [] } },
      instead: { userId: null },
      where: sql`${timeEntries.userId} = person.value`,
    },
  ],
  columns: (eyes) => ({
    ...shown(timeEntries, "id", "day", "minutes", "startedAt", "endedAt", "billable", "note", "version"),
    overlaps: overlapping,
    unseenTask: sql`(page.task_id is not null and ${tasks.id} is null)`,
    costMinor: money(eyes, sql`page.cost_minor`),
    billMinor: money(eyes, sql`page.bill_minor`),
    currency: sql`priced.currency`,
  }),
  aside: () => ({
    personId: sql`page.user_id`,
    personName: sql`${users.name}`,
    campaignId: sql`seen.id`,
    campaignName: sql`seen.name`,
    taskId: sql`${tasks.id}`,
    taskTitle: sql`${tasks.title}`,
  }),
  joins: (eyes) => sql`
    join campaigns as priced on priced.id = page.campaign_id /* visible campaigns: in whose currency it is */
    left join ${users} on ${users.id} = page.user_id and ${visible.directory(eyes)}
    left join lateral (select ${campaigns.id}, ${campaigns.name} from ${campaigns}
      where ${campaigns.id} = page.campaign_id and ${visible.campaigns(eyes, "campaigns.read")} offset 0) as seen on true
    left join ${tasks} on ${tasks.id} = page.task_id and ${visible.tasks(eyes, "tasks.read")}`,
  toRow: (entry, { personId, personName, campaignId, campaignName, taskId, taskTitle }) => ({
    ...entry,
    startedAt: entry.startedAt === null ? null : isoInstant(entry.startedAt),
    endedAt: entry.endedAt === null ? null : isoInstant(entry.endedAt),
    person: { id: personId, name: personName ?? "" },
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName ?? "" },
    task: taskId === null ? null : { id: taskId, title: taskTitle ?? "" },
  }),
})

/** Time entries that the caller may see, latest day first. */
export const listEntries = ({ ctx, input }: QueryArgs<typeof ListEntries>): Promise<Page<TimeEntry>> =>
  entryList.page(ctx.services, ctx.identity.viewer, {
    ...input,
    filters: input,
    sort: "day",
    direction: "desc",
  })
