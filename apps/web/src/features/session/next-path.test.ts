import { describe, expect, test } from "vitest"
import { nextPath } from "./next-path"

describe("where sign-in leads", () => {
  test("a path of these pages is kept with its query and fragment", () => {
    expect(nextPath("/clients/1?tab=history#top")).toBe("/clients/1?tab=history#top")
  })

  test.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "/.//evil.example",
    "/x/..//evil.example",
    "evil",
    "",
    null,
  ])("%j leads to the start", (wanted) => {
    expect(nextPath(wanted)).toBe("/clients")
  })

  test("sign-in does not lead to itself", () => {
    expect(nextPath("/sign-in?next=/sign-in")).toBe("/clients")
  })
})
