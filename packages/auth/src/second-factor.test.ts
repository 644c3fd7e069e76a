import { generateSync } from "otplib"
import { expect, test } from "vitest"
import { SecondFactor } from "./second-factor"

const factor = new SecondFactor("a secret that is only good for tests")
const at = (seconds: number) => seconds * 1000

test("codes are those of RFC 6238 (appendix B, SHA-1, the last six digits)", () => {
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // "12345678901234567890" in base32
  for (const [seconds, code] of [
    [59, "287082"],
    [1111111109, "081804"],
    [1234567890, "005924"],
    [20000000000, "353130"],
  ] as const) {
    expect(factor.stepOf(secret, code, null, at(seconds))).toBe(String(Math.floor(seconds / 30)))
  }
})

test("a code is good one step early and one step late, no further", () => {
  const secret = factor.newSecret()
  const code = generateSync({ secret, epoch: 30 * 1000 })
  const good = [-2, -1, 0, 1, 2].map((steps) => factor.stepOf(secret, code, null, at(30 * (1000 + steps))))
  expect(good).toEqual([null, "1000", "1000", "1000", null])
})

test("a code is not good again after it, or a later one, was accepted", () => {
  const secret = factor.newSecret()
  const code = generateSync({ secret, epoch: 30 * 1000 })
  expect(factor.stepOf(secret, code, "999", at(30_000))).toBe("1000")
  expect(factor.stepOf(secret, code, "1000", at(30_000))).toBeNull()
  expect(factor.stepOf(secret, code, "1001", at(30_000))).toBeNull()
})

test("what is not six digits is no code", () => {
  const secret = factor.newSecret()
  for (const code of ["", "12345", "1234567", "abcdef", "１２３４５６"]) {
    expect(factor.stepOf(secret, code, null)).toBeNull()
  }
})

test("a stored secret opens for its person and key only, and not when a bit was changed", () => {
  const secret = factor.newSecret()
  const stored = factor.encrypt("person-a", secret)
  expect(Buffer.from(stored).includes(secret)).toBe(false)
  expect(factor.decrypt("person-a", stored)).toBe(secret)
  expect(() => factor.decrypt("person-b", stored)).toThrow("ALPHAS_SECRET")
  const other = new SecondFactor("another secret of thirty-two characters")
  expect(() => other.decrypt("person-a", stored)).toThrow("ALPHAS_SECRET")
  const tampered = Uint8Array.from(stored)
  tampered[30] = (tampered[30] ?? 0) ^ 1
  expect(() => factor.decrypt("person-a", tampered)).toThrow("ALPHAS_SECRET")
})

test("ten different recovery codes, recognised however they are typed, stored under the person and key", () => {
  const codes = factor.newRecoveryCodes("person-a")
  expect(new Set(codes.map(({ code }) => code)).size).toBe(10)
  const [first] = codes
  if (!first) throw new Error("no codes")
  expect(first.code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
  const typed = ` ${first.code.toUpperCase().replaceAll("-", " ")} `
  expect(factor.recoveryHash("person-a", typed)).toBe(first.hash)
  expect(factor.recoveryHash("person-b", typed)).not.toBe(first.hash)
})

test("the address for authenticator apps names the agency and the account", () => {
  const address = new URL(factor.address("JBSWY3DPEHPK3PXP", "ada@agency.example", "Our agency"))
  expect(address.protocol).toBe("otpauth:")
  expect(address.searchParams.get("secret")).toBe("JBSWY3DPEHPK3PXP")
  expect(address.searchParams.get("issuer")).toBe("Our agency")
  expect(decodeURIComponent(address.pathname)).toContain("ada@agency.example")
})
