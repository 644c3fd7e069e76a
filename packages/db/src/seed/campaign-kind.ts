import type { DependencyType } from "@alphas/domain/tasks/words"
import type { Craft } from "./staff"

/** What a step waits for: the end of another step, or what is said of the two. */
export type Dependency = string | { step: string; type: DependencyType; lag: number }

/** It may begin so many working days after the other has begun. */
export const soonAfter = (step: string, lag: number): Dependency => ({ step, type: "start_start", lag })
/** It ends so many working days after the other at the earliest. */
export const endsWith = (step: string, lag = 0): Dependency => ({ step, type: "finish_finish", lag })
/** It begins so many working days after the end of the other; fewer than none is an overlap. */
export const daysAfter = (step: string, lag: number): Dependency => ({ step, type: "finish_start", lag })

/** A task as the campaigns of a kind have it. */
export interface Step {
  title: string
  by: Craft
  /** Who helps. */
  with?: Craft
  /** Working days, at least and at most; none for a milestone. */
  days?: readonly [least: number, most: number]
  /** The step before it, unless said. */
  after?: readonly Dependency[]
  /** Left out now and then. */
  optional?: true
  /** On days that nobody can move: a fair, a date on air. */
  fixed?: true
  /** Titles of its parts, one after the other. */
  parts?: readonly string[]
  checklist?: readonly string[]
  /** By which rule it comes again while it is open. */
  repeats?: string
  labels?: readonly string[]
}

/** A KPI: the target is drawn between the two numbers, in steps of the first one's size. */
export interface KpiKind {
  name: string
  /** `money` stands for the campaign's currency. */
  unit: string
  target: readonly [least: number, most: number]
  /** Where it stands before, as a share of the target; nothing is known of it without. */
  start?: number
  direction?: "down"
}

export interface Kind {
  name: KindName
  description: string
  /** In whole units of the currency. */
  budget: readonly [least: number, most: number]
  kpis: readonly KpiKind[]
  steps: readonly Step[]
}

export const kindNames = [
  "brand",
  "launch",
  "search",
  "social",
  "content",
  "newsletter",
  "print",
  "event",
  "website",
  "video",
] as const
export type KindName = (typeof kindNames)[number]
