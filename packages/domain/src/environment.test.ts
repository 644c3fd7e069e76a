import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { Environment, EnvironmentError, readEnvironment } from "./environment"

const enough = { DATABASE_URL: "postgres://localhost/alphas", ALPHAS_SECRET: "x".repeat(32) }

describe("the environment", () => {
  it("is named in full by .env.example", () => {
    const example = readFileSync(new URL("../../../.env.example", import.meta.url), "utf8")
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1])
    expect(named.sort()).toEqual(Object.keys(Environment.shape).sort())
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

  it("names every wrong variable at once", () => {
    expect(() => readEnvironment({ WS_PORT: "-1" })).toThrow(/DATABASE_URL[\s\S]*WS_PORT[\s\S]*ALPHAS_SECRET/)
  })
})
