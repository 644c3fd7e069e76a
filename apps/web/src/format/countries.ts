import { countryCodes } from "@alphas/domain/clients/countries"
import { namesOf } from "./formatters"

/** What a country is called in a language; the code itself where it has no name there. */
export function countryName(code: string, locale: string): string {
  try {
    return namesOf(locale, { type: "region" }).of(code) ?? code
  } catch {
    // A code that is none: it was written before codes were checked, or imported.
    return code
  }
}

/** Every country (ISO 3166-1) by its name in a language; `also` keeps a code that is not among them. */
export function countryChoices(locale: string, also = ""): { value: string; label: string }[] {
  const names = namesOf(locale, { type: "region", fallback: "none" })
  const choices = countryCodes()
    .flatMap((value) => {
      const label = names.of(value)
      return label === undefined ? [] : [{ value, label }]
    })
    .sort((one, other) => one.label.localeCompare(other.label, locale))
  const known = also === "" || choices.some(({ value }) => value === also)
  return known ? choices : [...choices, { value: also, label: also }]
}
