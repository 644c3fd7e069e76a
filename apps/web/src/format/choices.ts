const locales = [
  "en-GB",
  "en-US",
  "en-AU",
  "de-DE",
  "de-AT",
  "de-CH",
  "fr-FR",
  "fr-CH",
  "es-ES",
  "es-MX",
  "it-IT",
  "nl-NL",
  "pt-PT",
  "pt-BR",
  "da-DK",
  "sv-SE",
  "nb-NO",
  "fi-FI",
  "pl-PL",
  "cs-CZ",
  "el-GR",
  "tr-TR",
  "uk-UA",
  "ja-JP",
  "ko-KR",
  "zh-CN",
]

/** The formats of languages and countries that are offered, each by its own name. */
export function localeChoices(): { value: string; label: string }[] {
  const nameOf = (value: string) => new Intl.DisplayNames([value], { type: "language" }).of(value) ?? value
  return locales.map((value) => {
    const name = nameOf(value)
    return { value, label: name.charAt(0).toLocaleUpperCase(value) + name.slice(1) }
  })
}

/** Every time zone that this machine knows (IANA). */
export const timeZoneChoices = (): string[] => [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])]

/** Every currency (ISO 4217) with its name. */
export function currencyChoices(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(["en"], { type: "currency" })
  return Intl.supportedValuesOf("currency").map((value) => ({
    value,
    label: `${value} · ${names.of(value) ?? ""}`,
  }))
}
