import { invalidFields } from "../../data/refusal"
import { parseMoney } from "../../format/money"
import { amountProblem, type CampaignValues } from "./campaign-values"
import { type KpiValues, kpiForApi } from "./kpi-values"

/** What the wizard has gathered; it is sent as a whole at the end. */
export interface NewCampaignValues extends CampaignValues {
  clientId: string | null
  /** Empty for the client's own. */
  currency: string
  kpis: KpiValues[]
  memberIds: string[]
  /** Empty for none. */
  templateId: string
}

export const wizardSteps = ["Client and dates", "Budget and currency", "KPIs", "Team", "Tasks"] as const

/** On which step each field stands. */
const stepOfField: Record<string, number> = {
  ...{ clientId: 0, name: 0, startDay: 0, endDay: 0, description: 0 },
  ...{ budgetMinor: 1, currency: 1, kpis: 2, managerId: 3, memberIds: 3, templateId: 4 },
}

/** The first step on which something is wrong, given the paths of the fields (`kpis.0.target`). */
export function stepOf(paths: readonly string[]): number | null {
  const steps = paths.flatMap((path) => stepOfField[path.split(".")[0] ?? ""] ?? [])
  return steps.length === 0 ? null : Math.min(...steps)
}

interface How {
  locale: string
  /** In which the budget was typed. */
  currency: string
}

/** The values as the API takes them, and what is wrong with those that it could not even be sent. */
function newCampaign(values: NewCampaignValues, { locale, currency }: How) {
  const problems: Record<string, string> = {}
  const budget = values.budgetMinor.trim()
  const minor = budget === "" ? null : parseMoney(budget, currency, locale)
  if (budget !== "" && minor === null) problems.budgetMinor = amountProblem(currency, locale)
  if (values.clientId === null) problems.clientId = "Choose a client."
  for (const day of ["startDay", "endDay"] as const) if (values[day] === "") problems[day] = "Choose a day."
  const input = {
    name: values.name,
    description: values.description || null,
    clientId: values.clientId ?? "",
    startDay: values.startDay,
    endDay: values.endDay,
    budgetMinor: minor,
    currency: values.currency || null,
    managerId: values.managerId,
    memberIds: values.memberIds,
    kpis: values.kpis.map((kpi) => kpiForApi(kpi, locale)),
    templateId: values.templateId || null,
  }
  return { input, problems }
}

/**
 * Checks the values by the API's own schema, which is loaded when it is first needed.
 * @throws AlphasError at the fields of the steps up to `until` that are wrong.
 */
export async function checkedCampaign(values: NewCampaignValues, how: How, until: number) {
  const { NewCampaign } = await import("@alphas/domain/campaigns/input")
  const { input, problems } = newCampaign(values, how)
  const { error } = NewCampaign.safeParse(input)
  for (const { path, message } of error?.issues ?? []) problems[path.join(".")] ??= message
  const here = Object.entries(problems).filter(([path]) => (stepOf([path]) ?? 0) <= until)
  if (here.length > 0) throw invalidFields(Object.fromEntries(here))
  return input
}
