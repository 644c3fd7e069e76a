import type { Kpi } from "@alphas/domain/campaigns/dto"
import type { KpiDirection } from "@alphas/domain/campaigns/words"
import { parseDecimal, sayNumber } from "../../format/numbers"

/** A KPI as its form holds it, the numbers as they are typed. */
export interface KpiValues extends Record<string, unknown> {
  name: string
  unit: string
  target: string
  /** Empty without one. */
  start: string
  direction: KpiDirection
}

export const kpiLabels: Record<keyof KpiValues & string, string> = {
  name: "Name",
  unit: "Unit",
  target: "Target",
  start: "Start value",
  direction: "Goal",
}

export const directionLabels: Record<KpiDirection, string> = { up: "More", down: "Less" }

export const emptyKpi: KpiValues = { name: "", unit: "", target: "", start: "", direction: "up" }

export const kpiFormValues = (kpi: Kpi, locale: string): KpiValues => ({
  name: kpi.name,
  unit: kpi.unit,
  target: sayNumber(kpi.target, locale),
  start: kpi.start === null ? "" : sayNumber(kpi.start, locale),
  direction: kpi.direction,
})

/** A typed number, of which KPIs keep four digits after the point; what is none, the schema refuses. */
export const numberOf = (typed: string, locale: string): number =>
  Number(parseDecimal(typed, { locale, digits: 4 }) ?? Number.NaN)

/** A KPI as the API takes it; a text that is no number becomes one that the schema refuses. */
export const kpiForApi = ({ target, start, ...rest }: KpiValues, locale: string) => ({
  name: rest.name,
  unit: rest.unit,
  direction: rest.direction,
  target: numberOf(target, locale),
  start: start.trim() === "" ? null : numberOf(start, locale),
})

/** A value of a measure with its unit: `1,250 leads`, `3.5%`. */
export const sayKpi = (value: number, unit: string, locale: string): string =>
  unit === "%" ? `${sayNumber(value, locale)}%` : `${sayNumber(value, locale)} ${unit}`
