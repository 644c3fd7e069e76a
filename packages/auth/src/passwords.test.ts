import { availableParallelism } from "node:os"
import { hash } from "@node-rs/argon2"
import { expect, test } from "vitest"
import { hashPassword, needsRehash, verifyPassword } from "./passwords"

test("a password is stored as argon2id with 19 MiB, two passes and one lane, and verifies", async () => {
  const stored = await hashPassword("correct horse battery")
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(stored, "correct horse battery")).toBe(true)
  expect(await verifyPassword(stored, "correct horse batterx")).toBe(false)
  expect(needsRehash(stored)).toBe(false)
})

test("the same password typed in another Unicode spelling is the same password", async () => {
  const stored = await hashPassword("Zürich im Café".normalize("NFC"))
  expect(await verifyPassword(stored, "Zürich im Café".normalize("NFD"))).toBe(true)
})

test("an account that does not exist takes as long as one that does, and is never right", async () => {
  const stored = await hashPassword("a password of somebody")
  const time = async (of: string | null) => {
    const started = performance.now()
    expect(await verifyPassword(of, "a guess")).toBe(false)
    return performance.now() - started
  }
  await time(null)
  // The quickest of each, in turn: a busy machine slows some of them, and makes none quicker.
  const [known, unknown]: [number[], number[]] = [[], []]
  for (let n = 0; n < 16; n++) {
    known.push(await time(stored))
    unknown.push(await time(null))
  }
  expect(Math.min(...unknown) / Math.min(...known)).toBeGreaterThan(0.5)
})

test("a flood of passwords is worked off in turn, and leaves a core to whatever else there is", async () => {
  const stored = await hashPassword("a password of somebody")
  const cpu = process.cpuUsage()
  const started = performance.now()
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      verifyPassword(stored, n === 7 ? "a password of somebody" : "a guess"),
    ),
  )
  const { user, system } = process.cpuUsage(cpu)
  expect(outcomes.flatMap((right, n) => (right ? n : []))).toEqual([7])
  const cores = (user + system) / 1000 / (performance.now() - started)
  expect(cores).toBeLessThan(Math.max(1, availableParallelism() - 1) + 0.3)
})

test("a hash of earlier parameters still verifies and asks to be made anew", async () => {
  const old = await hash("old password", { algorithm: 2, memoryCost: 8192, timeCost: 1, parallelism: 1 })
  expect(await verifyPassword(old, "old password")).toBe(true)
  expect(needsRehash(old)).toBe(true)
})
