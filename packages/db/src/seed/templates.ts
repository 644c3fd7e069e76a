import { WorkingCalendar } from "@alphas/domain/schedule/working-calendar"
import type { TemplateContent } from "@alphas/domain/templates/template"
import type { Faker } from "@faker-js/faker"
import type { campaignTemplates } from "../schema/campaigns"
import type { AgencyCalendar } from "./agency-calendar"
import { day, idAt, iso } from "./calendar"
import type { CampaignRows, NewCampaignRow } from "./campaign-rows"
import { created, type NewChangeRow } from "./rows"

export type NewTemplate = typeof campaignTemplates.$inferInsert & { id: string; createdAt: string }

/** By a task that no other kind of campaign has: what is kept of one that has it. */
const kept = [
  {
    task: "Ads go live",
    name: "Search advertising",
    description: "Set-up, approval and the first weeks of optimisation.",
  },
  {
    task: "Structure and goals",
    name: "Website relaunch",
    description: "From the workshop to the first weeks online.",
  },
  { task: "Sending", name: "Newsletter", description: "One issue, from the topics to the report." },
] as const

/** Keeps a completed campaign of some kinds as a template, as the API does, by whoever led it. */
export function templateRows(
  random: Faker,
  agency: AgencyCalendar,
  work: CampaignRows,
  now: number,
): { rows: NewTemplate[]; log: NewChangeRow[] } {
  const rows: NewTemplate[] = []
  const log: NewChangeRow[] = []
  for (const [index, { task, name, description }] of kept.entries()) {
    const having = new Set(work.tasks.filter(({ title }) => title === task).map((row) => row.campaignId))
    const campaign = work.campaigns.find(
      ({ id, status, managerId }) => having.has(id) && status === "completed" && managerId != null,
    )
    if (campaign === undefined) continue
    const moment = Math.min(Date.parse(campaign.updatedAt ?? campaign.createdAt) + day, now - day) + index
    const content = contentOf(agency, work, campaign)
    const row: NewTemplate = {
      id: idAt(random, moment),
      name,
      description,
      content,
      createdBy: campaign.managerId ?? null,
      createdAt: iso(moment),
      version: 1,
    }
    rows.push(row)
    const said = { name, description, tasks: content.tasks.length, from: campaign.id }
    log.push({
      at: iso(moment),
      actorId: campaign.managerId ?? null,
      channel: "web",
      verb: "campaigns.templates.save",
      entity: "campaign_template",
      entityId: row.id,
      clientId: null,
      campaignId: null,
      people: [],
      fields: created(said, ["name", "description", "tasks", "from"]),
    })
  }
  return { rows, log }
}

function contentOf(agency: AgencyCalendar, work: CampaignRows, campaign: NewCampaignRow): TemplateContent {
  const calendar = new WorkingCalendar(agency.week, campaign.startDay)
  const found = work.tasks
    .filter(({ campaignId }) => campaignId === campaign.id)
    .sort((a, b) => compare(a.startDay, b.startDay) || a.rank - b.rank || compare(a.id, b.id))
  const place = new Map(found.map(({ id }, index) => [id, index]))
  const dayOrNull = (date: string | null | undefined) => (date == null ? null : calendar.indexOf(date))
  return {
    days: Math.max(1, calendar.indexOf(campaign.endDay) + (calendar.works(campaign.endDay) ? 1 : 0)),
    tasks: found.map((task) => ({
      title: task.title,
      description: task.description ?? null,
      priority: task.priority ?? "normal",
      labels: task.labels ?? [],
      estimateMinutes: task.estimateMinutes ?? null,
      mode: task.mode ?? "automatic",
      durationDays: task.durationDays,
      notBefore: dayOrNull(task.notBefore),
      start: task.mode === "manual" ? calendar.indexOf(task.startDay) : null,
      recurrence: task.recurrence ?? null,
      until: null,
      parent: task.parentId == null ? null : (place.get(task.parentId) ?? null),
      checklist: work.checklist.filter(({ taskId }) => taskId === task.id).map(({ text }) => text),
    })),
    dependencies: work.dependencies.flatMap(
      ({ predecessorId, successorId, type = "finish_start", lagDays = 0 }) => {
        const [predecessor, successor] = [place.get(predecessorId), place.get(successorId)]
        if (predecessor === undefined || successor === undefined) return []
        return [{ predecessor, successor, type, lagDays }]
      },
    ),
    kpis: work.kpis
      .filter(({ campaignId }) => campaignId === campaign.id)
      .map(({ name, unit, target, start = null, direction = "up" }) => ({
        ...{ name, unit, target, start },
        direction,
      })),
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
