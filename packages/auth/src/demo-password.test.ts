import { demoPassword, demoPasswordHash } from "@alphas/db/seed/staff"
import { expect, test } from "vitest"
import { verifyPassword } from "./passwords"

test("the demo agency's password opens the hash that its accounts are seeded with", async () => {
  expect(await verifyPassword(demoPasswordHash, demoPassword)).toBe(true)
  expect(await verifyPassword(demoPasswordHash, `${demoPassword}!`)).toBe(false)
})
