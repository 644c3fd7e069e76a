import { numberFormat } from "./numbers"

/** Whole minutes as hours for tables, in the reader's locale: `12.5h`, from a hundred on without a digit after the point. */
export const sayHours = (minutes: number, locale: string): string =>
  numberFormat(locale, {
    style: "unit",
    unit: "hour",
    unitDisplay: "narrow",
    maximumFractionDigits: minutes < 6_000 ? 1 : 0,
  }).format(minutes / 60)
