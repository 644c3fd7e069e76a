import type { Workflow } from "../workflow"

export const campaignStatuses = ["planning", "active", "paused", "completed"] as const
export type CampaignStatus = (typeof campaignStatuses)[number]

export const campaignStatusLabels: Record<CampaignStatus, string> = {
  planning: "Planning",
  active: "Active",
  paused: "Paused",
  completed: "Completed",
}

export const campaignStepNames = ["start", "pause", "resume", "complete", "reopen"] as const
export type CampaignStep = (typeof campaignStepNames)[number]

/** `planning -> active <-> paused -> completed`; what is completed is opened again only with a reason. */
export const campaignSteps: Workflow<CampaignStep, CampaignStatus> = {
  start: { label: "Start", from: ["planning"], to: "active" },
  pause: { label: "Pause", from: ["active"], to: "paused" },
  resume: { label: "Resume", from: ["paused"], to: "active" },
  complete: { label: "Complete", from: ["active", "paused"], to: "completed" },
  reopen: { label: "Reopen", from: ["completed"], to: "active", asksWhy: true },
}

/** What a list of campaigns can be ordered by. */
export const campaignSorts = ["name", "status", "startDay", "endDay", "createdAt", "updatedAt"] as const
export type CampaignSort = (typeof campaignSorts)[number]

export const kpiDirections = ["up", "down"] as const
/** Whether more is better, or less. */
export type KpiDirection = (typeof kpiDirections)[number]

export const healths = ["on_track", "on_schedule", "at_risk", "late"] as const
export type Health = (typeof healths)[number]

export const healthLabels: Record<Health, string> = {
  on_track: "On track",
  on_schedule: "On schedule",
  at_risk: "At risk",
  late: "Late",
}
