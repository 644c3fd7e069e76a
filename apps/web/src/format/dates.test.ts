import { describe, expect, test } from "vitest"
import { dayOf, daysBetween, type Reader, sayDay, sayDays, sayMoment, sayWhen } from "./dates"

const reader: Reader = {
  locale: "en-GB",
  timeZone: "Europe/Berlin",
  agencyZone: "Europe/Berlin",
  now: Date.parse("2026-06-10T10:00:00Z"),
}

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

  test("a day of the agency is told from where the agency is, an instant from where the reader is", () => {
    const abroad = { ...reader, timeZone: "Pacific/Auckland", now: Date.parse("2026-12-31T20:00:00Z") }
    expect(sayDay("2026-12-31", abroad)).toBe("Today")
    expect(sayDay("2027-01-01", abroad)).toBe("Tomorrow")
    expect(sayDays("2026-12-01", "2026-12-31", abroad)).not.toContain("2026")
    expect(sayWhen("2026-12-31T18:00:00Z", abroad)).toBe("Today 07:00")
    expect(sayMoment("2026-12-31T08:00:00Z", abroad)).toBe("Yesterday 21:00")
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

  test("a span says each month and year once", () => {
    // Versions of Unicode's data differ in the spaces.
    expect(sayDays("2026-06-03", "2026-06-28", reader)).toMatch(/^3 ?– ?28 Jun$/)
    expect(sayDays("2026-06-03", "2026-08-01", reader)).toBe("3 Jun – 1 Aug")
    expect(sayDays("2026-11-03", "2027-01-05", reader)).toBe("3 Nov – 5 Jan 2027")
    expect(sayDays("2024-11-03", "2025-01-05", reader)).toBe("3 Nov 2024 – 5 Jan 2025")
    expect(sayDays("2026-06-03", "2026-06-03", reader)).toBe("3 Jun")
    expect(daysBetween("2026-02-27", "2026-03-02")).toBe(3)
  })
})
