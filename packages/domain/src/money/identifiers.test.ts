import { expect, test } from "vitest"
import { Address } from "./billing"
import { isCountry, vatIdOf } from "./identifiers"

test("a VAT ID is written without blanks, and names a country that there is", () => {
  expect(["DE 123 456 789", "el-123456789", "CHE-123.456.789 MWST", "XI123456789"].map(vatIdOf)).toEqual([
    ...["DE123456789", "EL123456789", "CHE123456789MWST", "XI123456789"],
  ])
  expect(["123456789", "XX123456789", "DE", "Germany", "", null].map(vatIdOf)).toEqual(Array(6).fill(null))
})

test("a country that there is not is refused where it is entered", () => {
  expect(["DE", "XK", "ZZ", "EL", "", null].map(isCountry)).toEqual([true, false, false, false, false, false])
  expect(Address.parse({ country: "de" }).country).toBe("DE")
  expect(Address.safeParse({ country: "ZZ" }).error?.issues[0]?.message).toBe(
    "Choose a country (ISO 3166-1).",
  )
})
