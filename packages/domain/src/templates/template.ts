import * as z from "zod"
import type { KpiDirection } from "../campaigns/words"
import { Day } from "../days"
import { Id } from "../ids"
import type { DependencyType, Priority, TaskMode } from "../tasks/words"
import { line, optionalText } from "../text"

/** A task of a template. Days are working days from the campaign's first one, which is 0. */
export interface TemplateTask {
  title: string
  description: string | null
  priority: Priority
  labels: string[]
  estimateMinutes: number | null
  mode: TaskMode
  durationDays: number
  /** Of an automatic task: not before this working day. */
  notBefore: number | null
  /** Of a manual task: its first working day. */
  start: number | null
  /** By which rule it comes again, without its last day; absent in templates from before there were rules. */
  recurrence?: string | null
  /** Of that rule: the working day of its last day. */
  until?: number | null
  /** The place in the list of the task of which this is a part. */
  parent: number | null
  checklist: string[]
}

/**
 * What a template keeps of a campaign: its tasks and KPIs. Client, people, days and money stay behind, and so does
 * the description, which the next client would read.
 */
export interface TemplateContent {
  /** Working days from the first to the last. */
  days: number
  tasks: TemplateTask[]
  /** Places in the list of tasks. */
  dependencies: { predecessor: number; successor: number; type: DependencyType; lagDays: number }[]
  kpis: { name: string; unit: string; target: number; start: number | null; direction: KpiDirection }[]
}

/** A template as a list shows it. */
export interface Template {
  id: string
  name: string
  description: string | null
  /** Working days. */
  days: number
  tasks: number
  kpis: number
  version: number
}

/** Keeps a campaign as a template. */
export const SaveTemplate = z.strictObject({
  campaignId: Id,
  name: line(200),
  description: optionalText(2_000).default(null),
})

/** Fills a campaign that has no tasks yet from a template. */
export const ApplyTemplate = z.strictObject({ campaignId: Id, templateId: Id })

/** The last day of a campaign that is made from a template and begins on this day. */
export const TemplateEnd = z.strictObject({ templateId: Id, startDay: Day })
