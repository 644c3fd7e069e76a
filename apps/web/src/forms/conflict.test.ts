import { describe, expect, test } from "vitest"
import { differences, same, settle } from "./conflict"

const before = { name: "Acme", city: "Kiel", phone: null as string | null }

describe("two versions of a row", () => {
  test("fields that both changed come first; agreeing fields and what only you changed not at all", () => {
    const yours = { ...before, name: "Acme AG", city: "Köln" }
    const theirs = { ...before, city: "Bonn", phone: "1" }
    expect(differences(before, yours, theirs)).toEqual([
      { field: "city", before: "Kiel", yours: "Köln", theirs: "Bonn", both: true },
      { field: "phone", before: null, yours: null, theirs: "1", both: false },
    ])
  })

  test("what only one of the two changed is kept, and a pick decides the rest", () => {
    const yours = { ...before, name: "Acme AG", city: "Köln" }
    const theirs = { ...before, city: "Bonn", phone: "1" }
    expect(settle(before, yours, theirs, {})).toEqual({ name: "Acme AG", city: "Köln", phone: "1" })
    expect(settle(before, yours, theirs, { city: "theirs", name: "theirs" })).toEqual(theirs)
  })

  test("an empty input and nothing are the same", () => {
    expect(same("", null)).toBe(true)
    expect(same({ a: "" }, { a: null })).toBe(true)
    expect(same("0", null)).toBe(false)
  })
})
