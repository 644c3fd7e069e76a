import { dependencyTypes, priorities, taskModes, taskStatuses } from "@alphas/domain/tasks/words"
import { sql } from "drizzle-orm"
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import { id, instant, version } from "../columns"
import { campaigns } from "./campaigns"
import { users } from "./users"

export const taskStatus = pgEnum("task_status", taskStatuses)
export const taskPriority = pgEnum("task_priority", priorities)
export const taskMode = pgEnum("task_mode", taskModes)
export const dependencyType = pgEnum("dependency_type", dependencyTypes)

export const tasks = pgTable(
  "tasks",
  {
    id: id(),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id),
    parentId: uuid("parent_id").references((): AnyPgColumn => tasks.id),
    title: text("title").notNull(),
    description: text("description"),
    status: taskStatus("status").notNull().default("not_started"),
    priority: taskPriority("priority").notNull().default("normal"),
    labels: text("labels").array().notNull().default(sql`'{}'`),
    estimateMinutes: integer("estimate_minutes"),
    /** 0 to 100. */
    progress: integer("progress").notNull().default(0),
    mode: taskMode("mode").notNull().default("automatic"),
    /** First and last day, in the agency's zone, as the schedule last put them. */
    startDay: date("start_day").notNull(),
    endDay: date("end_day").notNull(),
    /** Working days; 0 for a milestone. */
    durationDays: integer("duration_days").notNull(),
    notBefore: date("not_before"),
    /** By which rule it comes again (RRULE of RFC 5545, days only); passes on to the next one when it is completed. */
    recurrence: text("recurrence"),
    /** Of a series: the day of the rule that it stands for, wherever the schedule put it. */
    occursOn: date("occurs_on"),
    responsibleId: uuid("responsible_id").references(() => users.id),
    /** Where its card stands in its column: ascending, then by id. */
    rank: doublePrecision("rank").notNull(),
    /** Minutes that were logged: kept in the transaction of whatever changes them. */
    minutes: integer("minutes").notNull().default(0),
    /** Who last submitted it for review, and so does not review it. */
    submittedBy: uuid("submitted_by").references(() => users.id),
    completedAt: instant("completed_at"),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    deletedAt: instant("deleted_at"),
    /** Points of its checklist, and those that are done: kept by Postgres. */
    checklistTotal: integer("checklist_total").notNull().default(0),
    checklistDone: integer("checklist_done").notNull().default(0),
    /** Whether its campaign is archived: kept by Postgres. */
    campaignArchived: boolean("campaign_archived").notNull().default(false),
    /** Whether lists show it without being asked for its campaign: not what an archived campaign has left open. */
    listed: boolean("listed")
      .notNull()
      .generatedAlwaysAs(sql`deleted_at is null and (status = 'completed' or not campaign_archived)`),
    version: version(),
  },
  (table) => {
    const living = sql`${table.deletedAt} is null`
    const listed = sql`${table.listed}`
    return [
      index("tasks_campaign_id_idx").on(table.campaignId, table.endDay, table.id).where(living),
      index("tasks_parent_id_idx").on(table.parentId),
      index("tasks_responsible_id_idx").on(table.responsibleId, table.endDay, table.id).where(living),
      index("tasks_title_idx").on(sql`lower(${table.title})`, table.id).where(listed),
      index("tasks_status_idx").on(table.status, table.id).where(listed),
      index("tasks_status_end_day_idx").on(table.status, table.endDay, table.id).where(listed),
      index("tasks_priority_idx").on(table.priority, table.id).where(listed),
      index("tasks_start_day_idx").on(table.startDay, table.id).where(listed),
      index("tasks_end_day_idx").on(table.endDay, table.id).where(listed),
      index("tasks_created_at_idx").on(table.createdAt, table.id).where(listed),
      index("tasks_updated_at_idx").on(table.updatedAt, table.id).where(listed),
      index("tasks_created_by_idx").on(table.createdBy),
      index("tasks_submitted_by_idx").on(table.submittedBy),
      index("tasks_text_idx").using("gin", sql`lower(${table.title}) gin_trgm_ops`).where(living),
      check("tasks_end_after_start", sql`${table.startDay} <= ${table.endDay}`),
      check("tasks_progress_is_percent", sql`${table.progress} between 0 and 100`),
    ]
  },
)

/** Everybody who does a task, the responsible person too. */
export const taskAssignees = pgTable(
  "task_assignees",
  {
    taskId: uuid("task_id")
      .notNull()
      .references(() => tasks.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Of the task, kept by Postgres, so that what somebody does is a range of one index. */
    status: taskStatus("status").notNull().default("not_started"),
    endDay: date("end_day").notNull().default("infinity"),
    listed: boolean("listed").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.taskId, table.userId] }),
    index("task_assignees_user_id_idx").on(table.userId, table.taskId),
    index("task_assignees_listed_idx")
      .on(table.userId, table.status, table.endDay, table.taskId)
      .where(sql`${table.listed}`),
  ],
)

/** The points of a task's checklist. */
export const checklistItems = pgTable(
  "checklist_items",
  {
    id: id(),
    taskId: uuid("task_id")
      .notNull()
      .references(() => tasks.id, { onDelete: "cascade" }),
    text: text("text").notNull(),
    done: boolean("done").notNull().default(false),
    version: version(),
  },
  (table) => [index("checklist_items_task_id_idx").on(table.taskId, table.id)],
)

/** What of one task waits for what of another, within a campaign. */
export const taskDependencies = pgTable(
  "task_dependencies",
  {
    id: id(),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    predecessorId: uuid("predecessor_id")
      .notNull()
      .references(() => tasks.id, { onDelete: "cascade" }),
    successorId: uuid("successor_id")
      .notNull()
      .references(() => tasks.id, { onDelete: "cascade" }),
    type: dependencyType("type").notNull().default("finish_start"),
    /** Working days, negative for an overlap. */
    lagDays: integer("lag_days").notNull().default(0),
    version: version(),
  },
  (table) => [
    uniqueIndex("task_dependencies_pair_key").on(table.predecessorId, table.successorId),
    index("task_dependencies_campaign_id_idx").on(table.campaignId),
    index("task_dependencies_successor_id_idx").on(table.successorId),
    check("task_dependencies_joins_two", sql`${table.predecessorId} <> ${table.successorId}`),
  ],
)
