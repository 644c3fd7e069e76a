import * as z from "zod"

/** What people paste but nobody means: control characters other than tab and line ends, and lone surrogates. */
const unprintable = /(?![\t\n\r])\p{Cc}|\p{Cs}/u

/** The beginning of a foreign text for a sentence of ours, which must be shown and kept: without what cannot be. */
export const quoted = (text: string, max: number): string =>
  text.slice(0, max).replace(/[\p{Cc}\p{Cs}]/gu, "\ufffd")

/** Marks that are invisible on their own: a value made only of these looks empty to a reader. */
const invisible = /[\s\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu

const clean = (max: number) =>
  z
    .string("Write some text here.")
    .transform((value) => value.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .max(max, `At most ${max.toLocaleString("en")} characters.`)
        .refine(
          (value) => !unprintable.test(value),
          "This holds characters that cannot be shown; remove them.",
        ),
    )

/** One line of text that must say something, at most `max` UTF-16 units, NFC and trimmed. */
export const line = (max: number) =>
  clean(max)
    .refine((value) => !/[\r\n\t]/.test(value), "Only one line of text fits here.")
    .refine((value) => value.replace(invisible, "") !== "", "This must not be empty.")

/** One line that may be left out; `""` and blanks become `null`. */
export const optionalLine = (max: number) =>
  z
    .union([
      z.null(),
      clean(max).refine((value) => !/[\r\n\t]/.test(value), "Only one line of text fits here."),
    ])
    .transform((value) => (value === null || value.replace(invisible, "") === "" ? null : value))

/** Several lines that may be left out; `""` and blanks become `null`. */
export const optionalText = (max: number) =>
  z
    .union([z.null(), clean(max)])
    .transform((value) => (value === null || value.replace(invisible, "") === "" ? null : value))

/** Text to look for: Postgres has no character 0. */
export const wanted = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((value) => value.replaceAll("\0", ""))

const shapeOfEmail = /^[^\s@<>(),;:\\"[\]]+@[^\s@.]+(\.[^\s@.]+)+$/u

/** An email address in lower case, at most 254 characters (RFC 5321, 4.5.3.1.3). */
export const email = z
  .string("Write some text here.")
  // First, for some letters become longer by it.
  .transform((value) => value.toLowerCase())
  .pipe(line(254).refine((value) => shapeOfEmail.test(value), "This is not an email address."))

/** An email address that may be left out. */
export const optionalEmail = z
  .union([z.null(), z.string().transform((value) => value.toLowerCase())])
  .pipe(
    optionalLine(254).refine(
      (value) => value === null || shapeOfEmail.test(value),
      "This is not an email address.",
    ),
  )

/** Bare host of an address as people paste it: `https://www.Example.com/about` gives `example.com`; `null` if none. */
export function domainOf(address: string): string | null {
  const host = address
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/^[^/?#]*@/, "")
    .replace(/[/?#].*$/, "")
    .replace(/:\d+$/, "")
    .replace(/\.$/, "")
    .replace(/^www\./, "")
  return /^(?=.{1,253}$)[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u.test(
    host,
  )
    ? host
    : null
}
