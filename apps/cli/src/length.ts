import { usage } from "./failure"

/** Minutes of a length as it was typed: `1:30`, `1h30m`, `90m`, or hours, `1.5`. @throws Failure (usage) when it is none. */
export function minutesOf(typed: string): number {
  const text = typed.trim().toLowerCase()
  const [, clockHours, clockMinutes] = /^(\d{1,3}):([0-5]\d)$/.exec(text) ?? []
  if (clockHours !== undefined) return Number(clockHours) * 60 + Number(clockMinutes)
  const [whole, hours, minutes] = /^(?:(\d+(?:\.\d+)?)h)?\s*(?:(\d+)m)?$/.exec(text) ?? []
  if (whole) return Math.round(Number(hours ?? 0) * 60) + Number(minutes ?? 0)
  if (/^\d+(\.\d{1,2})?$/.test(text)) return Math.round(Number(text) * 60)
  throw usage(`${JSON.stringify(typed)} is not a length of time. Write it like 1:30, 1h30m, 90m or 1.5.`)
}

/** Minutes as people read them: `1:30`. */
export const lengthText = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`
