import { expect, test } from "vitest"
import { isolate, piecesOf, withoutMarks } from "./isolate"

test("a sentence is divided at its names, whatever letters they have", () => {
  expect(piecesOf(`${isolate("אבג")}: 3 values for ${isolate("Ada")}`)).toEqual([
    { text: "אבג", isolated: true },
    { text: ": 3 values for ", isolated: false },
    { text: "Ada", isolated: true },
  ])
  expect(piecesOf("Profile saved")).toEqual([{ text: "Profile saved", isolated: false }])
  expect(piecesOf("")).toEqual([])
})

test("a mark without its counterpart is text", () => {
  expect(piecesOf("a\u2068b")).toEqual([{ text: "a\u2068b", isolated: false }])
  expect(piecesOf(`\u2068${isolate("b")}`)).toEqual([
    { text: "\u2068", isolated: false },
    { text: "b", isolated: true },
  ])
})

test("what is read aloud has the names without their marks", () => {
  expect(withoutMarks(`Delete the rate of ${isolate("שלום")}`)).toBe("Delete the rate of שלום")
})
