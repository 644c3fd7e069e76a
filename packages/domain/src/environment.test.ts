import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { Environment, EnvironmentError, readEnvironment } from "./environment"

const enough = { DATABASE_URL: "postgres://localhost/alphas", ALPHAS_SECRET: "x".repeat(32) }

describe("the environment", () => {
  it("is named in full by .env.example, and so is what commands and tests read besides", () => {
    const root = new URL("../../../", import.meta.url)
    const example = readFileSync(new URL(".env.example", root), "utf8")
    const named = (pattern: RegExp) => [...new Set([...example.matchAll(pattern)].map((match) => match[1]))]
    expect(named(/^([A-Z_]+)=/gm).sort()).toEqual(Object.keys(Environment.shape).sort())
    const files = execFileSync("git", ["ls-files", "apps", "packages", "proofs", "scripts"], {
      cwd: root,
      encoding: "utf8",
    })
    const read = files
      .split("\n")
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .flatMap((file) => [
        ...readFileSync(new URL(file, root), "utf8").matchAll(
          /\benv(?:ironment)?\.((?:ALPHAS_|CHROMIUM_)[A-Z0-9_]+)/g,
        ),
      ])
      .map((match) => match[1] ?? "")
      // What npm test tells the browser tests, ALPHAS_E2E_*, is nobody's to set.
      .filter((name) => !name.startsWith("ALPHAS_E2E_") && !(name in Environment.shape))
    expect(named(/^# ([A-Z_]+)=/gm).sort()).toEqual([...new Set(read)].sort())
  })

  it("takes an empty variable for an absent one", () => {
    expect(readEnvironment({ ...enough, REDIS_URL: "", WEB_PORT: "" })).toMatchObject({ WEB_PORT: 3000 })
  })

  it.each([
    [{ ...enough, DATABASE_URL: "mysql://localhost/x" }, "DATABASE_URL is wrong"],
    [{ ...enough, DATABASE_URL: "" }, "DATABASE_URL is missing"],
    [{ ...enough, ALPHAS_SECRET: "short" }, "ALPHAS_SECRET is wrong: must have at least 32 characters"],
    [{ ...enough, WEB_PORT: "http" }, "WEB_PORT is wrong"],
    [{ ...enough, LOG_LEVEL: "loud" }, "LOG_LEVEL is wrong"],
  ])("refuses %o with a sentence that names the variable", (variables, sentence) => {
    expect(() => readEnvironment(variables)).toThrow(EnvironmentError)
    expect(() => readEnvironment(variables)).toThrow(sentence)
  })

  it("in production takes http for the pages on this machine alone", () => {
    const production = { ...enough, NODE_ENV: "production" }
    for (const host of ["localhost:3000", "127.0.0.1", "[::1]:3000", "demo.localhost"])
      expect(readEnvironment({ ...production, WEB_URL: `http://${host}` }).WEB_URL).toContain(host)
    expect(readEnvironment({ ...production, WEB_URL: "https://crm.example" })).toBeDefined()
    expect(() => readEnvironment({ ...production, WEB_URL: "http://crm.example" })).toThrow(
      /WEB_URL is wrong: .*https/,
    )
    expect(readEnvironment({ ...enough, WEB_URL: "http://crm.example" })).toBeDefined()
  })

  it("names every wrong variable at once", () => {
    expect(() => readEnvironment({ WS_PORT: "-1" })).toThrow(/DATABASE_URL[\s\S]*WS_PORT[\s\S]*ALPHAS_SECRET/)
  })
})
