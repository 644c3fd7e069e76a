import { describe, expect, it } from "vitest"
import {
  AppendImport,
  CheckImport,
  importLimits,
  importStates,
  importSteps,
  isWorking,
  marksOf,
  mayFollow,
  problemText,
} from "./import"

const id = "018f0000-0000-7000-8000-000000000000"

describe("the steps of an import", () => {
  it("lead from the upload to every state, and end only where nothing is left to do", () => {
    const reached = new Set(["uploading"])
    for (const from of reached) {
      for (const to of importSteps[from as keyof typeof importSteps]) reached.add(to) // only states are added
    }
    expect([...reached].sort()).toEqual([...importStates].sort())
    expect(importStates.filter((state) => importSteps[state].length === 0)).toEqual(["undone", "cancelled"])
  })

  it("let every state in which a job works be left without the job", () => {
    for (const state of importStates.filter(isWorking)) {
      expect(["cancelled", "undoing", "failed"].some((to) => mayFollow(state, to as "failed"))).toBe(true) // one of three states
    }
  })
})

describe("what comes in", () => {
  it("takes a piece of 512 KiB and not a byte more", () => {
    const piece = (bytes: number) => ({ id, index: 0, content: Buffer.alloc(bytes).toString("base64") })
    expect(AppendImport.safeParse(piece(importLimits.piece)).success).toBe(true)
    expect(AppendImport.safeParse(piece(importLimits.piece + 3)).success).toBe(false)
    expect(
      AppendImport.safeParse({ id, index: importLimits.pieces, content: "AAAA" }).error?.issues[0]?.message,
    ).toMatch(/larger than 100 MiB/)
  })

  it("asks for the column of the name, and knows no other fields than ours", () => {
    expect(CheckImport.safeParse({ id, mapping: { email: 0 } }).success).toBe(false)
    expect(CheckImport.safeParse({ id, mapping: { name: 0, colour: 1 } }).success).toBe(false)
    expect(CheckImport.safeParse({ id, mapping: { name: 0, contact2Email: 4 } }).success).toBe(true)
  })
})

describe("marksOf", () => {
  it("leaves out domains that belong to everybody", () => {
    expect(
      marksOf({ domain: "facebook.com", email: "a@gmail.com", contactEmails: [null, "a@gmail.com"] }),
    ).toEqual({
      domains: [],
      emails: ["a@gmail.com"],
    })
    expect(marksOf({ domain: "acme.com", email: "a@acme.com", contactEmails: [] }).domains).toEqual([
      "acme.com",
    ])
  })
})

describe("problemText", () => {
  it("calls the columns by the names that our export gives them", () => {
    expect(problemText({ vatId: "Too long.", row: "One cell too many." })).toBe(
      "VAT ID: Too long. One cell too many.",
    )
  })
})
