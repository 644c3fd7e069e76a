import { createdFields } from "@alphas/changes/record"
import { campaigns, campaignTemplates, kpis } from "@alphas/db/schema/campaigns"
import type { NewCampaign } from "@alphas/domain/campaigns/input"
import { kpiKey } from "@alphas/domain/campaigns/kpi"
import { laterDay } from "@alphas/domain/days"
import { newId, type Saved } from "@alphas/domain/ids"
import type { WorkingCalendar } from "@alphas/domain/schedule/working-calendar"
import { ruleOf, writeRule } from "@alphas/domain/tasks/recurrence"
import type { ApplyTemplate, TemplateContent } from "@alphas/domain/templates/template"
import { and, eq, sql } from "drizzle-orm"
import { insertKpis } from "../campaigns/kpis"
import { type Planned, refuseArchived } from "../campaigns/lock"
import { insertCampaign } from "../campaigns/write"
import type { Mutating } from "../context"
import { invalidField, notFound, Refusal } from "../refusal"
import { recordTask } from "../tasks/store"
import type { MutationArgs } from "../trpc"
import { lockRow } from "../versioned"
import { calendarOf } from "./templates"

/** A template as a campaign is filled from it. */
export interface Filling {
  name: string
  content: TemplateContent
}

/** The template of an id, which stays until the transaction ends; undefined when there is none any more. */
export async function findFilling(ctx: Mutating, templateId: string): Promise<Filling | undefined> {
  const [template] = await ctx.tx
    .select({ name: campaignTemplates.name, content: campaignTemplates.content })
    .from(campaignTemplates)
    .where(and(eq(campaignTemplates.id, templateId), ctx.visible.campaignTemplates()))
    .for("key share")
  return template
}

/** A new campaign, with what a template keeps if one is named: all of it, or nothing. @see insertCampaign */
export async function createCampaign({ ctx, input }: MutationArgs<typeof NewCampaign>): Promise<Saved> {
  const { templateId, ...fields } = input
  const template = templateId ? await findFilling(ctx, templateId) : null
  if (template === undefined)
    throw invalidField("templateId", "This template was deleted. Choose another one, or none.")
  const campaign = await insertCampaign(ctx, fields, template?.name)
  if (template !== null) await fill(ctx, campaign, template.content)
  return { id: campaign.id, version: 1 }
}

/**
 * Fills a campaign that has no tasks yet from a template.
 * @throws Refusal `workflow` when the campaign has tasks already.
 */
export async function applyTemplate({ ctx, input }: MutationArgs<typeof ApplyTemplate>): Promise<Saved> {
  const seen = ctx.visible.campaigns("campaigns.update")
  const campaign = await lockRow(ctx.tx, campaigns, seen, input.campaignId, "campaign")
  refuseArchived(campaign)
  const template = await findFilling(ctx, input.templateId)
  if (template === undefined) throw notFound("template")
  if (campaign.tasksTotal > 0)
    throw new Refusal(
      "workflow",
      "This campaign already has tasks. Templates can only be applied to campaigns without tasks.",
    )
  const { id, clientId } = campaign
  ctx.record({
    entity: "campaign",
    id,
    clientId,
    campaignId: id,
    fields: { template: { after: template.name } },
  })
  await fill(ctx, campaign, template.content)
  return { id, version: campaign.version }
}

/**
 * Puts into a locked campaign what a template keeps: its tasks on the working days from the campaign's first one, their
 * dependencies and checklists, and those of its KPIs that the campaign has not. People are not part of a template.
 */
export async function fill(ctx: Mutating, campaign: Planned, content: TemplateContent): Promise<void> {
  const ids = content.tasks.map(() => newId())
  // What does not wait for another answer goes to Postgres in one way there and back, in this order.
  const [calendar, there] = await Promise.all([
    calendarOf(ctx, campaign),
    ctx.tx
      .select({ name: kpis.name })
      .from(kpis)
      .where(sql`/* visible kpis: of a campaign that was checked */ ${eq(kpis.campaignId, campaign.id)}`),
  ])
  // A KPI that the campaign has by the same name is the one that was meant.
  const names = new Set(there.map(({ name }) => kpiKey(name)))
  const missing = content.kpis.filter(({ name }) => !names.has(kpiKey(name)))
  await Promise.all([
    insertTasks(ctx, campaign, content, { ids, calendar }),
    insertDependencies(ctx, campaign, content, ids),
    insertKpis(ctx, campaign, missing),
  ])
  if (content.tasks.every(({ recurrence }) => recurrence == null)) return
  // A series goes on from where the plan puts its first task.
  await ctx.settle()
  await ctx.tx.execute(sql`
    update tasks set occurs_on = start_day
    where id = any(${sql.param(ids)}::uuid[]) and recurrence is not null`)
}

async function insertTasks(
  ctx: Mutating,
  campaign: Planned,
  content: TemplateContent,
  { ids, calendar }: { ids: string[]; calendar: WorkingCalendar },
): Promise<void> {
  const { tx } = ctx
  const rows = content.tasks.map(
    ({ checklist, parent, notBefore, start, recurrence, until, ...task }, index) => {
      const startDay = start === null ? campaign.startDay : calendar.dayAt(start)
      const last = calendar.dayAt(calendar.indexOf(startDay) + Math.max(0, task.durationDays - 1))
      const row = {
        ...task,
        id: ids[index] ?? newId(),
        campaignId: campaign.id,
        parentId: parent === null ? null : (ids[parent] ?? null),
        notBefore: notBefore === null ? null : calendar.dayAt(notBefore),
        recurrence: ruleFrom(recurrence, until, calendar),
        startDay,
        endDay: task.durationDays === 0 ? startDay : laterDay(last, startDay),
        rank: (index + 1) * 1024,
        createdBy: ctx.identity.viewer.id,
      }
      return { row, checklist }
    },
  )
  // Each in one statement and one parameter: a part may come before the task that it is a part of, and Postgres takes no
  // more than 65,535 parameters.
  const inserted = tx.execute(sql`
    insert into tasks (id, campaign_id, parent_id, title, description, priority, labels, estimate_minutes, mode,
      start_day, end_day, duration_days, not_before, recurrence, rank, created_by)
    select id, "campaignId", "parentId", title, description, priority, labels, "estimateMinutes", mode,
      "startDay", "endDay", "durationDays", "notBefore", recurrence, rank, "createdBy"
    from jsonb_to_recordset(${JSON.stringify(rows.map(({ row }) => row))}::jsonb) as given
      (id uuid, "campaignId" uuid, "parentId" uuid, title text, description text, priority task_priority,
        labels text[], "estimateMinutes" int, mode task_mode, "startDay" date, "endDay" date, "durationDays" int,
        "notBefore" date, recurrence text, rank float8, "createdBy" uuid)`)
  const points = rows.flatMap(({ row, checklist }) =>
    checklist.map((text) => ({ id: newId(), taskId: row.id, text })),
  )
  const listed = tx.execute(sql`
    insert into checklist_items (id, task_id, text)
    select id, "taskId", text from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as given
      (id uuid, "taskId" uuid, text text)`)
  await Promise.all([inserted, listed])
  for (const { row, checklist } of rows)
    recordTask(ctx, row.id, campaign, createdFields({ ...row, checklist }))
}

function ruleFrom(
  text: string | null | undefined,
  until: number | null | undefined,
  calendar: WorkingCalendar,
): string | null {
  const rule = text == null ? null : ruleOf(text)
  return rule && writeRule({ ...rule, until: until == null ? null : calendar.dayAt(until) })
}

async function insertDependencies(
  ctx: Mutating,
  campaign: Planned,
  content: TemplateContent,
  ids: readonly string[],
): Promise<void> {
  const dependencies = content.dependencies.flatMap(({ predecessor, successor, type, lagDays }) => {
    const [predecessorId, successorId] = [ids[predecessor], ids[successor]]
    return predecessorId === undefined || successorId === undefined
      ? []
      : [{ id: newId(), campaignId: campaign.id, predecessorId, successorId, type, lagDays }]
  })
  await ctx.tx.execute(sql`
    insert into task_dependencies (id, campaign_id, predecessor_id, successor_id, type, lag_days)
    select id, "campaignId", "predecessorId", "successorId", type, "lagDays"
    from jsonb_to_recordset(${JSON.stringify(dependencies)}::jsonb) as given
      (id uuid, "campaignId" uuid, "predecessorId" uuid, "successorId" uuid, type dependency_type, "lagDays" int)`)
  for (const { id, campaignId, ...dependency } of dependencies) {
    ctx.record({
      entity: "task_dependency",
      id,
      clientId: campaign.clientId,
      campaignId,
      fields: createdFields(dependency),
    })
  }
}
