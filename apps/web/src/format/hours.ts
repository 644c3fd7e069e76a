import { numberFormat } from "./numbers"

/** Whole minutes as hours with at most one digit after the point, for tables: `12.5h`, in the reader's locale. */
export const sayHours = (minutes: number, locale: string): string =>
  numberFormat(locale, {
    style: "unit",
    unit: "hour",
    unitDisplay: "narrow",
    maximumFractionDigits: 1,
  }).format(minutes / 60)
