import { expect, it } from "vitest"
import { lockedShare, stepMeetsLock } from "./locked"

const isLocked = (day: string) => day < "2026-05-01"

it("a week over the end of a locked month goes on, and is not taken back", () => {
  const edge = lockedShare(["2026-04-30", "2026-05-01"], isLocked)
  expect(edge).toBe("some")
  expect([stepMeetsLock("submit", edge), stepMeetsLock("approve", edge)]).toEqual([false, false])
  expect([stepMeetsLock("withdraw", edge), stepMeetsLock("sendBack", edge)]).toEqual([true, true])
})

it("a week all of whose time is locked stays; one without time in it goes on and back", () => {
  const [whole, none] = [lockedShare(["2026-04-30", "2026-04-30"], isLocked), lockedShare([], isLocked)]
  expect([whole, none]).toEqual(["all", "none"])
  expect([stepMeetsLock("approve", whole), stepMeetsLock("reopen", whole)]).toEqual([true, true])
  expect([stepMeetsLock("approve", none), stepMeetsLock("reopen", none)]).toEqual([false, false])
})
