import { numberFormat } from "./numbers"

/** Whole minutes as hours and minutes: `12 hrs 5 mins`, in the reader's locale; `narrow` for tables: `12h 5m`. */
export function sayMinutes(minutes: number, locale: string, how: "short" | "narrow" = "short"): string {
  const part = (value: number, unit: "hour" | "minute") =>
    numberFormat(locale, { style: "unit", unit, unitDisplay: how }).format(value)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return part(rest, "minute")
  return rest === 0 ? part(hours, "hour") : `${part(hours, "hour")} ${part(rest, "minute")}`
}
