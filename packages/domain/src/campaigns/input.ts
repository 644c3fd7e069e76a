import * as z from "zod"
import { Day } from "../days"
import { changesOf, Id } from "../ids"
import { Amount, Currency } from "../money/currency"
import { Version } from "../numbers"
import { pageInput } from "../paging-input"
import { line, optionalText, wanted } from "../text"
import { kpiKey, kpiNameTaken, startProblem, startsBefore } from "./kpi"
import { campaignSorts, campaignStatuses, campaignStepNames, kpiDirections } from "./words"

/** A KPI, up to 15 digits of which four after the point. */
const kpiNumber = z
  .number("Enter a number.")
  .min(-99_999_999_999, "This number is too small.")
  .max(99_999_999_999, "This number is too large.")
  .transform((value) => Math.round(value * 10_000) / 10_000)

/** What a KPI is called, with one blank between two words. */
const kpiName = line(120).transform((name) => name.replace(/\s+/g, " "))

export const KpiFields = z
  .strictObject({
    name: kpiName,
    /** What it is counted in: `leads`, `%`, `EUR`. */
    unit: line(20),
    target: kpiNumber,
    /** Where it stood before; progress is the way from there. */
    start: kpiNumber.nullable().default(null),
    direction: z.enum(kpiDirections).default("up"),
  })
  .superRefine(({ start, target, direction }, issues) => {
    if (start !== null && !startsBefore(start, target, direction))
      issues.addIssue({ code: "custom", path: ["start"], message: startProblem(direction) })
  })
export type KpiFields = z.output<typeof KpiFields>

const campaignFields = {
  name: line(200),
  description: optionalText(20_000),
  startDay: Day,
  endDay: Day,
  budgetMinor: Amount.nullable(),
  currency: Currency,
  managerId: Id,
}

/** Years that a campaign lasts at the most. */
const yearsAtMost = 10
/** Whether a campaign from one day to another is not too long. */
export const campaignLasts = (startDay: string, endDay: string): boolean =>
  endDay <= `${Number(startDay.slice(0, 4)) + yearsAtMost}${startDay.slice(4)}`
export const campaignLength = `A campaign can last at most ${yearsAtMost} years. Check the year.`

const endsAfterStart = <T extends { startDay?: string | undefined; endDay?: string | undefined }>(value: T) =>
  value.startDay === undefined || value.endDay === undefined || value.startDay <= value.endDay
const endsBefore = { path: ["endDay"], message: "The end must not be before the start." }
/** A year that was mistyped makes a longer one; plans reach no further either. */
const endsInTime = <T extends { startDay?: string | undefined; endDay?: string | undefined }>(value: T) =>
  value.startDay === undefined || value.endDay === undefined || campaignLasts(value.startDay, value.endDay)
const endsTooLate = { path: ["endDay"], message: campaignLength }

/** A new campaign for a client. Whoever creates it becomes its manager unless another is named. */
export const NewCampaign = z
  .strictObject({
    ...campaignFields,
    clientId: Id,
    description: campaignFields.description.default(null),
    budgetMinor: campaignFields.budgetMinor.default(null),
    /** The client's own currency when left out. */
    currency: campaignFields.currency.nullable().default(null),
    managerId: Id.nullish(),
    memberIds: z.array(Id).max(200).default([]),
    kpis: z
      .array(KpiFields)
      .max(50, "At most 50 KPIs.")
      .default([])
      .superRefine((kpis, issues) => {
        const names = kpis.map(({ name }) => kpiKey(name))
        for (const [index, name] of names.entries())
          if (names.indexOf(name) < index)
            issues.addIssue({ code: "custom", path: [index, "name"], message: kpiNameTaken })
      }),
    /** The template that fills it: tasks with their dependencies and checklists, and KPIs. */
    templateId: Id.nullish(),
  })
  .refine(endsAfterStart, endsBefore)
  .refine(endsInTime, endsTooLate)
export type NewCampaign = z.output<typeof NewCampaign>

export const UpdateCampaign = z.strictObject({
  id: Id,
  version: Version,
  /** What is absent stays. */
  changes: changesOf(campaignFields).refine(endsAfterStart, endsBefore).refine(endsInTime, endsTooLate),
})

export const StepCampaign = z.strictObject({
  id: Id,
  version: Version,
  step: z.enum(campaignStepNames),
  /** Why, for the steps that ask for it. */
  reason: optionalText(1_000).default(null),
})

/** Filters of a list; an absent filter lets everything pass. Several values of one filter are alternatives. */
export const ListCampaigns = z.strictObject({
  ...pageInput,
  text: wanted(200).nullish(),
  status: z.array(z.enum(campaignStatuses)).max(campaignStatuses.length).nullish(),
  clientId: z.array(Id).max(100).nullish(),
  managerId: z.array(Id).max(100).nullish(),
  /** Campaigns that this person manages or works on. */
  memberId: Id.nullish(),
  archived: z.enum(["no", "only", "also"]).default("no"),
  sort: z.enum(campaignSorts).default("endDay"),
  direction: z.enum(["asc", "desc"]).default("asc"),
})
export type ListCampaigns = z.output<typeof ListCampaigns>

/** Who works, or is to work, on the campaign `id`. */
export const CampaignMembership = z.strictObject({ id: Id, userId: Id })

export const NewKpi = z.strictObject({ campaignId: Id, kpi: KpiFields })

export const UpdateKpi = z.strictObject({
  id: Id,
  version: Version,
  changes: changesOf({
    name: kpiName,
    unit: line(20),
    target: kpiNumber,
    start: kpiNumber.nullable(),
    direction: z.enum(kpiDirections),
  }),
})

/** What was measured on a day; a second value of the same day replaces the first, null takes it away. */
export const SetKpiValue = z.strictObject({
  id: Id,
  day: Day,
  value: kpiNumber.nullable(),
  /** What stood there before, so that nothing is overwritten that the caller has not seen; left out, it may be anything. */
  seen: kpiNumber.nullable().optional(),
})
