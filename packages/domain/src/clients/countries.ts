const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
/** Codes that have a name and are no country: unions, the world, and what is reserved for tests. */
const noCountries = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"])

/**
 * The codes of all countries (ISO 3166-1, and Kosovo's). One that is no longer in use stands for its successor and is
 * left out: `Intl` would name DD as it names DE.
 */
export function countryCodes(): string[] {
  const named = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" })
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter(
      (code) =>
        !noCountries.has(code) &&
        named.of(code) !== undefined &&
        Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
    )
}
