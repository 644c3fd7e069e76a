import { expect, test } from "vitest"
import { archivedOf, dayOf, idsOf, idsOrWithout, narrows, placeOf, wordsOf } from "./address-values"

const id = "0197a000-0000-7000-8000-000000000001"

test("what nobody knows is left out, whoever has written the address", () => {
  expect(idsOf([id, "none", `${id}x`, id.toUpperCase()])).toEqual([id])
  expect(idsOrWithout([id, "none", "toString"])).toEqual([id, null])
  expect(wordsOf(["active", "paused"], ["paused", "constructor", "active"])).toEqual(["paused", "active"])
  expect([archivedOf("also"), archivedOf("only"), archivedOf("yes")]).toEqual(["also", "only", "no"])
  expect([dayOf("2026-02-28"), dayOf("2026-13-01"), dayOf("today"), dayOf(null)]).toEqual([
    "2026-02-28",
    ...[null, null, null],
  ])
})

test("an order that the list does not have is its own one", () => {
  const asked = placeOf({ sort: "password", direction: "down", after: "c" }, ["name", "city"], "name")
  expect(asked).toMatchObject({ sort: "name", direction: "asc", cursor: "c" })
  expect(placeOf({ sort: "city", direction: "desc", after: null }, ["name", "city"], "name")).toMatchObject({
    ...{ sort: "city", direction: "desc" },
  })
})

test("a list is narrowed by a filter that differs, in whatever order its words stand", () => {
  const standard = { text: "", status: ["active", "paused"], page: 1 }
  const filters = ["text", "status"] as const
  expect(narrows(standard, { ...standard, status: ["paused", "active"], page: 3 }, filters)).toBe(false)
  expect(narrows(standard, { ...standard, status: ["paused"] }, filters)).toBe(true)
  expect(narrows(standard, { ...standard, text: "a" }, filters)).toBe(true)
})
