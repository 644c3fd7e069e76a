/** What a country is called in a language; the code itself where it has no name there. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "region" }).of(code) ?? code
  } catch {
    // A code that is none: it was written before codes were checked, or imported.
    return code
  }
}

const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
/** Codes that have a name and are no country: unions, the world, and what is reserved for tests. */
const noCountries = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"])

/** Every country (ISO 3166-1) by its name in a language; `also` keeps a code that is not among them. */
export function countryChoices(locale: string, also = ""): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "none" })
  const codes = letters.flatMap((first) => letters.map((second) => first + second))
  const choices = codes
    // A code that is no longer in use stands for its successor: DD is DE now.
    .filter((code) => !noCountries.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`)
    .flatMap((value) => {
      const label = names.of(value)
      return label === undefined ? [] : [{ value, label }]
    })
    .sort((one, other) => one.label.localeCompare(other.label, locale))
  const known = also === "" || choices.some(({ value }) => value === also)
  return known ? choices : [...choices, { value: also, label: also }]
}
