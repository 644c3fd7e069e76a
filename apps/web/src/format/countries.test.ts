import { expect, test } from "vitest"
import { countryChoices, countryName } from "./countries"

test("every country is offered once, by its name, and nothing that is no country", () => {
  const choices = countryChoices("en")
  expect(choices.length).toBeGreaterThan(240)
  expect(new Set(choices.map(({ label }) => label)).size).toBe(choices.length)
  expect(choices).toContainEqual({ value: "DE", label: "Germany" })
  const codes = choices.map(({ value }) => value)
  for (const gone of ["DD", "SU", "YU", "EU", "UN", "ZZ", "XA"]) expect(codes).not.toContain(gone)
})

test("a code that is no country stays as it is", () => {
  expect(countryChoices("en", "QX")).toContainEqual({ value: "QX", label: "QX" })
  expect(countryName("1!", "en")).toBe("1!")
  expect(countryName("AT", "de")).toBe("Österreich")
})
