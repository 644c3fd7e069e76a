import { AlphasError } from "@alphas/client/trpc"
import { expect, test } from "vitest"
import { isSignedOut } from "./ending"

const lost = (code: number) =>
  new AlphasError("Alphas cannot be reached.", {
    reason: "unreachable",
    status: null,
    cause: new Error("WebSocket closed", { cause: { code } }),
  })

test("a socket that was closed because the session is over, and a call that was refused for it", () => {
  expect(isSignedOut(lost(4401))).toBe(true)
  expect(isSignedOut(new AlphasError("Sign in.", { reason: "unauthenticated", status: 401 }))).toBe(true)
})

test("a lost connection, a restart and other rights are none of it", () => {
  for (const code of [1006, 1012, 4403]) expect(isSignedOut(lost(code))).toBe(false)
  expect(isSignedOut(null)).toBe(false)
  const round = new Error("round")
  round.cause = round
  expect(isSignedOut(round)).toBe(false)
})
