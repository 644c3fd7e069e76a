import type { Kpi } from "@alphas/domain/campaigns/dto"
import { type Reader, sayDay } from "../../format/dates"
import { sayKpi } from "./kpi-values"

/** How a KPI went, in words: what its chart shows. */
export function sayCourse({ name, unit, target, values }: Kpi, reader: Reader): string {
  const say = (value: number) => sayKpi(value, unit, reader.locale)
  const [first, last] = [values.at(0), values.at(-1)]
  const aim = `target ${say(target)}`
  if (first === undefined || last === undefined) return `${name}: no values yet, ${aim}.`
  const at = ({ day, value }: { day: string; value: number }) => `${say(value)} on ${sayDay(day, reader)}`
  if (values.length === 1) return `${name}: ${at(first)}, ${aim}.`
  const all = values.map(({ value }) => value)
  const range = `between ${say(Math.min(...all))} and ${say(Math.max(...all))}`
  return `${name}: ${values.length} values, from ${at(first)} to ${at(last)}, ${range}; ${aim}.`
}
