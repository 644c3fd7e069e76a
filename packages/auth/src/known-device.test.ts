import { readEnvironment } from "@alphas/domain/environment"
import { expect, test } from "vitest"
import { KnownDevices } from "./known-device"

const environment = (also: Record<string, string> = {}) =>
  readEnvironment({
    DATABASE_URL: "postgres://localhost/none",
    ALPHAS_SECRET: "a secret that is only good for tests",
    ...also,
  })
const devices = new KnownDevices(environment())
const cookieOf = (header: string) => header.split(";")[0] ?? ""

test("a browser is recognised for the account that signed in with it, and for no other", () => {
  const cookie = cookieOf(devices.remember("", "ada@agency.example"))
  expect(devices.recognise(cookie, "ada@agency.example")).toMatch(/^[\w-]{22}$/)
  expect(devices.recognise(cookie, "jonas@agency.example")).toBeNull()
  expect(devices.recognise("", "ada@agency.example")).toBeNull()
})

test("a shared browser is known for several accounts, the five latest", () => {
  const emails = ["a", "b", "c", "d", "e", "f"].map((name) => `${name}@agency.example`)
  const cookie = emails.reduce((before, email) => cookieOf(devices.remember(before, email)), "")
  expect(emails.map((email) => devices.recognise(cookie, email) !== null)).toEqual([
    false,
    true,
    true,
    true,
    true,
    true,
  ])
})

test("a cookie that was made up, or signed under another secret, is not recognised", () => {
  const other = new KnownDevices(environment({ ALPHAS_SECRET: "another secret of thirty-two characters" }))
  const foreign = cookieOf(other.remember("", "ada@agency.example"))
  expect(devices.recognise(foreign, "ada@agency.example")).toBeNull()
  const own = cookieOf(devices.remember("", "ada@agency.example"))
  const forged = own.replace(/=./, (start) => (start === "=A" ? "=B" : "=A"))
  expect(devices.recognise(forged, "ada@agency.example")).toBeNull()
})

test("the cookie cannot be read by scripts, stays on our site, and is Secure where the pages are", () => {
  expect(devices.remember("", "ada@agency.example")).toMatch(/HttpOnly; SameSite=Lax$/)
  const secure = new KnownDevices(environment({ WEB_URL: "https://alphas.example" }))
  expect(secure.remember("", "ada@agency.example")).toMatch(/; Secure$/)
})
