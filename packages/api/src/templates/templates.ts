import { createdFields } from "@alphas/changes/record"
import { campaigns, campaignTemplates, kpis } from "@alphas/db/schema/campaigns"
import { checklistItems, taskDependencies, tasks } from "@alphas/db/schema/tasks"
import { laterDay } from "@alphas/domain/days"
import { newId, type Saved, type Versioned } from "@alphas/domain/ids"
import { type PlanInput, preview } from "@alphas/domain/schedule/plan"
import { WorkingCalendar } from "@alphas/domain/schedule/working-calendar"
import { ruleOf, writeRule } from "@alphas/domain/tasks/recurrence"
import type { SaveTemplate, Template, TemplateContent, TemplateEnd } from "@alphas/domain/templates/template"
import { and, asc, eq, isNull, sql } from "drizzle-orm"
import { workingWeek } from "../calendar/week"
import type { Planned } from "../campaigns/lock"
import type { Mutating, SignedIn } from "../context"
import { Records } from "../records"
import { invalidField, notFound } from "../refusal"
import type { MutationArgs, QueryArgs } from "../trpc"
import { lockRow } from "../versioned"

/** Every template, by name. */
export async function listTemplates({ ctx }: { ctx: SignedIn }): Promise<Template[]> {
  const { content } = campaignTemplates
  return ctx.db
    .select({
      id: campaignTemplates.id,
      name: campaignTemplates.name,
      description: campaignTemplates.description,
      days: sql<number>`(${content} ->> 'days')::int`,
      tasks: sql<number>`jsonb_array_length(${content} -> 'tasks')`,
      kpis: sql<number>`jsonb_array_length(${content} -> 'kpis')`,
      version: campaignTemplates.version,
    })
    .from(campaignTemplates)
    .where(ctx.visible.campaignTemplates())
    .orderBy(asc(sql`lower(${campaignTemplates.name})`), asc(campaignTemplates.id))
}

/**
 * Keeps a campaign as a template: tasks with their dependencies and checklists, KPIs, and days as working days.
 * @throws Refusal `invalid` at the name when another template bears it.
 */
export async function saveTemplate({ ctx, input }: MutationArgs<typeof SaveTemplate>): Promise<Saved> {
  const campaign = await lockRow(
    ctx.tx,
    campaigns,
    ctx.visible.campaigns("campaigns.update"),
    input.campaignId,
    "campaign",
  )
  const id = newId()
  const { name, description } = input
  const content = await contentOf(ctx, campaign)
  const made = await ctx.tx
    .insert(campaignTemplates)
    .values({ id, name, description, content, createdBy: ctx.identity.viewer.id })
    .onConflictDoNothing()
    .returning({ id: campaignTemplates.id })
  if (made.length === 0)
    throw invalidField(
      "name",
      "Another template has this name. Choose another name, or delete that template.",
    )
  ctx.record({
    entity: "campaign_template",
    id,
    fields: createdFields({ name, description, tasks: content.tasks.length, from: campaign.id }),
  })
  return { id, version: 1 }
}

async function contentOf(ctx: Mutating, campaign: Planned): Promise<TemplateContent> {
  const { tx } = ctx
  const ofCampaign = sql`/* visible tasks: of a campaign that was checked */ ${and(
    eq(tasks.campaignId, campaign.id),
    isNull(tasks.deletedAt),
  )}`
  // One way there and back: the driver sends all of them before it waits for an answer.
  const [calendar, found, checklist, dependencies, kpiRows] = await Promise.all([
    calendarOf(ctx, campaign),
    tx.select().from(tasks).where(ofCampaign).orderBy(asc(tasks.startDay), asc(tasks.rank), asc(tasks.id)),
    tx
      .select({ taskId: checklistItems.taskId, text: checklistItems.text })
      .from(checklistItems)
      .where(
        sql`/* visible checklist_items: of a campaign that was checked */ ${checklistItems.taskId} in (select ${tasks.id} from ${tasks} where ${ofCampaign})`,
      )
      .orderBy(asc(checklistItems.id)),
    tx
      .select()
      .from(taskDependencies)
      .where(
        sql`/* visible task_dependencies: of a campaign that was checked */ ${eq(taskDependencies.campaignId, campaign.id)}`,
      )
      .orderBy(asc(taskDependencies.id)),
    tx
      .select({
        name: kpis.name,
        unit: kpis.unit,
        target: kpis.target,
        start: kpis.start,
        direction: kpis.direction,
      })
      .from(kpis)
      .where(sql`/* visible kpis: of a campaign that was checked */ ${eq(kpis.campaignId, campaign.id)}`)
      .orderBy(asc(kpis.id)),
  ])
  const place = new Map(found.map(({ id }, index) => [id, index]))
  return {
    days: Math.max(1, calendar.indexOf(campaign.endDay) + (calendar.works(campaign.endDay) ? 1 : 0)),
    tasks: found.map((task) => ({
      title: task.title,
      description: task.description,
      priority: task.priority,
      labels: task.labels,
      estimateMinutes: task.estimateMinutes,
      mode: task.mode,
      durationDays: task.durationDays,
      notBefore: task.notBefore === null ? null : calendar.indexOf(task.notBefore),
      start: task.mode === "manual" ? calendar.indexOf(task.startDay) : null,
      ...keptRule(task.recurrence, calendar),
      parent: task.parentId === null ? null : (place.get(task.parentId) ?? null),
      checklist: checklist.filter(({ taskId }) => taskId === task.id).map(({ text }) => text),
    })),
    dependencies: dependencies.flatMap(({ predecessorId, successorId, type, lagDays }) => {
      const [predecessor, successor] = [place.get(predecessorId), place.get(successorId)]
      return predecessor === undefined || successor === undefined
        ? []
        : [{ predecessor, successor, type, lagDays }]
    }),
    kpis: kpiRows,
  }
}

/** A rule by which a task comes again; its last day moves with the others. */
function keptRule(
  text: string | null,
  calendar: WorkingCalendar,
): { recurrence: string | null; until: number | null } {
  const rule = text === null ? null : ruleOf(text)
  if (rule === null) return { recurrence: null, until: null }
  const until = rule.until === null ? null : calendar.indexOf(rule.until)
  return { recurrence: writeRule({ ...rule, until: null }), until }
}

/** The agency's working days, counted from a campaign's first day. */
export const calendarOf = async (
  ctx: Mutating | SignedIn,
  { startDay, endDay }: Pick<Planned, "startDay" | "endDay">,
) => new WorkingCalendar(await workingWeek("tx" in ctx ? ctx.tx : ctx.db, startDay, endDay), startDay)

/**
 * When a campaign ends that is made from a template and begins on a day: the day after as many working days as the
 * template has, and the day on which its last task ends, null without tasks.
 */
export async function templateEnd({
  ctx,
  input,
}: QueryArgs<typeof TemplateEnd>): Promise<{ endDay: string; lastTaskDay: string | null }> {
  const [template] = await ctx.db
    .select({ content: campaignTemplates.content })
    .from(campaignTemplates)
    .where(and(eq(campaignTemplates.id, input.templateId), ctx.visible.campaignTemplates()))
  if (template === undefined) throw notFound("template")
  const { startDay } = input
  const week = await workingWeek(ctx.db, startDay, startDay)
  const calendar = new WorkingCalendar(week, startDay)
  const { content } = template
  const plan = { startDay, week, absences: [], ...planOf(content, calendar, startDay) }
  return { endDay: calendar.dayAt(content.days - 1), lastTaskDay: preview(plan, []).endAfter }
}

/** The tasks of a template as a schedule takes them, each by its place in the list. */
function planOf(
  { tasks, dependencies }: TemplateContent,
  calendar: WorkingCalendar,
  firstDay: string,
): Pick<PlanInput, "tasks" | "dependencies"> {
  return {
    tasks: tasks.map(({ mode, durationDays, notBefore, start }, index) => {
      const startDay = start === null ? firstDay : calendar.dayAt(start)
      const last = calendar.dayAt(calendar.indexOf(startDay) + Math.max(0, durationDays - 1))
      return {
        ...{ id: String(index), version: 1, mode, status: "not_started", startDay, durationDays },
        endDay: durationDays === 0 ? startDay : laterDay(last, startDay),
        notBefore: notBefore === null ? null : calendar.dayAt(notBefore),
        responsibleId: null,
      }
    }),
    dependencies: dependencies.map(({ predecessor, successor, ...dependency }, index) => ({
      ...{ id: String(index), ...dependency },
      predecessorId: String(predecessor),
      successorId: String(successor),
    })),
  }
}

const records = new Records({
  table: campaignTemplates,
  entity: "campaign_template",
  what: "template",
  visible: (ctx) => ctx.visible.campaignTemplates(),
  show: (_ctx, { id, name, version }) => ({ id, name, version }),
})

/** Removes a template; campaigns that were made from it stay as they are. @throws Refusal `stale_version`. */
export async function removeTemplate({ ctx, input }: MutationArgs<typeof Versioned>): Promise<Saved> {
  return records.remove(ctx, await records.lock(ctx, input), ["name"])
}
