import * as z from "zod"
import { emailAddress } from "./email-address"
import { withoutInvisible } from "./invisible"

/** What people paste but nobody means: control characters other than tab and line ends, and lone surrogates. */
const unprintable = /(?![\t\n\r])\p{Cc}|\p{Cs}/u

/** The beginning of a foreign text for a sentence of ours, which must be shown and kept: without what cannot be. */
export const quoted = (text: string, max: number): string =>
  withoutInvisible(text.slice(0, max)).replace(/[\p{Cc}\p{Cs}]/gu, "\ufffd")

/** What is left of a value in which nothing is to be read. */
const blank = /[\s\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu
const isBlank = (value: string): boolean => value.replace(blank, "") === ""

const clean = (max: number) =>
  z
    .string("Enter some text.")
    .transform((value) => withoutInvisible(value.normalize("NFC")).normalize("NFC").trim())
    .pipe(
      z
        .string()
        .max(max, `At most ${max.toLocaleString("en")} characters.`)
        .refine(
          (value) => !unprintable.test(value),
          "This contains characters that cannot be shown. Remove them.",
        ),
    )

/** One line of text that must say something, at most `max` UTF-16 units, NFC and trimmed. */
export const line = (max: number) =>
  clean(max)
    .refine((value) => !/[\r\n\t]/.test(value), "Enter a single line of text.")
    .refine((value) => !isBlank(value), "This field is required.")

/** One line that may be left out; `""` and blanks become `null`. */
export const optionalLine = (max: number) =>
  z
    .union([z.null(), clean(max).refine((value) => !/[\r\n\t]/.test(value), "Enter a single line of text.")])
    .transform((value) => (value === null || isBlank(value) ? null : value))

/** Several lines that may be left out; `""` and blanks become `null`. */
export const optionalText = (max: number) =>
  z.union([z.null(), clean(max)]).transform((value) => (value === null || isBlank(value) ? null : value))

/** Text to look for, as `line` would keep it: Postgres has no character 0. */
export const wanted = (max: number) =>
  z
    .string()
    .transform((value) => withoutInvisible(value).replaceAll("\0", "").trim())
    .pipe(z.string().max(max))

const notAnAddress = "This is not an email address."

/** An email address as `emailAddress` spells it. */
export const email = line(254).transform((value, ctx) => {
  const address = emailAddress(value)
  if (address === null) ctx.addIssue({ code: "custom", message: notAnAddress })
  return address ?? z.NEVER
})

/** An email address that may be left out. */
export const optionalEmail = optionalLine(254).transform((value, ctx) => {
  const address = value === null ? null : emailAddress(value)
  if (value !== null && address === null) ctx.addIssue({ code: "custom", message: notAnAddress })
  return address
})
