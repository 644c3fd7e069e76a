import type { Faker } from "@faker-js/faker"

export const day = 24 * 60 * 60 * 1000

/** Midnight in UTC of the day on which the seed runs: what everything counts back from. */
export const today = (now: Date = new Date()): number => Math.floor(now.getTime() / day) * day

/** A moment of office work between two others, in milliseconds: on a weekday, 8 to 17 o'clock in UTC. */
export function officeHour(random: Faker, from: number, to: number): number {
  let date = today(new Date(random.number.int({ min: from, max: Math.max(from, to - day) })))
  const weekday = new Date(date).getUTCDay()
  if (weekday === 6) date -= day
  if (weekday === 0) date += day
  const moment = date + random.number.int({ min: 8 * 60, max: 17 * 60 - 1 }) * 60_000
  return Math.min(Math.max(moment + random.number.int(59_999), from), to)
}

export const iso = (moment: number): string => new Date(moment).toISOString()

/** A UUIDv7 of a given moment (RFC 9562, 5.7): rows sort by when they are said to have been made. */
export function idAt(random: Faker, moment: number): string {
  const time = Math.floor(moment).toString(16).padStart(12, "0")
  const digits = (count: number) =>
    random.number
      .int({ max: 16 ** count - 1 })
      .toString(16)
      .padStart(count, "0")
  const variant = (8 + random.number.int(3)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-${variant}${digits(3)}-${digits(12)}`
}
