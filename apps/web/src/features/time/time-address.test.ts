import { expect, test } from "vitest"
import { personOf, standardTime, timeViewOf, timeViews } from "./time-address"

const id = "0193f5a0-0000-7000-8000-000000000001"

test("each role has its own views, and an address cannot open another", () => {
  expect(timeViews("team_member").map(({ value }) => value)).toEqual(["week", "leave"])
  expect(timeViews("finance").map(({ value }) => value)).toEqual(["week", "leave", "rates"])
  expect(timeViewOf("approvals", "manager")).toBe("approvals")
  expect(timeViewOf("rates", "manager")).toBe("week")
  expect(timeViewOf("nonsense", "admin")).toBe("week")
})

test("an address names somebody else's week by an id", () => {
  expect(personOf({ ...standardTime, person: id }, "me")).toBe(id)
  expect(personOf({ ...standardTime, person: id }, id)).toBeNull()
  expect(personOf({ ...standardTime, person: "Ada" }, "me")).toBeNull()
})
