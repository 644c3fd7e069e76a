import { describe, expect, test } from "vitest"
import { dayOf, type Reader, sayDay, sayMoment, sayWhen } from "./dates"

const reader: Reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: Date.parse("2026-06-10T10:00:00Z") }

describe("dates as people say them", () => {
  test("days near today have words, others their weekday, far ones their year", () => {
    expect(sayDay("2026-06-10", reader)).toBe("Today")
    expect(sayDay("2026-06-09", reader)).toBe("Yesterday")
    expect(sayDay("2026-06-11", reader)).toBe("Tomorrow")
    expect(sayDay("2026-06-12", reader)).toBe("Fri 12 Jun")
    expect(sayDay("2024-06-12", reader)).toBe("12 Jun 2024")
  })

  test("an instant belongs to the day of the reader's zone, not of UTC", () => {
    expect(dayOf("2026-06-09T22:30:00Z", "Europe/Berlin")).toBe("2026-06-10")
    expect(sayMoment("2026-06-09T22:30:00Z", reader)).toBe("Today 00:30")
    expect(sayMoment("2026-06-09T22:30:00Z", { ...reader, timeZone: "UTC" })).toBe("Yesterday 22:30")
  })

  test("the last hour is told as a distance, today by its time", () => {
    expect(sayWhen("2026-06-10T09:59:50Z", reader)).toBe("Now")
    expect(sayWhen("2026-06-10T09:55:00Z", reader)).toMatch(/^5 min\.? ago$/)
    expect(sayWhen("2026-06-10T06:05:00Z", reader)).toBe("Today 08:05")
    expect(sayWhen("2026-06-08T06:05:00Z", reader)).toBe("Mon 8 Jun")
  })

  test("the words follow the reader's language", () => {
    expect(sayDay("2026-06-10", { ...reader, locale: "de" })).toBe("Heute")
  })
})
