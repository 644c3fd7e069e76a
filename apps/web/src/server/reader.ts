import type { Me } from "@alphas/domain/users/dto"
import type { Reader } from "../format/dates"

/** Whose eyes read this page: their own language and zone, else their browser's language and the agency's zone. */
export function readerOf(
  me: Pick<Me, "locale" | "timeZone" | "agency">,
  acceptLanguage: string | null,
): Reader {
  const wanted = [me.locale, ...preferred(acceptLanguage)].find(
    (locale) => locale !== null && isLocale(locale),
  )
  const agencyZone = isTimeZone(me.agency.timeZone) ? me.agency.timeZone : "UTC"
  const timeZone = me.timeZone !== null && isTimeZone(me.timeZone) ? me.timeZone : agencyZone
  return { locale: wanted ?? "en", timeZone, agencyZone, now: Date.now() }
}

/** The languages of an `Accept-Language` header, most wanted first (RFC 9110, 12.5.4). */
function preferred(header: string | null): string[] {
  return (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim())
      const quality = parameters.find((parameter) => parameter.startsWith("q="))
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ tag, quality }) => tag !== "" && tag !== "*" && quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag)
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}
