import { describe, expect, it } from "vitest"
import { costOf, instantsOf, roundedMinutes, splitByDay, startOfDay, timeIn } from "./clock"

const iso = (instants: number[]) => instants.map((instant) => new Date(instant).toISOString().slice(0, 16))

describe("a time on the clock", () => {
  it("is one instant, in summer and in winter", () => {
    expect(iso(instantsOf("Europe/Berlin", "2026-01-15", "09:30"))).toEqual(["2026-01-15T08:30"])
    expect(iso(instantsOf("Europe/Berlin", "2026-07-15", "09:30"))).toEqual(["2026-07-15T07:30"])
    expect(iso(instantsOf("Asia/Kolkata", "2026-07-15", "00:15"))).toEqual(["2026-07-14T18:45"])
    expect(iso(instantsOf("Pacific/Kiritimati", "2026-07-15", "12:00"))).toEqual(["2026-07-14T22:00"])
  })

  it("is shown by the zone's clocks, in both hours that look the same too", () => {
    expect(timeIn("Asia/Kolkata", Date.parse("2026-07-14T18:45:59Z"))).toBe("00:15")
    for (const utc of ["00:30", "01:30"])
      expect(timeIn("Europe/Berlin", Date.parse(`2026-10-25T${utc}:00Z`))).toBe("02:30")
  })

  it("is none in the hour that is skipped and two in the hour that is repeated", () => {
    expect(instantsOf("Europe/Berlin", "2026-03-29", "02:30")).toEqual([])
    expect(iso(instantsOf("Europe/Berlin", "2026-10-25", "02:30"))).toEqual([
      "2026-10-25T00:30",
      "2026-10-25T01:30",
    ])
    expect(iso(instantsOf("Europe/Berlin", "2026-10-25", "03:00"))).toEqual(["2026-10-25T02:00"])
    expect(instantsOf("America/New_York", "2026-03-08", "02:00")).toEqual([])
  })
})

describe("a day", () => {
  it("has 23 or 25 hours when the clocks change, and begins after midnight where that is skipped", () => {
    const hours = (zone: string, day: string, next: string) =>
      (startOfDay(zone, next) - startOfDay(zone, day)) / 3_600_000
    expect(hours("Europe/Berlin", "2026-03-29", "2026-03-30")).toBe(23)
    expect(hours("Europe/Berlin", "2026-10-25", "2026-10-26")).toBe(25)
    expect(iso([startOfDay("Africa/Cairo", "2026-04-24")])).toEqual(["2026-04-23T22:00"])
    expect(iso([startOfDay("Pacific/Apia", "2011-12-30")])).toEqual(["2011-12-30T10:00"])
  })

  it("gets its own part of what goes over midnight, of the agency and not of the person", () => {
    const [start, end] = [Date.parse("2026-10-25T21:30:00Z"), Date.parse("2026-10-26T00:15:00Z")]
    expect(
      splitByDay("Europe/Berlin", start, end).map((each) => [each.day, (each.end - each.start) / 60_000]),
    ).toEqual([
      ["2026-10-25", 90],
      ["2026-10-26", 75],
    ])
    expect(splitByDay("America/New_York", start, end).map(({ day }) => day)).toEqual(["2026-10-25"])
    expect(splitByDay("Europe/Berlin", start, start)).toEqual([])
  })
})

describe("minutes and money", () => {
  it("are rounded by the agency's rule", () => {
    expect(roundedMinutes(7 * 60_000, 15, "nearest")).toBe(1)
    expect(roundedMinutes(14 * 60_000, 15, "down")).toBe(1)
    expect(roundedMinutes(8 * 60_000, 15, "nearest")).toBe(15)
    expect(roundedMinutes(16 * 60_000, 15, "up")).toBe(30)
    expect(roundedMinutes(29 * 60_000, 15, "down")).toBe(15)
    expect(roundedMinutes(5_000, 1, "nearest")).toBe(1)
    expect(roundedMinutes(60_000 + 400, 1, "up")).toBe(1)
  })

  it("are exact, half a cent up, whatever the size", () => {
    expect(costOf(60, 8_550)).toBe(8_550)
    expect(costOf(1, 30)).toBe(1)
    expect(costOf(1, 29)).toBe(0)
    expect(costOf(7, 9_999)).toBe(1_167)
    expect(costOf(1_440, 9_007_199_254_740)).toBe(216_172_782_113_760)
  })
})
