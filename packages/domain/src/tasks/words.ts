import type { Workflow } from "../workflow"

export const taskStatuses = ["not_started", "in_progress", "under_review", "completed"] as const
export type TaskStatus = (typeof taskStatuses)[number]

export const taskStatusLabels: Record<TaskStatus, string> = {
  not_started: "Not started",
  in_progress: "In progress",
  under_review: "Under review",
  completed: "Completed",
}

export const taskStepNames = ["start", "putBack", "submit", "sendBack", "approve", "reopen"] as const
export type TaskStep = (typeof taskStepNames)[number]

/** `not_started -> in_progress -> under_review -> completed`, each with a way back. */
export const taskSteps: Workflow<TaskStep, TaskStatus> = {
  start: { label: "Start", from: ["not_started"], to: "in_progress" },
  putBack: { label: "Move back", from: ["in_progress"], to: "not_started" },
  submit: { label: "Submit for review", from: ["in_progress"], to: "under_review" },
  sendBack: { label: "Send back", from: ["under_review"], to: "in_progress", asksWhy: true },
  approve: { label: "Approve", from: ["under_review"], to: "completed" },
  reopen: { label: "Reopen", from: ["completed"], to: "in_progress", asksWhy: true },
}

/** The steps that a reviewer takes: nobody whom the task is assigned to, nor who submitted it. */
export const reviewSteps: readonly TaskStep[] = ["sendBack", "approve"]

/** How one task waits for another: which end of the predecessor counts, then which end of the successor. */
export const dependencyTypes = ["finish_start", "start_start", "finish_finish", "start_finish"] as const
export type DependencyType = (typeof dependencyTypes)[number]

export const dependencyLabels: Record<DependencyType, string> = {
  finish_start: "Finish to start",
  start_start: "Start to start",
  finish_finish: "Finish to finish",
  start_finish: "Start to finish",
}

export const priorities = ["low", "normal", "high", "urgent"] as const
export type Priority = (typeof priorities)[number]

export const priorityLabels: Record<Priority, string> = {
  low: "Low",
  normal: "Normal",
  high: "High",
  urgent: "Urgent",
}

/**
 * - `automatic`: as soon as its predecessors allow, not before a day that was named.
 * - `manual`: on the days that a person chose; what contradicts its predecessors is shown.
 */
export const taskModes = ["automatic", "manual"] as const
export type TaskMode = (typeof taskModes)[number]

/** What a list of tasks can be ordered by. */
export const taskSorts = [
  "title",
  "status",
  "priority",
  "startDay",
  "endDay",
  "createdAt",
  "updatedAt",
] as const
export type TaskSort = (typeof taskSorts)[number]
