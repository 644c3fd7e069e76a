import { expect, test } from "vitest"
import { Base } from "./base"

const before = { values: { name: "Acme", city: "Kiel" }, version: 1 }

test("who saves twice in a row names the version that the first save came to", () => {
  const base = new Base(before)
  const once = { name: "Acme AG", city: "Kiel" }
  base.saved(once, { id: "a", version: 2 })
  // The page still shows the row as it was read before the save.
  expect(base.read(before, once)).toBe(false)
  const twice = { name: "Acme AG", city: "Köln" }
  expect([base.version, base.changes(twice)]).toEqual([2, { city: "Köln" }])
  base.saved(twice, { id: "a", version: 3 })
  expect(base.read({ values: once, version: 2 }, twice)).toBe(false)
  expect(base.read({ values: twice, version: 3 }, twice)).toBe(false)
  expect([base.version, base.changes(twice)]).toEqual([3, {}])
})

test("a row that somebody else saved is taken over, but not under what is being typed", () => {
  const theirs = { values: { name: "Acme", city: "Bonn" }, version: 2 }
  const base = new Base(before)
  const typed = { name: "Acme AG", city: "Kiel" }
  expect(base.read(theirs, typed)).toBe(false)
  expect([base.version, base.changes(typed)]).toEqual([1, { name: "Acme AG" }])
  expect(base.read(theirs, before.values)).toBe(true)
  expect([base.version, base.values]).toEqual([2, theirs.values])
})

test("a save whose answer bears no version stays on the one that was read", () => {
  const base = new Base(before)
  base.saved({ name: "Acme AG", city: "Kiel" }, undefined)
  expect(base.version).toBe(1)
})

test("what both have settled is saved on top of theirs", () => {
  const base = new Base(before)
  base.settle({ values: { name: "Acme", city: "Bonn" }, version: 5 })
  expect([base.version, base.changes({ name: "Acme AG", city: "Bonn" })]).toEqual([5, { name: "Acme AG" }])
})
