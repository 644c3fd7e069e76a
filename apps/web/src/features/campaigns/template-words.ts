import type { Template } from "@alphas/domain/templates/template"
import { sayNumber } from "../../format/numbers"

/** A number and its word stay on one line. */
const counted = (count: number, one: string, many: string, locale: string): string =>
  `${sayNumber(count, locale)} ${count === 1 ? one : many}`.replaceAll(" ", "\u00a0")

/** What a template brings: `12 tasks · 40 working days · 2 KPIs`. */
export function sayTemplate(
  { tasks, days, kpis }: Pick<Template, "tasks" | "days" | "kpis">,
  locale: string,
): string {
  return [
    tasks === 0 ? "no tasks" : counted(tasks, "task", "tasks", locale),
    counted(days, "working day", "working days", locale),
    ...(kpis === 0 ? [] : [counted(kpis, "KPI", "KPIs", locale)]),
  ].join(" · ")
}
