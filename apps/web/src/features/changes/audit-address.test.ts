import { describe, expect, test } from "vitest"
import { auditQuery, standardAudit, startOfDay } from "./audit-address"

describe("the days of the audit log", () => {
  test("a day begins at midnight of the agency's zone", () => {
    expect(startOfDay("2026-01-15", "Europe/Berlin", 0)).toBe("2026-01-14T23:00:00.000Z")
    expect(startOfDay("2026-07-15", "Europe/Berlin", 1)).toBe("2026-07-15T22:00:00.000Z")
    expect(startOfDay("2026-07-15", "Asia/Kathmandu", 0)).toBe("2026-07-14T18:15:00.000Z")
  })

  test("also on the days on which the clock is set", () => {
    expect(startOfDay("2026-03-29", "Europe/Berlin", 0)).toBe("2026-03-28T23:00:00.000Z")
    expect(startOfDay("2026-03-29", "Europe/Berlin", 1)).toBe("2026-03-29T22:00:00.000Z")
    expect(startOfDay("2026-11-01", "America/Los_Angeles", 0)).toBe("2026-11-01T07:00:00.000Z")
  })

  test("what somebody wrote into the address by hand does not become a refused question", () => {
    const address = { ...standardAudit, actor: "me", from: "tomorrow", to: "2026-99-99" }
    expect(auditQuery(address, "UTC")).toMatchObject({ actorId: null, from: null, to: null })
  })
})
