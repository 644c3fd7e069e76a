import { campaignStatuses, kpiDirections } from "@alphas/domain/campaigns/words"
import type { TemplateContent } from "@alphas/domain/templates/template"
import { sql } from "drizzle-orm"
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core"
import { id, instant, version } from "../columns"
import { clients } from "./clients"
import { users } from "./users"

export const campaignStatus = pgEnum("campaign_status", campaignStatuses)

const amount = (name: string) => bigint(name, { mode: "number" })

export const campaigns = pgTable(
  "campaigns",
  {
    id: id(),
    clientId: uuid("client_id")
      .notNull()
      .references(() => clients.id),
    name: text("name").notNull(),
    description: text("description"),
    status: campaignStatus("status").notNull().default("planning"),
    /** First and last day, in the agency's zone. */
    startDay: date("start_day").notNull(),
    endDay: date("end_day").notNull(),
    /** ISO 4217: of the budget and of what it costs. */
    currency: text("currency").notNull(),
    budgetMinor: amount("budget_minor"),
    managerId: uuid("manager_id").references(() => users.id),
    /** Totals, kept in the transaction of whatever changes them. */
    hoursMinor: amount("hours_minor").notNull().default(0),
    expensesMinor: amount("expenses_minor").notNull().default(0),
    minutes: integer("minutes").notNull().default(0),
    tasksTotal: integer("tasks_total").notNull().default(0),
    tasksDone: integer("tasks_done").notNull().default(0),
    /** 0 to 100. */
    progress: integer("progress").notNull().default(0),
    forecastDay: date("forecast_day"),
    nextDueDay: date("next_due_day"),
    lastDueDay: date("last_due_day"),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    updatedAt: instant("updated_at").notNull().default(sql`now()`),
    archivedAt: instant("archived_at"),
    /** What the indexes of the list begin with. */
    archived: boolean("archived").notNull().generatedAlwaysAs(sql`archived_at is not null`),
    /** Whether its client is deleted, and it with it: kept by Postgres. */
    clientDeleted: boolean("client_deleted").notNull().default(false),
    version: version(),
  },
  (table) => [
    index("campaigns_client_id_idx").on(table.clientId, table.archived, table.endDay, table.id),
    index("campaigns_manager_id_idx").on(
      table.managerId,
      table.archived,
      table.status,
      table.endDay,
      table.id,
    ),
    index("campaigns_name_idx").on(table.archived, sql`lower(${table.name})`, table.id),
    index("campaigns_status_idx").on(table.archived, table.status, table.id),
    index("campaigns_start_day_idx").on(table.archived, table.startDay, table.id),
    index("campaigns_end_day_idx").on(table.archived, table.status, table.endDay, table.id),
    index("campaigns_created_at_idx").on(table.archived, table.createdAt, table.id),
    index("campaigns_updated_at_idx").on(table.archived, table.updatedAt, table.id),
    index("campaigns_created_by_idx").on(table.createdBy),
    index("campaigns_text_idx").using("gin", sql`lower(${table.name}) gin_trgm_ops`),
    check("campaigns_end_after_start", sql`${table.startDay} <= ${table.endDay}`),
  ],
)

/** Who works on a campaign; its manager is one of them. */
export const campaignMembers = pgTable(
  "campaign_members",
  {
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    addedAt: instant("added_at").notNull().default(sql`now()`),
    /** Of the campaign, kept by Postgres, so that what somebody works on is a range of one index. */
    archived: boolean("archived").notNull().default(false),
    status: campaignStatus("status").notNull().default("planning"),
    endDay: date("end_day").notNull().default("infinity"),
  },
  (table) => [
    primaryKey({ columns: [table.campaignId, table.userId] }),
    index("campaign_members_user_id_idx").on(table.userId, table.campaignId),
    index("campaign_members_end_day_idx").on(
      table.userId,
      table.archived,
      table.status,
      table.endDay,
      table.campaignId,
    ),
  ],
)

/** A campaign without its client and dates, to make others from. */
export const campaignTemplates = pgTable(
  "campaign_templates",
  {
    id: id(),
    name: text("name").notNull(),
    description: text("description"),
    content: jsonb("content").$type<TemplateContent>().notNull(),
    createdBy: uuid("created_by").references(() => users.id),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    version: version(),
  },
  (table) => [
    uniqueIndex("campaign_templates_name_key").on(sql`lower(${table.name})`),
    index("campaign_templates_created_by_idx").on(table.createdBy),
  ],
)

export const kpiDirection = pgEnum("kpi_direction", kpiDirections)

const measure = (name: string) => numeric(name, { precision: 15, scale: 4, mode: "number" })

export const kpis = pgTable(
  "kpis",
  {
    id: id(),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    unit: text("unit").notNull(),
    target: measure("target").notNull(),
    start: measure("start"),
    direction: kpiDirection("direction").notNull().default("up"),
    createdAt: instant("created_at").notNull().default(sql`now()`),
    version: version(),
  },
  (table) => [index("kpis_campaign_id_idx").on(table.campaignId, table.id)],
)

export const kpiValues = pgTable(
  "kpi_values",
  {
    kpiId: uuid("kpi_id")
      .notNull()
      .references(() => kpis.id, { onDelete: "cascade" }),
    day: date("day").notNull(),
    value: measure("value").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kpiId, table.day] })],
)
