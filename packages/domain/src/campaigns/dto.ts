import type { PersonRef } from "../users/dto"
import type { CampaignStatus, Health, KpiDirection } from "./words"

/** A campaign as a row of a list. Days are `YYYY-MM-DD` in the agency's zone, instants ISO-8601 in UTC. */
export interface CampaignRow {
  id: string
  name: string
  /** Null for readers who may not see the client. */
  client: { id: string; name: string } | null
  status: CampaignStatus
  health: Health
  startDay: string
  endDay: string
  /** ISO 4217. */
  currency: string
  /** Minor units. Null without a budget, and for people without `campaigns.finances`. */
  budgetMinor: number | null
  /** What it has cost so far: hours at cost and approved expenses. Null for people without `campaigns.finances`. */
  actualMinor: number | null
  manager: PersonRef | null
  /** Share of the work that is done, 0 to 100: the tasks' progress, weighted by their duration. */
  progress: number
  tasksTotal: number
  tasksDone: number
  /** The last day on which a task is planned. */
  forecastDay: string | null
  /** The earliest end among the tasks that are not completed. */
  nextDueDay: string | null
  /** The latest end among the tasks that are not completed. */
  lastDueDay: string | null
  archivedAt: string | null
  createdAt: string
  updatedAt: string
  /** Whether the reader has `campaigns.update` on it. */
  mayEdit: boolean
  version: number
}

/** A KPI of a campaign's success, with what was measured, oldest first. */
export interface Kpi {
  id: string
  name: string
  unit: string
  target: number
  start: number | null
  direction: KpiDirection
  values: { day: string; value: number }[]
  /** 0 to 100; null while nothing was measured. */
  progress: number | null
  version: number
}

/** A campaign with what its page shows at once. */
export interface Campaign extends CampaignRow {
  description: string | null
  /** Who works on it, the manager among them; empty for readers without the agency's directory. */
  members: PersonRef[]
  kpis: Kpi[]
  /** Minor units: of `actualMinor`, the hours and the expenses. Null for people without `campaigns.finances`. */
  hoursMinor: number | null
  expensesMinor: number | null
  /** Minutes that were logged; null for readers outside the agency. */
  minutes: number | null
  /** Whether the reader has `changes.history` on it. */
  mayReadHistory: boolean
}
