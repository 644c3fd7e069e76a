import { describe, expect, test } from "vitest"
import { type Address, readAddress, writeAddress } from "./address"

const standard = {
  text: "",
  status: [] as readonly string[],
  sort: "name",
  page: 1,
  after: null as string | null,
} satisfies Address

describe("a list's state in its address", () => {
  test("what is standard is not in the address", () => {
    expect(writeAddress(standard, standard)).toBe("")
  })

  test("everything else comes back as it was", () => {
    const state = { text: "Müller & Co", status: ["active", "former"], sort: "owner", page: 3, after: "a=b" }
    expect(readAddress(standard, new URLSearchParams(writeAddress(standard, state)))).toEqual(state)
  })

  test("an emptied list differs from a standard that has values", () => {
    const filtered = { ...standard, status: ["active"] as readonly string[] }
    const emptied = writeAddress(filtered, { ...filtered, status: [] })
    expect(readAddress(filtered, new URLSearchParams(emptied)).status).toEqual([])
  })

  test("unknown names are dropped and a page that is no number counts as the standard one", () => {
    const read = readAddress(standard, new URLSearchParams("page=-7&evil=1"))
    expect(read).toEqual(standard)
  })
})
